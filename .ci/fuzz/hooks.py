"""What Schemathesis cannot know from openapi.yaml: the local runner's records and credentials, what must be true of
each answer beyond its shape, and what must be true of the stored items after it."""

import atexit
import collections
import datetime
import json
import os
import re
import sys
import urllib.parse

import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis.core import NOT_SET
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase

UTC = datetime.timezone.utc
with open(os.environ["INTERMISSION_FACTS"], encoding="utf-8") as file:
    FACTS = json.load(file)
CREDENTIALS = {"Bearer " + each["token"]: each for each in FACTS["credentials"]}
EVERYTHING = next(iter(CREDENTIALS))
OWN = {kind: [id for ids in FACTS[kind].values() for id in ids] for kind in ("ads", "ad_campaigns")}
FOREIGN = {kind: [id for ids in FACTS["foreign"][kind].values() for id in ids] for kind in OWN}
NONE = "none"  # in place of a credential: send no such header
SCOPES: dict[str, list[str]] = {}


# --- What is asked ---------------------------------------------------------------------------------------------


def weighted(*choices):
    """One of some strategies, each as often as its weight says."""
    bag = [strategy for weight, strategy in choices for _ in range(weight)]
    return st.integers(0, len(bag) - 1).flatmap(bag.__getitem__)


def record_ids(kind, prefix):
    return weighted(
        (12, st.sampled_from(OWN[kind])),
        (2, st.sampled_from(FOREIGN[kind])),
        (1, st.from_regex(f"{prefix}_[A-Za-z0-9]{{1,64}}", fullmatch=True)),
    )


def written(seconds, fraction, offset, form):
    """A time from now, as RFC 3339 allows it to be written, or, now and then, as it does not."""
    time = datetime.datetime.now(UTC) + datetime.timedelta(seconds=seconds)
    zone = datetime.timezone(datetime.timedelta(minutes=offset))
    text = time.astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S") + fraction
    text += "Z" if offset == 0 else f"{'+' if offset > 0 else '-'}{abs(offset) // 60:02}:{abs(offset) % 60:02}"
    return form(text)


def times():
    year = 366 * 24 * 3600
    return st.builds(
        written,
        weighted(
            (3, st.integers(2, 6)),
            (4, st.integers(7, year - 60)),
            (1, st.sampled_from([-1, 0, 1, year - 1, year + 1, 2 * year])),
            (1, st.integers(-year, 0)),
        ),
        weighted((4, st.just("")), (1, st.sampled_from([".0", ".5", ".000000001", ".999999999", ".1234567891"]))),
        st.sampled_from([0, 0, 0, 60, -300, 345, 840, -720]),
        weighted(
            (8, st.just(str)),
            (1, st.sampled_from([
                str.lower,
                lambda text: text.replace("T", " "),
                lambda text: text[:16] + text[19:],
                lambda text: text[:17] + "60" + text[19:],
                lambda text: text[:11] + "24:00:00" + text[19:],
                lambda text: text[:5] + "02-30" + text[10:],
                lambda text: text.rstrip("Z"),
                lambda text: "+1" + text,
                lambda text: text + "\u0000",
                lambda text: "",
            ])),
        ),
    )


