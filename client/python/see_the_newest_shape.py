"""Reads every demo record with the client that is generated from the contract of the newest version: see ../run."""

import json
import sys

from intermission_newest import AdCampaignsApi, AdsApi, ApiClient, Configuration

VERSION = "2026-10-15-1"

with open(sys.argv[1], encoding="utf-8") as file:
    facts = json.load(file)
client = ApiClient(Configuration(host=facts["base_url"], access_token=facts["credentials"][0]["token"]))
ads = AdsApi(client)
campaigns = AdCampaignsApi(client)


def check(holds, otherwise):
    if not holds:
        raise AssertionError(otherwise)


for kind, retrieve, list_page, pause, unpause in (
    ("ads", ads.retrieve_ad, ads.list_ads, ads.pause_ad, ads.unpause_ad),
    ("ad_campaigns", campaigns.retrieve_ad_campaign, campaigns.list_ad_campaigns, campaigns.pause_ad_campaign, campaigns.unpause_ad_campaign),
):
    expected = {id: status for status, ids in facts[kind].items() for id in ids}
    listed = list_page(api_version_date=VERSION, first=100).data
    check({record.id for record in listed} == set(expected), listed)
    read = [retrieve(id, api_version_date=VERSION) for id in expected]
    for record in read + listed:
        check((record.delivery_status == "paused") == (record.status == "paused"), record)
    it = facts[kind]["active"][2]
    check(pause(it, api_version_date=VERSION).delivery_status == "paused", it)
    check(unpause(it, api_version_date=VERSION).delivery_status != "paused", it)
    print(f"{kind}, newest shape: {len(read)} records one by one, {len(listed)} on a page, paused and unpaused")
texts = [text for ad in ads.list_ads(api_version_date=VERSION, first=100).data for text in ad.primary_texts]
check(texts and all(text.text and text.language is None for text in texts), texts)
