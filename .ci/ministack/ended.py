"""Sees each timed pause end that under_load.py saw accepted, at its time or by the sweep: python ended.py FOLDER"""

import collections
import json
import pathlib
import sys
import time

from deployed import dynamodb

# The sweep, each minute, ends pauses that are 90 s overdue; MiniStack's rule may be a minute late.
LATEST = 240
seen = json.loads((pathlib.Path(sys.argv[1]) / "accepted.json").read_text())
open_pauses, by = dict(seen["accepted"]), collections.Counter()
deadline = max(open_pauses.values()) + LATEST
while open_pauses:
    now = time.time()
    stored = {it["id"]["S"]: it for page in dynamodb.get_paginator("scan").paginate(TableName=seen["table"], ConsistentRead=True) for it in page["Items"]}
    for campaign, until in list(open_pauses.items()):
        record = stored[campaign]
        at = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(until))
        if record["status"]["S"] == "active" and record["updated_at"]["S"] == at and "pause_id" not in record and until <= now:
            by[record["changed_by"]["S"]] += 1
            del open_pauses[campaign]
        elif record["status"]["S"] != "paused" or record.get("paused_until") != {"N": str(until)}:
            sys.exit(f"FAIL  the pause of {campaign} until {at} is lost, or ended early: {record}")
    if now > deadline:
        sys.exit(f"FAIL  not ended {LATEST} s after the last one's time: {open_pauses}")
    time.sleep(1)
if not {"schedule"} <= set(by) <= {"schedule", "sweep"}:
    sys.exit(f"FAIL  ended by {dict(by)}")
print(f"ok    each of {len(seen['accepted'])} timed pauses that were accepted has ended in the restored table: {dict(by)}")