def bodies(operation):
    """None at all, good ones, and bytes that no schema describes; what is of a wrong shape is drawn from the contract."""
    members = {"paused_until": times()} if operation == "pauseAdCampaign" else {}
    # Two other forms of an end, right and wrong, and mixtures.
    zones = st.sampled_from(["Europe/Berlin", "UTC", "Pacific/Kiritimati", "America/St_Johns", "europe/berlin", "+02:00", "", None])
    soon = (datetime.datetime.now(UTC) + datetime.timedelta(days=30)).strftime("%Y-%m-%dT%H:%M")
    local = st.sampled_from([soon, soon, soon + ":30", "2027-03-28T02:30", "2027-10-31T02:30", "2027-02-30T00:00", "2027-01-01", None])
    lengths = st.sampled_from(["PT1S", "PT90M", "P1DT12H", "P366D", "P367D", "PT0S", "P1M", "PT1.5H", "", None])
    otherwise = st.one_of(
        st.fixed_dictionaries({"paused_until": local, "time_zone": zones}),
        st.fixed_dictionaries({"paused_for": lengths}),
        st.fixed_dictionaries({}, optional={"paused_until": times(), "time_zone": zones, "paused_for": lengths}),
    )
    return weighted(
        (8, st.fixed_dictionaries(members)),
        (3, otherwise if members else st.just({})),
        (2, st.just({})),
        (1, st.just({"paused_until": None})),
        (2, st.just(NOT_SET)),
        (2, st.sampled_from([
            b"", b" ", b"{", b"{}{}", b"[]", b"null", b"true", b'"{}"', b"{} x", b"\xef\xbb\xbf{}", b"\xff", b"{'a':1}", b"NaN",
            b'{"paused_until":null,"paused_until":null}', b'{"paused_until":"2027-01-01T00:00:00Z","paused_until":null}',
            b'{"paused_until":null,}', b'{"a":' * 800, b"[" * 4096, b'{"paused_until":"\\ud800"}', b'{"paused_until":1e999999}',
            b'{"paused_until":null' + b" " * 4075 + b"}", b'{"paused_until":null' + b" " * 4076 + b"}", b"x" * 9000,
        ])),
        (1, st.binary(max_size=40)),
    )  # fmt: skip


def cursors():
    """Real ones, of all lists that this asks for."""
    found = []
    for kind in OWN:
        for query in ({"first": 2}, {"first": 2, "status": "active"}, {"last": 2}, {"first": 2, "direction": "asc"}):
            page = requests.get(f"{FACTS['base_url']}/{kind}", query, headers={"Authorization": EVERYTHING}, timeout=20).json()
            found += [cursor for cursor in (page["page_info"]["start_cursor"], page["page_info"]["end_cursor"]) if cursor]
    return found


def shape(version):
    """The first version whose records have the same shape; empty for one before all."""
    return max((each for each in SHAPES if each <= version), default="")


