"""Sees whether AWS would have published each version of a stack's functions: python versions.py STACK

Lambda publishes none whose code and configuration equal those of the last one, and CloudFormation then fails. MiniStack forgives that in a retry.
"""

import sys

from deployed import Stack, functions

OF_A_VERSION = ("FunctionArn", "Version", "Description", "LastModified", "RevisionId", "PublishRevisionId", "ConfigSha256", "State", "StateReason", "StateReasonCode", "LastUpdateStatus", "MasterArn")
published = 0
for name, function in Stack(sys.argv[1]).resources.items():
    if not name.endswith("Function"):
        continue
    versions = [it for page in functions.get_paginator("list_versions_by_function").paginate(FunctionName=function) for it in page["Versions"] if it["Version"] != "$LATEST"]
    same = [{key: value for key, value in it.items() if key not in OF_A_VERSION} for it in sorted(versions, key=lambda it: int(it["Version"]))]
    published += len(same)
    for before, after in zip(same, same[1:]):
        if before == after:
            sys.exit(f"FAIL  AWS would not have published a version of {name}: it equals the one before")
if not published:
    sys.exit("FAIL  there are no versions")
print(f"ok    each of {published} versions is unlike the one before it")
