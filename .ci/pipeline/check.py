"""Checks the workflow and the role beyond actionlint and cfn-lint, and takes the workflow's scripts out for shellcheck: check.py WORKFLOW ROLE TRANSFORMED FOLDER."""

import json
import pathlib
import re
import sys

from cfnlint.decode import cfn_yaml

workflow, role, transformed, folder = map(pathlib.Path, sys.argv[1:])
failures = []

for line in workflow.read_text().splitlines():
    if "uses:" in line and not re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line):
        failures.append(f"{workflow}: not pinned by a commit, with the version as a comment: {line.strip()}")

jobs = cfn_yaml.load(workflow)["jobs"]
for name, job in jobs.items():
    for number, step in enumerate(job["steps"]):
        if "run" in step:
            (folder / f"{name}-{number}.sh").write_text(re.sub(r"\$\{\{.*?\}\}", "value", step["run"]))
    if ("environment" in job) != ("concurrency" in job) or job.get("concurrency", {}).get("cancel-in-progress"):
        failures.append(f"{workflow}: two deployments could overlap, or one be broken off: {name}")


def statements(value):
    if isinstance(value, dict):
        if value.get("Effect") == "Allow":
            yield value
        else:
            for part in value.values():
                yield from statements(part)
    elif isinstance(value, list):
        for part in value:
            yield from statements(part)


def actions(value):
    found = set()
    for statement in statements(value):
        action = statement["Action"]
        found.update([action] if isinstance(action, str) else action)
    return found


def longest(value):
    """The policy as JSON, with the longest that its parameters and pseudo parameters may be."""
    if isinstance(value, list):
        return [longest(part) for part in value]
    if not isinstance(value, dict):
        return value
    if "Ref" in value:
        return "r" * 90
    if "Fn::Sub" in value:
        lengths = {"AWS::Partition": 3, "AWS::Region": 14, "AWS::AccountId": 12, "AWS::URLSuffix": 13, "StackName": 24}
        return re.sub(r"\$\{(.*?)\}", lambda match: "x" * lengths.get(match[1], 40), value["Fn::Sub"])
    if "Fn::If" in value:
        return longest(value["Fn::If"][1])
    return {key: longest(part) for key, part in value.items()}


resources = cfn_yaml.load(role)["Resources"]
for name, resource in resources.items():
    if resource["Type"] == "AWS::IAM::ManagedPolicy":
        length = len(json.dumps(longest(resource["Properties"]["PolicyDocument"]), separators=(",", ":")))
        if length > 6144:
            failures.append(f"{role}: {name} may become {length} characters long; a managed policy has at most 6144")

granted = set()
for name, resource in cfn_yaml.load(transformed)["Resources"].items():
    if resource["Type"] == "AWS::IAM::Role":
        granted |= actions(resource["Properties"].get("Policies", []))
        if any("AWSLambdaBasicExecutionRole" not in str(arn) for arn in resource["Properties"].get("ManagedPolicyArns", [])):
            failures.append(f"{role}: the deployer may not attach what template.yaml attaches to {name}")
if len(granted) < 10:
    failures.append(f"{transformed}: hardly an action was found in its roles: {granted}")
bounded = actions(resources["Boundary"]["Properties"]["PolicyDocument"])
logs = {"logs:CreateLogStream", "logs:PutLogEvents"}
for action in sorted(granted - bounded):
    failures.append(f"{role}: a role of template.yaml is granted {action}, but the boundary takes it away")
for action in sorted(bounded - granted - logs):
    failures.append(f"{role}: the boundary allows {action}, which no role of template.yaml is granted")
sys.exit("\n".join(failures) or None)