CREDENTIAL = weighted(
    (10, st.just(EVERYTHING)),
    (10, st.sampled_from(list(CREDENTIALS))),
    (2, st.sampled_from([EVERYTHING[:-1], EVERYTHING[:-1] + "A", EVERYTHING.lower(), "Bearer x", "Bearer a.b.c", "Basic eDp4", NONE])),
)
KEYS = [f"fuzz-{os.environ['FUZZ_SEED']}-{number}" for number in range(8)]
SHAPES = ["2025-01-01", "2026-07-20", "2026-09-29"]  # each has its document
SOME_VERSIONS = ["2025-01-01", "2026-06-20", "2026-07-08-1", "2026-07-20", "2026-08-21-1", "2026-09-23", "2026-09-29", "2026-10-15-1"]
UNKNOWN = "frist"  # a query parameter that no route knows
VERSIONS: list[str] = []  # those that the document is for
FORMATS = {
    "ad-id": record_ids("ads", "ad"),
    "ad-campaign-id": record_ids("ad_campaigns", "adcamp"),
    "account-id": weighted((20, st.just("biz_demo")), (2, st.sampled_from(["biz_other", "biz_none"]))),
    # Empty is the same as none, and most others do not go together.
    "cursor": weighted((6, st.just("")), (3, st.sampled_from(cursors())), (1, st.text(max_size=60))),
    "list-time": st.builds(
        lambda days, text: (datetime.datetime.now(UTC) - datetime.timedelta(days=days)).strftime(text),
        st.integers(-9, 400),
        st.sampled_from(["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.5+14:00", "%Y-%m-%dT%H:%M:%S.123456789012-00:00"]),
    ),
    "version": weighted(
        (6, st.deferred(lambda: st.sampled_from(VERSIONS))),
        # Unknown ones, nearly always.
        (1, st.from_regex(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}(-[0-9])?", fullmatch=True).filter(lambda text: shape(text) in ("", shape(VERSIONS[0])))),
    ),
    "key": weighted(
        (3, st.uuids(version=4).map(str)),
        (3, st.sampled_from(KEYS)),
        (1, st.from_regex(r"[ -~]{1,255}", fullmatch=True).map(str.strip).filter(len)),
    ),
}
for name, strategy in FORMATS.items():
    schemathesis.openapi.format(name, strategy)


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Says in the contract, for this run, which values are of interest. What is valid stays so."""
    components = raw_schema["components"]
    parameters = components["parameters"]
    version = parameters["ApiVersionDate"]
    VERSIONS[:] = [each for each in SOME_VERSIONS if shape(each) == shape(version["example"])]
    # The API does not require it, but shows another shape without it: before_call adds it where the document requires it.
    version["required"] = False
    for parameter, form in {
        "AdId": "ad-id",
        "AdCampaignId": "ad-campaign-id",
        "AccountId": "account-id",
        "CompanyId": "account-id",
        "After": "cursor",
        "Before": "cursor",
        "OfAdCampaign": "ad-campaign-id",
        "CreatedAfter": "list-time",
        "CreatedBefore": "list-time",
        "ApiVersionDate": "version",
    }.items():
        parameters[parameter]["schema"]["format"] = form
    for parameter in parameters.values():
        if parameter["name"] == "Idempotency-Key":
            parameter["schema"]["format"] = "key"
    # The credential is not Schemathesis' but that of add_credential_and_body.
    del raw_schema["security"], components["securitySchemes"]
    for path in raw_schema["paths"].values():
        for method, operation in path.items():
            SCOPES[operation["operationId"]] = operation.pop("security")[0]["bearer"]
            if method == "post":
                # Where there is no body in the contract, {} and null are the same as none, and a field is refused.
                empty = {"application/json": {"schema": {"type": ["object", "null"], "additionalProperties": False}}}
                operation.setdefault("requestBody", {"required": False, "content": empty})


@schemathesis.hook("flatmap_case")
def add_credential_and_body(context, case):
    def added(credential, body, unknown):
        case.headers = {**(case.headers or {}), "Authorization": credential}
        if unknown:
            case.query = {**(case.query or {}), UNKNOWN: "1"}
        if body is not None:
            case.body = body
        return case

    good = case.method == "POST" and not case.meta.is_negative_at(ParameterLocation.BODY)
    unknown = weighted((29, st.just(False)), (1, st.just(True)))
    return st.builds(added, CREDENTIAL, bodies(operation_id(case)) if good else st.none(), unknown)


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """No body, and bytes, which may be as good as {}, are no mistakes that must be refused."""
    return not (isinstance(failure, AcceptedNegativeData) and (case.body is NOT_SET or isinstance(case.body, bytes)))


@schemathesis.hook
def before_call(context, case, kwargs):
    case.headers = case.headers or {}
    if SHAPES[0] not in VERSIONS and not any(name.lower() == "api-version-date" for name in case.headers):
        case.headers["Api-Version-Date"] = VERSIONS[-1]
    if case.headers.setdefault("Authorization", EVERYTHING) == NONE:
        del case.headers["Authorization"]
    # The coverage phase sends the same key with all its requests, and so would get the same response to all.
    phase = case.meta and case.meta.phase
    if phase and phase.name is TestPhase.COVERAGE and phase.data.parameter != "Idempotency-Key":
        for name in [name for name in case.headers if name.lower() == "idempotency-key"]:
            del case.headers[name]


def operation_id(case):
    return case.operation.definition.raw["operationId"]


# --- What is stored --------------------------------------------------------------------------------------------


class Store:
    """The items of the runner's tables, compared before and after each request."""

    def __init__(self):
        self.session = requests.Session()
        # DynamoDB Local checks no signature.
        self.session.headers.update({
            "X-Amz-Target": "DynamoDB_20120810.Scan",
            "Content-Type": "application/x-amz-json-1.0",
            "Authorization": "AWS4-HMAC-SHA256 Credential=ci/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
        })
        self.tables = [name for table, name in FACTS["tables"].items() if "Idempotency" not in table]
        self.items = self.read()

    def read(self):
        items = {}
        for table in self.tables:
            answer = self.session.post(
                FACTS["dynamodb_endpoint"], json={"TableName": table, "ConsistentRead": True}, timeout=20
            )
            answer.raise_for_status()
            for item in answer.json()["Items"]:
                items[table, item["id"]["S"] if "id" in item else json.dumps([item["pk"], item["sk"]])] = item
        return items

    def changes(self):
        """What is not as it was the last time, except pauses that have ended by themselves."""
        before, self.items = self.items, self.read()
        changed = {
            key: (before.get(key), self.items.get(key))
            for key in before.keys() | self.items.keys()
            if before.get(key) != self.items.get(key)
        }
        return {key: pair for key, pair in changed.items() if not ended_by_itself(*pair)}


def ended_by_itself(before, after):
    return (
        before is not None
        and after is not None
        and after.get("changed_by", {}).get("S") in ("schedule", "sweep")
        and "paused_until" in before
        and int(before["paused_until"]["N"]) <= datetime.datetime.now(UTC).timestamp()
    )


STORE = Store()
COUNTS: collections.Counter = collections.Counter()
KINDS: collections.Counter = collections.Counter()
LAST: dict = {"changes": {}}


@schemathesis.hook
def after_call(context, case, response):
    COUNTS[operation_id(case), response.status_code] += 1
    KINDS[case.meta.phase.name.value if case.meta else "other"] += 1
    if replayed(response):
        KINDS["replayed"] += 1
    # Kept until a check tells it: some checks make requests of their own, which nothing checks.
    LAST["changes"] |= STORE.changes()


# --- What must be true -----------------------------------------------------------------------------------------


def as_asked(case, response):
    """The operation of an answer, unless it is one of a request with another method."""
    return operation_id(case) if response.request.method.lower() == case.operation.method else None


def header(response, name):
    return next((value for key, value in response.request.headers.items() if key.lower() == name.lower()), None)


def replayed(response):
    return response.headers.get("idempotent-replayed") == ["true"]


def asked_until(response):
    """The time that a pause was asked until, in whole seconds; None for none, or for none that could be read."""
    try:
        text = json.loads(response.request.body or "{}").get("paused_until")
        time, fraction, offset = re.fullmatch(r"([0-9-]{10}T[0-9:]{8})(\.[0-9]+)?(Z|[+-].{5})", text.upper()).groups()
        seconds = 1 if fraction and fraction.strip(".0") else 0
        return (datetime.datetime.fromisoformat(time + offset) + datetime.timedelta(seconds=seconds)).astimezone(UTC)
    except (ValueError, AttributeError, OverflowError):
        return None


def asks_otherwise(response):
    """Whether a pause is asked until a local time, or for a while."""
    try:
        body = json.loads(response.request.body or "{}") or {}
        return body.get("time_zone") is not None or body.get("paused_for") is not None
    except (ValueError, AttributeError):
        return False


@schemathesis.check
def only_what_was_asked_is_changed(ctx, response, case):
    """A refused request and a GET change nothing; a 200 changes the one record, and nobody else's."""
    changes, LAST["changes"] = LAST["changes"], {}
    operation = as_asked(case, response)
    may_change = response.status_code == 200 and operation and "ause" in operation and not replayed(response)
    for (table, id), (before, after) in changes.items():
        different = [
            f"{name}: {(before or {}).get(name)} -> {(after or {}).get(name)}"
            for name in sorted((before or {}).keys() | (after or {}).keys())
            if (before or {}).get(name) != (after or {}).get(name)
        ]
        assert may_change and id == response.json()["id"], "\n".join(
            [f"{response.status_code} changed {id} in {table}", *different]
        )


@schemathesis.check
def a_200_shows_and_stores_what_was_asked(ctx, response, case):
    operation = as_asked(case, response)
    if response.status_code != 200 or operation is None or replayed(response):
        return
    credential = CREDENTIALS.get(header(response, "Authorization"))
    assert credential is not None, "a credential that is none of the runner's is let in"
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(response.request.url).query))
    assert UNKNOWN not in query, "an unknown query parameter is passed over"
    assert set(SCOPES[operation]) <= set(credential["scopes"]), f"let in without one of {SCOPES[operation]}"
    answer = response.json()
    own = OWN if credential["account_id"] == "biz_demo" else FOREIGN
    kind = "ad_campaigns" if "AdCampaign" in operation else "ads"
    for record in answer["data"] if "data" in answer else [answer]:
        assert record["id"] in own[kind], f"{record['id']} is another account's"
        campaign = query.get("ad_campaign_id")
        assert not campaign or record["ad_campaign"]["id"] == campaign, f"{record['id']} is not of {campaign}"
    if not operation.startswith(("pause", "unpause")):
        return
    stored = next(item for (_, id), item in STORE.items.items() if id == answer["id"])
    until = asked_until(response) if operation == "pauseAdCampaign" else None
    if operation == "pauseAdCampaign" and asks_otherwise(response):
        until = datetime.datetime.fromisoformat(answer["paused_until"])
        body = json.loads(response.request.body)
        if body.get("time_zone") == "UTC":
            assert until.replace(tzinfo=None) == datetime.datetime.fromisoformat(body["paused_until"]), f"{until} is shown for {body}"
    paused = operation.startswith("pause")
    assert answer["status"] == ("paused" if paused else "active"), f"{operation} shows {answer['status']}"
    if kind == "ad_campaigns":
        shown = until and until.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        assert answer["paused_until"] == shown, f"{answer['paused_until']} is shown for {shown}"
    ended = until is not None and until <= datetime.datetime.now(UTC)
    if not ended:
        assert stored["status"]["S"] == answer["status"], f"{stored['status']} is stored"
        stored_until = stored.get("paused_until", {}).get("N")
        assert stored_until == (until and str(int(until.timestamp()))), f"{stored_until} is stored for {until}"


