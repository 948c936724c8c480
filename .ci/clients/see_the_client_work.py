"""Calls the local runner that is running with one official Python client of Whop, and checks what it reads: see run.

From 1.0.11 on the client checks what it gets, and raises where a field is missing. For these it is also seen that they
do so: each field that the client requires is taken out of a real response in turn."""

import datetime
import http.server
import importlib.metadata
import json
import sys
import threading
import uuid

import httpx
import whop_sdk
from whop_sdk import Whop

with open(sys.argv[1], encoding="utf-8") as file:
    FACTS = json.load(file)
VERSION = importlib.metadata.version("whop-sdk")
CHECKS = not VERSION.startswith("0.")
URL = FACTS["base_url"]
TOKEN = FACTS["credentials"][0]["token"]


def check(holds, otherwise):
    if not holds:
        raise AssertionError(f"whop-sdk {VERSION}: {otherwise}")


def client(url=URL, **more):
    if not CHECKS:
        return Whop(api_key=TOKEN, base_url=url, max_retries=0, **more)
    if VERSION.startswith("1."):
        return Whop(token=TOKEN, base_url=url, max_retries=0, **more)
    from whop_sdk.environment import WhopEnvironment

    return Whop(token=TOKEN, environment=WhopEnvironment(api=url, vault=url), max_retries=0, **more)


def options(key=None, body=None):
    """The options of one request, as this client takes them."""
    headers = {} if key is None else {"Idempotency-Key": key}
    if CHECKS:
        return {"request_options": {"additional_headers": headers, "additional_body_parameters": body or {}}}
    return {"extra_headers": headers, "extra_body": body}


def refused(call):
    """The status and the error with which a call is refused, by the client's own exception."""
    try:
        answer = call()
    except Exception as e:
        kind = whop_sdk.core.api_error.ApiError if CHECKS else whop_sdk.APIStatusError
        check(isinstance(e, kind), repr(e))
        return e.status_code, e.body["error"] if "error" in e.body else e.body
    raise AssertionError(answer)


def sees(record, kind, status):
    """Checks one record as the client has read it."""
    check(record.status == status, record)
    if not CHECKS:
        # It names a version of the API reference's shape, and takes whatever comes.
        names = record.model_fields_set | set(record.model_extra or {})
        check(len(names) == (33 if kind == "ads" else 24), sorted(names))
        return
    delivery = {"in_review": "in_review", "rejected": "in_appeal", "paused": "paused", "stale": "completed"}
    if status in delivery:
        check(record.delivery_status == delivery[status], record.delivery_status)
    check(record.delivery_status != "paused" or status == "paused", record.delivery_status)
    check(record.spend >= 0 and record.link_clicks >= 0 and record.added_to_carts >= 0, record)
    if kind == "ads":
        check([account.id for account in accounts(record)] == [a["id"] for a in plain(record.social_accounts)], record)
        texts = record.primary_texts
        check(texts, record.id)
        form = str if VERSION < "2.1" else "AdText"
        check(all(isinstance(t, str) if form is str else type(t).__name__ == form for t in texts), texts)
        check(form is str or all(t.text and t.language is None for t in texts), texts)
        for issue in record.issues:
            check(issue.message is not None and issue.resource_type in ("ad", "ad_group", "ad_campaign"), issue)
    else:
        check(hasattr(record, "paused_until") and hasattr(record, "total_spend"), record)
        check(record.spend == record.total_spend, record)


def accounts(record):
    return record.external_accounts if VERSION >= "2.3" else record.social_accounts


def plain(objects):
    return [o if isinstance(o, dict) else {"id": o.id} for o in objects]


