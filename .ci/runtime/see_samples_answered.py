"""Sends each sample event to its function and holds the answer against events/responses.csv: see .ci/runtime/run.

Twice: with access keys in the environment, and as SnapStart gives credentials, from an endpoint.
"""

import contextlib
import csv
import http.server
import json
import os
import pathlib
import platform
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import boto3
import samcli
from samcli.yamlhelper import parse_yaml_file

FACTS = json.loads(pathlib.Path("local/target/intermission.json").read_text())
BUILT = pathlib.Path(".aws-sam/build").resolve()
FUNCTIONS = {
    name: resource["Properties"]
    for name, resource in parse_yaml_file(str(BUILT / "template.yaml"))["Resources"].items()
    if resource["Type"] == "AWS::Serverless::Function"
}
EMULATOR = pathlib.Path(samcli.__file__).parent / "local/rapid" / (
    "aws-lambda-rie-" + {"aarch64": "arm64"}.get(platform.machine(), platform.machine())
)
RUNTIME = pathlib.Path(".ci/runtime/target/dependency").resolve()
LOGS = pathlib.Path(".ci/runtime/target")
# As the java25 runtime has them without SnapStart.
JAVA = [os.environ["JAVA_HOME"] + "/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
KEYS = {"AWS_ACCESS_KEY_ID": "ci", "AWS_SECRET_ACCESS_KEY": "ci", "AWS_SESSION_TOKEN": "ci"}


def client(service, endpoint):
    return boto3.client(
        service, endpoint_url=FACTS[endpoint], region_name="us-east-1", aws_access_key_id="ci", aws_secret_access_key="ci"
    )


DYNAMODB = client("dynamodb", "dynamodb_endpoint")
SCHEDULER = client("scheduler", "scheduler_endpoint")


class Credentials(http.server.BaseHTTPRequestHandler):
    """Where a function that SnapStart restored gets its credentials: each at a path of its own, with the token it was given."""

    token = secrets.token_urlsafe()
    given = set()

    def do_GET(self):
        allowed = self.headers["Authorization"] == self.token
        if allowed:
            self.given.add(self.path.removeprefix("/"))
        body = json.dumps({"AccessKeyId": "ci", "SecretAccessKey": "ci", "Token": "ci", "Expiration": "2099-01-01T00:00:00Z"}).encode()
        self.send_response(200 if allowed else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Function:
    """One function's process. The emulator starts it at the first invocation."""

    def __init__(self, name, environment):
        self.log = LOGS / f"{name}.log"
        emulator, runtime_api = (f"127.0.0.1:{port}" for port in free_ports(2))
        self.url = f"http://{emulator}/2015-03-31/functions/function/invocations"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [EMULATOR, "--runtime-interface-emulator-address", emulator, "--runtime-api-address", runtime_api]
                + [*JAVA, "-cp", f"{RUNTIME}/*", "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", FUNCTIONS[name]["Handler"]],
                # /var/task: the runtime interface client loads classes from here and from lib/.
                cwd=BUILT / FUNCTIONS[name]["CodeUri"],
                env=environment | {"AWS_LAMBDA_FUNCTION_NAME": name},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def invoke(self, event):
        for _ in range(100):
            with contextlib.suppress(ConnectionRefusedError), socket.create_connection(self.url.split("/")[2].split(":")):
                break
            time.sleep(0.1)
        try:
            with urllib.request.urlopen(self.url, event.encode(), timeout=60) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return f'{{"errorType":"The emulator answered {refusal.code}: {refusal.read().decode()}"}}'

    def end(self):
        # The emulator ends the runtime.
        self.process.terminate()
        self.process.wait(20)


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in sockets]


@contextlib.contextmanager
def tables():
    """The runner's tables once more, empty but for the records that the samples name. Yields their names by those of the runner's."""
    names = {name: f"samples-{name}" for name in FACTS["tables"].values()}
    try:
        for like, name in names.items():
            description = DYNAMODB.describe_table(TableName=like)["Table"]
            indexes = [
                {part: index[part] for part in ("IndexName", "KeySchema", "Projection")}
                for index in description.get("GlobalSecondaryIndexes", [])
            ]
            DYNAMODB.create_table(
                TableName=name,
                BillingMode="PAY_PER_REQUEST",
                **{part: description[part] for part in ("AttributeDefinitions", "KeySchema")},
                **({"GlobalSecondaryIndexes": indexes} if indexes else {}),
            )
        for kind, table, account, record in [
            ("ad", "AdsTable", "biz_demo", "ad_demoActive1"),
            ("ad-campaign", "AdCampaignsTable", "biz_demo", "adcamp_demoActive1"),
            ("ad-campaign", "AdCampaignsTable", "biz_other", "adcamp_otherActive1"),
        ]:
            item = json.loads(pathlib.Path(f"events/items/{kind}.json").read_text())
            item |= {"id": {"S": record}, "account_id": {"S": account}, "status": {"S": "active"}}
            DYNAMODB.put_item(TableName=names[FACTS["tables"][table]], Item=item)
        yield names
    finally:
        for name in DYNAMODB.list_tables()["TableNames"]:
            if name in names.values():
                DYNAMODB.delete_table(TableName=name)


def schedules():
    pages = SCHEDULER.get_paginator("list_schedules").paginate()
    return {(schedule["GroupName"], schedule["Name"]) for page in pages for schedule in page["Schedules"]}


def see(credentials):
    """One round with all samples. `credentials` gives the variables of them, by the function's name."""
    with tables() as names, contextlib.ExitStack() as stack:
        running = {}

        def invoke(name, event):
            if name not in running:
                environment = {
                    "AWS_REGION": "us-east-1",
                    "AWS_ENDPOINT_URL_DYNAMODB": FACTS["dynamodb_endpoint"],
                    "AWS_ENDPOINT_URL_SCHEDULER": FACTS["scheduler_endpoint"],
                    **{variable: names.get(value, value) for variable, value in FACTS["environments"][name].items()},
                    **credentials(name),
                }
                running[name] = Function(name, environment)
                stack.callback(running[name].end)
            return running[name].invoke(event)

        def fail(name, told):
            sys.exit(f"{told}\nThe end of {running[name].log}:\n{running[name].log.read_text()[-3000:]}")

        issue = json.loads(pathlib.Path("events/administer-credentials.json").read_text()) | {"request_id": "for-the-samples"}
        issued = invoke("AdministerCredentialsFunction", json.dumps(issue))
        secret = re.search('"secret":"(.+?)"', issued)
        if not secret:
            fail("AdministerCredentialsFunction", f"No key was issued: {issued}")
        before, armed, answered, start = schedules(), set(), 0, time.monotonic()
        with open("events/responses.csv") as file:
            rows = csv.DictReader((line for line in file if not line.startswith("#")), quotechar="'")
            for row in rows:
                name = row["function"]
                event = subprocess.run(["sh", "bin/fill", row["event"] + ".json", secret[1]], capture_output=True, text=True, check=True).stdout
                in_an_hour = re.search(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z", event)
                part = row["part"].replace("{{now+1h}}", in_an_hour[1] if in_an_hour else "")
                answer = invoke(name, event)
                status = f'{{"statusCode":{row["status"]},' if row["status"] else ""
                if not answer.startswith(status) or part not in answer or '"errorType"' in answer:
                    fail(name, f"{row['event']} was answered {answer}, not {status} {part}")
                armed |= schedules() - before
                answered += 1
        if missing := FUNCTIONS.keys() - running.keys():
            sys.exit(f"No sample event was sent to {', '.join(missing)}")
        # The response would have been the same without.
        if len(armed) != 2:
            fail("PauseAdCampaignFunction", f"The two timed pauses should have armed a timer each, not {armed}")
        print(f"{answered} sample events were answered by {len(running)} functions in {time.monotonic() - start:.0f} s")


print("-- with access keys")
see(lambda name: KEYS)

print("-- with credentials as SnapStart gives them")
with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Credentials) as server:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    see(
        lambda name: {
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"http://127.0.0.1:{server.server_port}/{name}",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": Credentials.token,
        }
    )
    server.shutdown()
if Credentials.given != FUNCTIONS.keys():
    sys.exit(f"Only {Credentials.given} fetched credentials")
