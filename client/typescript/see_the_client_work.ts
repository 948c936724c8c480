// Calls a running local runner with the generated client and checks what it reads: see ../run.
import { deepStrictEqual as same, ok } from "node:assert";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  type Ad,
  AdCampaignsApi,
  type AdCampaign,
  AdsApi,
  Configuration,
  ErrorBodyFromJSON,
  type ErrorDetails,
  type PageInfo,
  ResponseError,
} from "../target/typescript";

interface Page<T> {
  data: T[];
  page_info: PageInfo;
}

const facts = JSON.parse(readFileSync(process.argv[2], "utf8"));
const id: string = facts.ad_campaigns.active[2];
const adId: string = facts.ads.active[2];
const configuration = new Configuration({ basePath: facts.base_url, accessToken: facts.credentials[0].token });
const campaigns = new AdCampaignsApi(configuration);
const ads = new AdsApi(configuration);
const now = new Date();

/** Reads a list to its end, three records a page. */
async function allOf<T extends Ad | AdCampaign>(list: (after?: string) => Promise<Page<T>>): Promise<T[]> {
  let page = await list();
  const records = page.data;
  while (page.page_info.end_cursor !== null) {
    page = await list(page.page_info.end_cursor);
    records.push(...page.data);
  }
  ok(records.length > 3);
  same(new Set(records.map((record) => record.id)).size, records.length);
  ok(records.every((record) => record.created_at < now));
  return records;
}

async function refused(call: Promise<unknown>): Promise<[number, ErrorDetails]> {
  try {
    await call;
  } catch (refusal) {
    if (refusal instanceof ResponseError) {
      return [refusal.response.status, ErrorBodyFromJSON(await refusal.response.json()).error];
    }
    throw refusal;
  }
  throw new Error("was not refused");
}

async function main() {
  let campaign = await campaigns.pauseAdCampaign({ id });
  same([campaign.status, campaign.paused_until], ["paused", null]);
  console.log("pauseAdCampaign, no body:", campaign.status, campaign.paused_until);

  const until = new Date(Math.floor(now.getTime() / 1000) * 1000 + 86_400_000);
  campaign = await campaigns.pauseAdCampaign({
    id,
    idempotencyKey: randomUUID(),
    pauseAdCampaignRequest: { paused_until: until.toISOString() },
  });
  same([campaign.status, campaign.paused_until], ["paused", until]);
  console.log("pauseAdCampaign, until a time:", campaign.status, campaign.paused_until?.toISOString());

  const read = await campaigns.retrieveAdCampaign({ id });
  same(read, campaign);
  console.log("retrieveAdCampaign:", read.status, read.paused_until?.toISOString(), "total_spend", read.total_spend);

  campaign = await campaigns.unpauseAdCampaign({ id });
  same([campaign.status, campaign.paused_until], ["active", null]);
  console.log("unpauseAdCampaign:", campaign.status, campaign.paused_until);

  const paused = await ads.pauseAd({ id: adId });
  same(paused.status, "paused");
  const unpaused = await ads.unpauseAd({ id: adId });
  same(unpaused.status, "active");
  const ad = await ads.retrieveAd({ id: adId });
  same(ad, unpaused);
  console.log("pauseAd, unpauseAd, retrieveAd:", paused.status, unpaused.status, ad.status, "created", ad.created_at.toISOString());

  const ofCampaigns = await allOf((after) => campaigns.listAdCampaigns({ first: 3, after }));
  console.log("listAdCampaigns:", ofCampaigns.length, "records");
  const ofAds = await allOf((after) => ads.listAds({ first: 3, after }));
  console.log("listAds:", ofAds.length, "records");

  let [status, error] = await refused(campaigns.pauseAdCampaign({ id, pauseAdCampaignRequest: { paused_until: now.toISOString() } }));
  same([status, error.code, error.param], [400, "parameter_invalid", "paused_until"]);
  console.log("an error:", status, error.type, error.code, error.param);

  [status, error] = await refused(ads.retrieveAd({ id: "ad_none" }));
  same([status, error.type, error.code], [404, "not_found", null]);
  console.log("an error:", status, error.type, error.code, error.param);
}

main().catch((failure) => {
  console.error(failure);
  process.exitCode = 1;
});
