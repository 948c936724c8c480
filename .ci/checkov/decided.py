"""Holds checkov's findings against decisions.yaml: decided.py FINDINGS. What is not decided there fails, and so does a decision that nothing needs any more."""

import json
import pathlib
import sys

import yaml


class Template(yaml.SafeLoader):
    """Reads template.yaml; what its intrinsic functions would make is of no interest here."""


Template.add_multi_constructor("!", lambda loader, name, node: None)
functions = {
    f"AWS::Lambda::Function.{name}": [event["Type"] for event in resource["Properties"].get("Events", {}).values()]
    for name, resource in yaml.load(pathlib.Path("template.yaml").read_text(), Template)["Resources"].items()
    if resource["Type"] == "AWS::Serverless::Function"
}
NAMED = {
    "all functions": set(functions),
    "functions with a route": {name for name, events in functions.items() if "Api" in events},
}


def resources(decision):
    chosen = decision["resources"]
    return (NAMED[chosen] if isinstance(chosen, str) else set(chosen)) - set(decision.get("but", []))


report = json.loads(pathlib.Path(sys.argv[1]).read_text())
if report["summary"]["parsing_errors"] or not report["summary"]["resource_count"]:
    sys.exit("checkov could not read the template")
found = {(finding["check_id"], finding["resource"]): finding["check_name"] for finding in report["results"]["failed_checks"]}
decisions = yaml.safe_load((pathlib.Path(__file__).parent / "decisions.yaml").read_text())["decisions"]
decided = {(decision["check"], resource) for decision in decisions for resource in resources(decision)}

for check, resource in sorted(found.keys() - decided):
    print(f"{check} {found[check, resource]}: {resource} - mend it, or decide in .ci/checkov/decisions.yaml, and say why")
for check, resource in sorted(decided - found.keys()):
    print(f"{check}: {resource} is decided in .ci/checkov/decisions.yaml, but checkov does not find it any more")
if found.keys() != decided:
    sys.exit(1)
print(f"{len(found)} findings, all of them decided; {report['summary']['passed']} checks passed")
