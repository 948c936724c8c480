"""Switches a stack that is in use to a restored table of campaigns, and gives it a key: python under_load.py STACK FOLDER PACKAGED_TEMPLATE

Meanwhile clients pause, unpause and read campaigns. Each gets a 200, or a 503 or 429 that says that it may be repeated, and then is. What was accepted
until a time is written to FOLDER/accepted.json, for ended.py.
"""

import collections
import datetime
import itertools
import json
import pathlib
import re
import subprocess
import sys
import threading
import time
import uuid

import boto3
from deployed import ROOT, Stack, check, cloudformation, dynamodb, item, kms, run

name, folder, template = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
stack, iam = Stack(name), boto3.client("iam")
OLD, NEW, state = stack.resources["AdCampaignsTable"], f"{name}-campaigns-restored", folder / "carried-under-load"
_, SECRET, _ = stack.issue(account_id="biz_load")
statuses, wrong, accepted, carried = collections.Counter(), [], {}, []
switched, over = threading.Event(), threading.Event()


def put(campaign):
    dynamodb.put_item(TableName=OLD, Item=item("ad-campaign") | {"id": {"S": campaign}, "account_id": {"S": "biz_load"}})


def ask(method, campaign, action="", body=None, headers=None):
    """Asks until the response is a 200, as an official client does."""
    for _ in range(20):
        status, told, answer = stack.call(method, f"/ad_campaigns/{campaign}{action}", SECRET, body, headers)
        statuses[status] += 1
        if status == 200:
            return answer
        if status not in (429, 503) or told.get("x-should-retry") != "true":
            wrong.append(f"{method} {action}: {status} {answer}")
            return None
        time.sleep(0.5)
    wrong.append(f"{method} {action}: not once a 200 in ten seconds")


def pause_until(campaign, seconds, headers=None):
    until = int(time.time()) + seconds
    if ask("POST", campaign, "/pause", {"paused_until": datetime.datetime.fromtimestamp(until, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}, headers):
        accepted[campaign] = until


def timed_pauses():
    """Each of a campaign of its own, every second one with an Idempotency-Key. Some end during the switch, the others after it. Not many: MiniStack starts
    a JVM for each schedule that fires while another one runs."""
    for number, campaign in enumerate(timed):
        if not switched.is_set():
            pause_until(campaign, 6 if number % 3 == 0 else 40, {"Idempotency-Key": str(uuid.uuid4())} if number % 2 else None)
            switched.wait(1.5)


def pauses_and_unpauses():
    for campaign in itertools.cycle(others):
        if over.is_set():
            return
        for action, expected in ("/pause", "paused"), ("/unpause", "active"):
            answer = ask("POST", campaign, action)
            if answer and answer["status"] != expected:
                wrong.append(f"{action}: {answer['status']}")
        ask("GET", campaign)


def deploy(*parameters, meanwhile=None):
    """meanwhile: what is done again and again until the deployment has ended."""
    deployment = subprocess.Popen([ROOT / ".ci/ministack/deploy", "prod", name, template, *parameters], cwd=ROOT)
    while meanwhile and deployment.poll() is None:
        meanwhile()
        time.sleep(3)
    if deployment.wait():
        sys.exit(f"The deployment with {parameters} has failed")


def carry():
    carried.append(int(re.search(r"(\d+) carried", run("carry-pauses", OLD, NEW, str(state), ends_with=[0, 3]))[1]))


def uses_restored():
    outputs = {it["OutputKey"]: it["OutputValue"] for it in cloudformation.describe_stacks(StackName=name)["Stacks"][0]["Outputs"]}
    return outputs["AdCampaignsTableName"] == NEW


def may_use_key():
    """For each function that has a role of the stack, whether it may use the key."""
    roles = [physical for logical, physical in stack.resources.items() if logical.endswith("FunctionRole")]
    return {any(key in json.dumps(iam.get_role_policy(RoleName=role, PolicyName=it)["PolicyDocument"]) for it in iam.list_role_policies(RoleName=role)["PolicyNames"]) for role in roles}


def encrypted():
    """Which of the stack's tables are encrypted with the key."""
    tables = [logical for logical, physical in stack.resources.items() if logical in ("AdsTable", "CredentialsTable", "IdempotencyTable")
              and dynamodb.describe_table(TableName=physical)["Table"].get("SSEDescription", {}).get("KMSMasterKeyArn") == key]
    return sorted(tables)


timed, others, before = [f"adcamp_loadTimed{it}" for it in range(60)], [f"adcamp_loadOther{it}" for it in range(5)], [f"adcamp_loadBefore{it}" for it in range(4)]
for campaign in timed + others + before:
    put(campaign)
# Before the moment that is restored, after it, or both. The last one ends in the table of before.
pause_until(before[0], 60)
pause_until(before[1], 60)
dynamodb.restore_table_to_point_in_time(SourceTableName=OLD, TargetTableName=NEW, UseLatestRestorableTime=True)
pause_until(before[1], 70)
pause_until(before[2], 60)
pause_until(before[3], 2)
state.unlink(missing_ok=True)
carry()

clients = [threading.Thread(target=it) for it in (timed_pauses, pauses_and_unpauses)]
for client in clients:
    client.start()
try:
    time.sleep(2)
    # What is not named keeps its value.
    deploy(f"ExistingAdCampaignsTable={NEW}", f"FormerAdCampaignsTable={OLD}", meanwhile=carry)
    switched.set()
    check("the stack uses the restored table, and the one of before is kept", [uses_restored(), dynamodb.describe_table(TableName=OLD)["Table"]["TableStatus"]], [True, "ACTIVE"])
    carry()
    key = kms.create_key(Description=name)["KeyMetadata"]["Arn"]
    deploy('FormerAdCampaignsTable=""', f"KmsKeyArn={key}", "KmsKeyUse=grant")
    check("each function may use a key with which nothing is encrypted yet", [may_use_key(), encrypted()], [{True}, []])
    carry()
    deploy("KmsKeyUse=encrypt")
    check("then the tables are encrypted with it", encrypted(), ["AdsTable", "CredentialsTable", "IdempotencyTable"])
finally:
    switched.set()
    over.set()
    for client in clients:
        client.join()
carry()
check(f"changes were carried before the switch and since, and in the end there are none: {carried}", [carried[0] > 0, sum(carried[1:]) > 0, carried[-1]], [True, True, 0])
check(f"of {statuses.total()} responses, each was a 200 or was one when it was asked for again: {dict(statuses)}", wrong, [])
(folder / "accepted.json").write_text(json.dumps({"table": NEW, "accepted": accepted}))
