"""Calls a running local runner with the generated client and checks what it reads: see ../run."""

import datetime
import json
import sys
import uuid

from intermission import AdCampaignsApi, AdsApi, ApiClient, Configuration, ErrorBody, PauseAdCampaignRequest
from intermission.exceptions import BadRequestException, NotFoundException

with open(sys.argv[1], encoding="utf-8") as file:
    facts = json.load(file)
campaign = facts["ad_campaigns"]["active"][2]
ad = facts["ads"]["active"][2]
client = ApiClient(Configuration(host=facts["base_url"], access_token=facts["credentials"][0]["token"]))
campaigns = AdCampaignsApi(client)
ads = AdsApi(client)
now = datetime.datetime.now(datetime.timezone.utc)


def check(holds, otherwise):
    if not holds:
        raise AssertionError(otherwise)


def all_of(list_page):
    """Reads a list to its end, three records a page."""
    page = list_page(first=3)
    records = page.data
    while page.page_info.end_cursor is not None:
        page = list_page(first=3, after=page.page_info.end_cursor)
        records += page.data
    check(len({record.id for record in records}) == len(records) > 3, records)
    check(all(record.created_at < now for record in records), records)
    return records


def refused(expected, call):
    try:
        raise AssertionError(call())
    except expected as refusal:
        return refusal.status, ErrorBody.from_json(refusal.body).error


paused = campaigns.pause_ad_campaign(campaign)
check(paused.status == "paused" and paused.paused_until is None, paused)
print("pauseAdCampaign, no body:", paused.status, paused.paused_until)

until = (now + datetime.timedelta(days=1)).replace(microsecond=0)
request = PauseAdCampaignRequest(paused_until=until.isoformat())
paused = campaigns.pause_ad_campaign(campaign, idempotency_key=str(uuid.uuid4()), pause_ad_campaign_request=request)
check(paused.status == "paused" and paused.paused_until == until, paused)
print("pauseAdCampaign, until a time:", paused.status, paused.paused_until)

read = campaigns.retrieve_ad_campaign(campaign)
check(read == paused, read)
print("retrieveAdCampaign:", read.status, read.paused_until, "total_spend", read.total_spend)

unpaused = campaigns.unpause_ad_campaign(campaign)
check(unpaused.status == "active" and unpaused.paused_until is None, unpaused)
print("unpauseAdCampaign:", unpaused.status, unpaused.paused_until)

paused = ads.pause_ad(ad)
check(paused.status == "paused", paused)
unpaused = ads.unpause_ad(ad)
check(unpaused.status == "active", unpaused)
read = ads.retrieve_ad(ad)
check(read == unpaused, read)
print("pauseAd, unpauseAd, retrieveAd:", paused.status, unpaused.status, read.status, "created", read.created_at)

print("listAdCampaigns:", len(all_of(campaigns.list_ad_campaigns)), "records")
print("listAds:", len(all_of(ads.list_ads)), "records")

past = PauseAdCampaignRequest(paused_until=now.isoformat())
status, error = refused(BadRequestException, lambda: campaigns.pause_ad_campaign(campaign, pause_ad_campaign_request=past))
check((status, error.code, error.param) == (400, "parameter_invalid", "paused_until"), error)
print("an error:", status, error.type, error.code, error.param)

status, error = refused(NotFoundException, lambda: ads.retrieve_ad("ad_none"))
check((status, error.type, error.code) == (404, "not_found", None), error)
print("an error:", status, error.type, error.code, error.param)
