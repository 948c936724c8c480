"""Tests bin/carry-pauses on two tables, without a stack: python carry_pauses.py FOLDER"""

import json
import pathlib
import re
import sys

from deployed import ROOT, check, dynamodb, item, run

state = pathlib.Path(sys.argv[1], "carried")
state.unlink(missing_ok=True)
OLD, NEW = "campaigns-of-before", "campaigns-restored"
PAUSE = {"status": {"S": "paused"}, "pause_id": {"S": "p1"}, "paused_until": {"N": "4000000000"}, "due_pk": {"S": "DUE#1"}, "changed_by": {"S": "jwt:user_1:a"}, "updated_at": {"S": "2026-11-30T10:00:00.000Z"}}
ENDED = {"status": {"S": "active"}, "changed_by": {"S": "schedule"}, "updated_at": {"S": "2026-11-30T11:00:00.000Z"}}
OWN = {"rev", *PAUSE}
STOPPED = {"status": {"S": "inactive"}}


def put(table, name, rev=None, own=None, **others):
    """A record with these own attributes, and none but these."""
    record = item("ad-campaign") | {"id": {"S": f"adcamp_{name}"}} | others | (own or {})
    dynamodb.put_item(TableName=table, Item=record | ({} if rev is None else {"rev": {"N": str(rev)}}))


def all_of(table):
    return {it["id"]["S"].removeprefix("adcamp_"): it for it in dynamodb.scan(TableName=table)["Items"]}


def own_of(record):
    return {name: value for name, value in record.items() if name in OWN}


def listed(said, heading):
    """The names of the records that are listed under a heading."""
    return sorted(re.findall(r"  adcamp_(\w+)", re.search(heading + r".*\n((?:  .*\n)*)", said)[1]))


definition = json.loads((ROOT / "events/tables/ad-campaigns.json").read_text())
dynamodb.create_table(**definition | {"TableName": OLD})
untouched = [f"untouched{it}" for it in range(3)]
for name in untouched:
    put(OLD, name)
# Before the point of the restore: active, or in a pause.
for name in ["paused", "stopped", "stoppedInTheOther", "startedByThePlatform", "later", "pausedInBoth", "pausedAndEndedInBoth", "pausedInTheNewOne", "pausedAndUnpaused", *(f"many{it}" for it in range(30))]:
    put(OLD, name)
for name in ("unpaused", "pausedForGood", "endedBySchedule", "lowerRev", "raced"):
    put(OLD, name, 7, PAUSE | {"pause_id": {"S": "p0"}})
dynamodb.restore_table_to_point_in_time(SourceTableName=OLD, TargetTableName=NEW, UseLatestRestorableTime=True)

# After it, before the switch.
put(OLD, "paused", 1, PAUSE, clicks_count={"N": "1"})
for number in range(30):
    put(OLD, f"many{number}", 2, PAUSE)
put(OLD, "unpaused", 8, ENDED | {"changed_by": {"S": "cred_1"}})
put(OLD, "pausedForGood", 8, {name: value for name, value in PAUSE.items() if name not in ("paused_until", "due_pk")})
put(OLD, "endedBySchedule", 8, ENDED)
put(OLD, "pausedAndUnpaused", 2, ENDED | {"changed_by": {"S": "cred_1"}})
put(OLD, "lowerRev", 1, ENDED)
put(OLD, "stopped", 1, STOPPED)
put(OLD, "stoppedInTheOther", 1, PAUSE)
put(NEW, "stoppedInTheOther", 0, STOPPED)
put(OLD, "startedByThePlatform", 2, {"status": {"S": "active"}})
put(NEW, "startedByThePlatform", None, PAUSE)
put(OLD, "made", 1, PAUSE)
put(NEW, "paused", None, clicks_count={"N": "2"})
before = all_of(NEW)