# What a request that is valid by the contract's schemas may still be refused for, by param.
STILL_REFUSED = {
    "Api-Version-Date", "Idempotency-Key", "account_id", "company_id", "created_after", "created_before", "first", "after", "last", "before", UNKNOWN,
    "paused_until", "time_zone", "paused_for",
}  # fmt: skip


@schemathesis.check
def a_valid_request_is_not_called_invalid(ctx, response, case):
    """Stands for positive_data_acceptance, which takes any 400 for a mistake."""
    if response.status_code != 400 or case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if isinstance(case.body, bytes) or as_asked(case, response) is None:
        return
    error = response.json()["error"]
    if error["param"] == "paused_until" and not asks_otherwise(response):
        until, now = asked_until(response), datetime.datetime.now(UTC)
        second, minute = datetime.timedelta(seconds=1), datetime.timedelta(minutes=1)
        # what is asked for lies up to a second before what is stored for it
        good = until is not None and now + second < until < now + datetime.timedelta(days=366) - minute
        assert not good, f"refused: {until}"
    else:
        assert error["type"] == "bad_request" or error["param"] in STILL_REFUSED, f"refused: {error}"


@schemathesis.check
def a_credential_decides(ctx, response, case):
    """401 is for those that are none, 403 for those that lack a scope."""
    operation = as_asked(case, response)
    if operation is None:
        return
    credential = CREDENTIALS.get(header(response, "Authorization"))
    if response.status_code == 401:
        assert credential is None, f"{credential['label']} is not let in"
    if response.status_code == 403:
        assert credential is not None, "403 without a credential"
        assert set(SCOPES[operation]) - set(credential["scopes"]), f"{credential['label']} lacks no scope"