def see_it_work(kind):
    whop = client()
    api = getattr(whop, kind)
    own = FACTS[kind]
    expected = {i: status for status, ids in own.items() for i in ids}

    for i, status in expected.items():
        sees(api.retrieve(i), kind, status)

    it = own["active"][1]
    sees(api.pause(it), kind, "paused")
    sees(api.retrieve(it), kind, "paused")
    sees(api.unpause(it), kind, "active")

    key = str(uuid.uuid4())
    sees(api.pause(it, **options(key)), kind, "paused")
    sees(api.unpause(it), kind, "active")
    # The first response again, read out of what was kept.
    sees(api.pause(it, **options(key)), kind, "paused")
    sees(api.retrieve(it), kind, "active")

    if kind == "ad_campaigns":
        until = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)).replace(microsecond=0)
        asked = until.isoformat().replace("+00:00", "Z")
        paused = api.pause(it, **options(body={"paused_until": asked}))
        sees(paused, kind, "paused")
        check(str(paused.paused_until).startswith(asked[:-1]), paused.paused_until)
        check(api.retrieve(it).paused_until == paused.paused_until, asked)
        unpaused = api.unpause(it)
        sees(unpaused, kind, "active")
        check(unpaused.paused_until is None, unpaused)
        code, error = refused(lambda: api.pause(it, **options(body={"paused_until": "2026-01-01T00:00:00Z"})))
        check((code, error["code"], error["param"]) == (400, "parameter_invalid", "paused_until"), error)
    else:
        code, error = refused(lambda: api.pause(it, **options(body={"until": "never"})))
        check((code, error["param"]) == (400, "until"), error)

    listed = list(api.list(account_id=FACTS["credentials"][0]["account_id"], first=2))
    check({record.id: record.status for record in listed} == expected and len(listed) == len(expected), listed)
    for record in listed:
        sees(record, kind, expected[record.id])

    none = "ad_none" if kind == "ads" else "adcamp_none"
    code, error = refused(lambda: api.retrieve(none))
    check((code, error["type"]) == (404, "not_found"), error)
    print(f"whop-sdk {VERSION} {kind}: pause, unpause, {len(listed)} records one by one and on pages of 2, a kept response, two errors")


# ---------------------------------------------------------------- each field that the client requires


def required(model):
    return [field.alias or name for name, field in model.model_fields.items() if field.is_required()]


class Stub(http.server.BaseHTTPRequestHandler):
    """Answers every request with one body."""

    body = None

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = json.dumps(Stub.body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def parses(pause, body):
    """Whether the client takes a response with that body."""
    Stub.body = body
    try:
        pause("id")
        return True
    except whop_sdk.core.parse_error.ParsingError:
        return False


def see_what_is_missing_noticed(kind, model, with_issue, stub):
    pause = getattr(client(stub), kind).pause
    version = client()._client_wrapper.get_headers()["Api-Version-Date"]
    answer = httpx.get(
        f"{URL}/{kind}/{with_issue}", headers={"Authorization": "Bearer " + TOKEN, "Api-Version-Date": version}
    )
    whole = answer.raise_for_status().json()
    check(parses(pause, whole), whole)
    check(VERSION != "2.6.0" or len(required(model)) == {"ads": 44, "ad_campaigns": 40}[kind], required(model))
    for field in required(model):
        check(field in whole, f"{kind} lack {field}")
        check(not parses(pause, {name: value for name, value in whole.items() if name != field}), f"{field} is not missed")
    of_an_issue = required(whop_sdk.types.ad_platform_issue.AdPlatformIssue)
    check(len(of_an_issue) == (3 if VERSION < "2.3" else 5), of_an_issue)
    issue = whole["issues"][0]
    for field in of_an_issue:
        less = {name: value for name, value in issue.items() if name != field}
        check(not parses(pause, {**whole, "issues": [less]}), f"{field} of an issue is not missed")
    print(f"whop-sdk {VERSION} {kind}: raises without any of {len(required(model))} fields, and of {len(of_an_issue)} of an issue")


def see_the_trap():
    """A key for the whole client makes of every second request another one with the same key."""
    whop = client(idempotency_key=str(uuid.uuid4()))
    it = FACTS["ads"]["active"][1]
    sees(whop.ads.pause(it), "ads", "paused")
    code, error = refused(lambda: whop.ads.unpause(it))
    check((code, error["param"]) == (400, "Idempotency-Key"), error)
    sees(client().ads.unpause(it), "ads", "active")
    # Answered with what was kept, and not carried out.
    sees(whop.ads.pause(it), "ads", "paused")
    sees(client().ads.retrieve(it), "ads", "active")
    print(f"whop-sdk {VERSION}: a key for the whole client is refused with the second request")


see_it_work("ads")
see_it_work("ad_campaigns")
if CHECKS:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stub = f"http://127.0.0.1:{server.server_port}"
    see_what_is_missing_noticed("ads", whop_sdk.types.ad.Ad, "ad_demoActive3", stub)
    see_what_is_missing_noticed("ad_campaigns", whop_sdk.types.ad_campaign.AdCampaign, "adcamp_demoActive2", stub)
if VERSION == "2.6.0":
    see_the_trap()