said = run("carry-pauses", "--dry-run", OLD, NEW, str(state), ends_with=[3])
check("a dry run changes nothing", [all_of(NEW) == before, state.exists(), "35 to be carried, 0 carried" in said], [True, False, True])
said = run("carry-pauses", OLD, NEW, str(state), ends_with=[3])
old, new = all_of(OLD), all_of(NEW)
carried = ["paused", "unpaused", "pausedForGood", "endedBySchedule", "pausedAndUnpaused", *(f"many{it}" for it in range(30))]
check("the first run carries each change, and lists them", [listed(said, "35 to be carried, 35 carried"), [name for name in carried if own_of(new[name]) != own_of(old[name])]], [sorted(carried), []])
check("it writes no other attribute", [new[name] | own_of(before[name]) for name in carried], [before[name] | own_of(new[name]) | own_of(before[name]) for name in carried])
check("what a pause had and a resume has not is gone", sorted(own_of(new["unpaused"])), sorted(["rev", *ENDED]))
check("the platform's statuses are listed", listed(said, "changed by the platform"), ["startedByThePlatform", "stopped", "stoppedInTheOther"])
check("what has a lower rev is listed", listed(said, "with a lower rev"), ["lowerRev"])
check("what the new table lacks is listed", listed(said, "not in"), ["made"])
check("nothing else is changed, or made", {name for name, record in new.items() if before.get(name) != record}, set(carried))
said = run("carry-pauses", OLD, NEW, str(state), ends_with=[3])
check("a second run carries nothing", ["0 to be carried" in said, listed(said, "0 carried"), all_of(NEW) == new], [True, [], True])

# While functions are switched, one after the other.
put(OLD, "later", 1, PAUSE | {"pause_id": {"S": "p2"}})
put(OLD, "raced", 8, PAUSE)
put(OLD, "pausedInBoth", 2, PAUSE)
put(NEW, "pausedInBoth", 1, PAUSE | {"pause_id": {"S": "p3"}})
put(OLD, "pausedAndEndedInBoth", 2, ENDED)
put(NEW, "pausedAndEndedInBoth", 3, ENDED | {"changed_by": {"S": "sweep"}})
put(NEW, "pausedInTheNewOne", 1, PAUSE)
# Ended in the new table alone: the old one, which no function uses, says that it goes on.
put(NEW, "many1", 3, ENDED)
before = all_of(NEW)
newer = item("ad-campaign") | {"id": {"S": "adcamp_raced"}, "rev": {"N": "8"}} | PAUSE | {"pause_id": {"S": "p4"}}
said = run("carry-pauses", OLD, NEW, str(state), ends_with=[3], before=["dynamodb", "put-item", "--table-name", NEW, "--item", json.dumps(newer)])
old, new = all_of(OLD), all_of(NEW)
check("a pause that the old table accepted late is carried", own_of(new["later"]), own_of(old["later"]))
check("what is written meanwhile is left alone", [own_of(new["raced"]), "1 were changed" in said], [own_of(newer), True])
check("what was changed in both tables is listed", listed(said, "changed in both"), ["pausedInBoth"])
check("and left alone, as is what only the new one changed", {name for name, record in new.items() if before.get(name) != record}, {"later", "raced"})
said = run("carry-pauses", OLD, NEW, str(state), ends_with=[3])
check("another run lists what was written meanwhile", [listed(said, "changed in both"), all_of(NEW) == new], [["pausedInBoth", "raced"], True])

# The deployment failed: back.
put(NEW, "pausedAndEndedInBoth", 4, PAUSE)
put(NEW, "pausedAndUnpaused", 3, PAUSE)
before, new, carried = old, all_of(NEW), ["pausedInTheNewOne", "many1", "pausedAndEndedInBoth", "pausedAndUnpaused"]
said = run("carry-pauses", NEW, OLD, str(state), ends_with=[3])
old = all_of(OLD)
check("with the tables the other way round, what only the new one accepted is carried back", {name for name, record in old.items() if before[name] != record}, set(carried))
check("as it is there", [name for name in carried if own_of(old[name]) != own_of(new[name])], [])
check("what was changed in both is listed again", listed(said, "changed in both"), ["pausedInBoth", "raced"])
said = run("carry-pauses", OLD, "another-table", str(state), ends_with=[1])
check("a file of other tables is refused", "is of other tables" in said, True)
for table in OLD, NEW:
    dynamodb.delete_table(TableName=table)
