"""Makes of what `sam build` made what MiniStack can run: python for_ministack.py .aws-sam/build FOLDER. Each change says why; all else is deployed as it is."""

import pathlib
import shutil
import sys

from samcli.yamlhelper import parse_yaml_file, yaml_dump

BUILT, MADE = map(pathlib.Path, sys.argv[1:])
shutil.rmtree(MADE, ignore_errors=True)
shutil.copytree(BUILT, MADE)
template = parse_yaml_file(str(BUILT / "template.yaml"))
functions = {name: it["Properties"] for name, it in template["Resources"].items() if it["Type"] == "AWS::Serverless::Function"}


def change(place, key, was, becomes):
    """Refuses to go on when what is to be changed is not there any more. None takes it out."""
    if place.get(key) != was:
        sys.exit(f"for_ministack.py: {key} is {place.get(key)}, not {was}. Is the change still needed?")
    place[key] = becomes
    if becomes is None:
        del place[key]


def needed(which, places):
    """Refuses to go on when there is no such function any more."""
    if not places:
        sys.exit(f"for_ministack.py: there is no function {which}. Is the change still needed?")
    return places


# Managed runtimes want Docker there. An own runtime is a file `bootstrap`: here one that starts AWS's runtime interface client on JDK 25. Each would
# unpack its library to the same file in /tmp, and one that starts meanwhile would crash: so it is unpacked once, by .ci/ministack/run.
change(template["Globals"]["Function"], "Runtime", "java25", "provided.al2023")
for properties in functions.values():
    bootstrap = MADE / properties["CodeUri"] / "bootstrap"
    bootstrap.write_text(
        "#!/bin/sh\n"
        'exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$RUNTIME_CLIENT/*" '
        '-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="$RUNTIME_LIBRARY" '
        'com.amazonaws.services.lambda.runtime.api.client.AWSLambda "$_HANDLER"\n'
    )
    bootstrap.chmod(0o755)

# An own runtime has no SnapStart, and an update is refused for it.
for properties in needed("with SnapStart", [it for it in functions.values() if "SnapStart" in it]):
    change(properties, "SnapStart", {"ApplyOn": {"Fn::If": ["StartsFromSnapshots", "PublishedVersions", "None"]}}, None)

# It takes each schedule to be in the group `default` when it asks IAM.
statements = [statement for it in functions.values() for policy in it["Policies"] for statement in policy.get("Statement", [])]
for statement in needed("that may delete a schedule", [it for it in statements if "scheduler:DeleteSchedule" in it["Action"]]):
    schedules = "arn:${AWS::Partition}:scheduler:${AWS::Region}:${AWS::AccountId}:schedule/"
    change(statement, "Resource", {"Fn::Sub": schedules + "${ResumeScheduleGroup}/resume-*"}, {"Fn::Sub": schedules + "default/resume-*"})

(MADE / "template.yaml").write_text(yaml_dump(template))