@schemathesis.check
class EverythingIsTried:
    """A run that never gets a 200, or never a refusal, shows nothing."""

    def after_run(self, ctx):
        total = sum(COUNTS.values())
        if total < 1000 or "fuzzing" not in KINDS:
            return
        missing = {200, 400, 401, 403, 404} - {status for _, status in COUNTS}
        assert not missing, f"nothing got {sorted(missing)}"
        for operation in SCOPES:
            assert COUNTS[operation, 200] and COUNTS[operation, 400], f"{operation} never got 200, or never 400"
        good = sum(count for (_, status), count in COUNTS.items() if status == 200)
        assert good * 10 > total, f"only {good} of {total} requests got 200"


@atexit.register
def report():
    statuses = sorted({status for _, status in COUNTS})
    print("\n" + "requests".ljust(20) + "".join(f"{status:>8}" for status in [*statuses, "all"]), file=sys.stderr)
    for name in [*SCOPES, None]:
        counts = [
            sum(n for (operation, status), n in COUNTS.items() if name in (operation, None) and status == each)
            for each in statuses
        ]
        print((name or "all").ljust(20) + "".join(f"{n:>8}" for n in [*counts, sum(counts)]), file=sys.stderr)
    print(", ".join(f"{n} {phase}" for phase, n in KINDS.items()), file=sys.stderr)
