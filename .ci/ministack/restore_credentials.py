"""Tests bin/restore-credentials on the stack's own table, with keys that the operator's function issued: python restore_credentials.py STACK FOLDER"""

import json
import pathlib
import re
import sys

from deployed import Stack, check, dynamodb, run

stack, folder = Stack(sys.argv[1]), pathlib.Path(sys.argv[2])
live, copy = stack.resources["CredentialsTable"], "intermission-credentials-of-before"
GRANTS = {"lost": {"user_id": "user_lost"}, "removed": {"user_id": "user_removed"}}


def found(pk, sk="CREDENTIAL"):
    return dynamodb.get_item(TableName=live, Key={"pk": {"S": pk}, "sk": {"S": sk}}).get("Item")


def state():
    return sorted(dynamodb.scan(TableName=live)["Items"], key=str)


def lose(pk, sk="CREDENTIAL"):
    dynamodb.delete_item(TableName=live, Key={"pk": {"S": pk}, "sk": {"S": sk}}, ConditionExpression="attribute_exists(pk)")


def status(name):
    return stack.call("GET", "/ads/ad_ofNobody", keys[name][1])[0]


# What the copy has: keys, each named by what becomes of it.
keys = {it: stack.issue() for it in ("kept", "lost", "half-lost", "revoked-since", "narrowed-since", "revoked-before", "revoked-since-and-lost")}
for grant in GRANTS.values():
    stack.administer(action="record_membership", account_id="biz_demo", scopes=["ad_campaign:basic:read"], **grant)
stack.administer(action="revoke_credential", credential_id=keys["revoked-before"][0])
dynamodb.restore_table_to_point_in_time(SourceTableName=live, TargetTableName=copy, UseLatestRestorableTime=True)

# What came after it.
for name in ("revoked-since", "revoked-since-and-lost"):
    stack.administer(action="revoke_credential", credential_id=keys[name][0])
stack.administer(action="narrow_credential", credential_id=keys["narrowed-since"][0], scopes=["ad_campaign:basic:read"])
stack.administer(action="remove_membership", account_id="biz_demo", **GRANTS["removed"])
keys["issued-since"] = stack.issue()
before = state()
# What was lost.
for name in ("lost", "revoked-before", "revoked-since-and-lost"):
    credential_id, _, digest = keys[name]
    for key in (f"SHA256#{digest}",), (f"CREDENTIAL#{credential_id}",), ("ACCOUNT#biz_demo", f"CREDENTIAL#{credential_id}"):
        lose(*key)
lose(f"SHA256#{keys['half-lost'][2]}")
lose("USER#user_lost", "ACCOUNT#biz_demo")
lose("ACCOUNT#biz_demo", "USER#user_lost")
damaged = state()
dynamodb.put_item(TableName=copy, Item={"pk": {"S": "OTHER#1"}, "sk": {"S": "OTHER"}})

(folder / "revoked").write_text(keys["revoked-since-and-lost"][0] + "\r\n\n")
options = "--revoked", str(folder / "revoked")
said = run("restore-credentials", "--dry-run", *options, copy, live, ends_with=[3])
check("a dry run changes nothing", state(), damaged)
said += run("restore-credentials", *options, copy, live, ends_with=[3])
check("a key that was lost works again", [status("lost"), status("half-lost")], [404, 404])
check("a key that was revoked since the copy was made stays revoked", [status("revoked-since"), "revoked_at" in found(f"SHA256#{keys['revoked-since'][2]}")], [401, True])
check("a key that was revoked since, and then lost, comes back revoked", [status("revoked-since-and-lost"), "revoked_at" in found(f"SHA256#{keys['revoked-since-and-lost'][2]}")], [401, True])
check("a key that was revoked before and then lost comes back revoked", status("revoked-before"), 401)
check("what the table has is left alone", [it for it in before if it not in state()],
      [it for it in before if it["pk"]["S"] in ("USER#user_lost", f"SHA256#{keys['revoked-since-and-lost'][2]}") or it["sk"]["S"] == "USER#user_lost"])
check("a membership that is missing is left out and listed", sorted(re.findall("^  (USER#.*)", said, re.M)),
      [f"USER#user_{it} ACCOUNT#biz_demo" for it in ("lost", "removed") for _ in ("dry run", "run")])
check("each key that works again is listed", sorted(set(re.findall("^  (cred_.*)", said, re.M))), sorted(keys[it][0] for it in ("lost", "half-lost")))
listed = stack.administer(action="list_credentials", account_id="biz_demo")
check("an account's list has them all", {it[0] for it in keys.values()} - {it["id"] for it in listed["credentials"]}, set())
check("a key that was put back can be revoked", stack.administer(action="revoke_credential", credential_id=keys["half-lost"][0])["credential"]["revoked_at"] is None, False)

restored = state()
again = run("restore-credentials", *options, copy, live, ends_with=[3])
check("a second run finds nothing to put back", [re.findall(r"(\d+) missing, (\d+) put", again), state() == restored], [[("0", "0"), ("0", "0")], True])
said += again + run("restore-credentials", "--with-grants", copy, live, ends_with=[3])
check("a membership comes back if asked for", [found("USER#user_lost", "ACCOUNT#biz_demo") is None, found("ACCOUNT#biz_demo", "USER#user_lost") is None], [False, False])
check("an item of no known kind is left out", [found("OTHER#1", "OTHER"), "no known kind: 1" in said], [None, True])
check("neither a secret nor a hash is printed", re.findall("[0-9a-f]{64}|im_acc_", said), [])

# Somebody else is faster.
secret_key = f"SHA256#{keys['kept'][2]}"
newer = found(secret_key) | {"revoked_at": {"N": "1"}}
lose(f"SHA256#{keys['lost'][2]}")
lose(secret_key)
run("restore-credentials", copy, live, ends_with=[3], before=["dynamodb", "put-item", "--table-name", live, "--item", json.dumps(newer)])
check("an item that comes while it runs is left alone, and the others are put back", [found(secret_key), found(f"SHA256#{keys['lost'][2]}") is None], [newer, False])
dynamodb.delete_table(TableName=copy)
