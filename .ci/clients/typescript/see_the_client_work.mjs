// Calls the local runner that is running with the official TypeScript client of Whop, and checks what it reads: see ../run.
import Whop, { APIError } from "@whop/sdk";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

const facts = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { token, account_id } = facts.credentials[0];
const whop = new Whop({ apiKey: token, baseURL: facts.base_url, maxRetries: 0 });

/** The status and the error with which a call is refused. */
async function refused(call) {
  try {
    await call();
  } catch (e) {
    assert(e instanceof APIError, String(e));
    return { status: e.status, ...(e.error.error ?? e.error) };
  }
  assert.fail("not refused");
}

for (const [kind, api, fields, none] of [
  ["ads", whop.ads, 74, "ad_none"],
  ["ad_campaigns", whop.adCampaigns, 83, "adcamp_none"],
]) {
  const expected = Object.fromEntries(Object.entries(facts[kind]).flatMap(([status, ids]) => ids.map((id) => [id, status])));
  const sees = (record, status) => {
    assert.equal(record.status, status);
    assert.equal(Object.keys(record).length, fields);
    assert(record.delivery_status === "paused" ? status === "paused" : status !== "paused", record.delivery_status);
    assert((record.primary_texts ?? []).every((text) => typeof text === "string"));
    assert(record.issues.every((issue) => typeof issue.message === "string"));
  };
  for (const [id, status] of Object.entries(expected)) sees(await api.retrieve(id), status);

  const it = facts[kind].active[1];
  sees(await api.pause(it), "paused");
  sees(await api.retrieve(it), "paused");
  sees(await api.unpause(it), "active");
  const headers = { "Idempotency-Key": randomUUID() };
  sees(await api.pause(it, {}, { headers }), "paused");
  sees(await api.unpause(it), "active");
  // The first response again, read out of what was kept.
  sees(await api.pause(it, {}, { headers }), "paused");
  sees(await api.retrieve(it), "active");

  if (kind === "ad_campaigns") {
    const until = new Date(Math.ceil(Date.now() / 1000) * 1000 + 86_400_000).toISOString();
    const paused = await api.pause(it, {}, { body: { paused_until: until } });
    sees(paused, "paused");
    assert.equal(paused.paused_until, until);
    const unpaused = await api.unpause(it);
    sees(unpaused, "active");
    assert.equal(unpaused.paused_until, null);
    const past = await refused(() => api.pause(it, {}, { body: { paused_until: "2026-01-01T00:00:00Z" } }));
    assert.deepEqual([past.status, past.code, past.param], [400, "parameter_invalid", "paused_until"]);
  } else {
    const unknown = await refused(() => api.pause(it, {}, { body: { until: "never" } }));
    assert.deepEqual([unknown.status, unknown.param], [400, "until"]);
  }

  const listed = [];
  for await (const record of api.list({ account_id, first: 2 })) listed.push(record);
  assert.deepEqual(Object.fromEntries(listed.map((record) => [record.id, record.status])), expected);
  assert.equal(listed.length, Object.keys(expected).length);
  for (const record of listed) sees(record, expected[record.id]);

  const missing = await refused(() => api.retrieve(none));
  assert.deepEqual([missing.status, missing.type], [404, "not_found"]);
  console.log(`@whop/sdk 0.0.42 ${kind}: pause, unpause, ${listed.length} records one by one and on pages of 2, a kept response, two errors`);
}
