"""Makes of a packaged template what `sam build` and `sam package` would make of the same commit again: python build_again.py FROM TO [fails]

Each run of `sam build` has its own name of a release, and nothing else is new. fails: with an alias that cannot be made, after all others are switched.
"""

import io
import sys
import time
import zipfile

import boto3
from samcli.yamlhelper import parse_yaml_file, yaml_dump

source, target, *fails = sys.argv[1:]
template = parse_yaml_file(source)
resources = template["Resources"]
functions = {name: it["Properties"] for name, it in resources.items() if it["Type"] == "AWS::Serverless::Function"}
(uri,) = {it["CodeUri"] for it in functions.values()}
bucket, key = uri.removeprefix("s3://").split("/")
s3 = boto3.client("s3")
package, again = s3.get_object(Bucket=bucket, Key=key)["Body"].read(), io.BytesIO()
with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(again, "w") as new:
    for entry in old.infolist():
        new.writestr(entry, f"the same commit {time.time_ns()}\n" if entry.filename == "release" else old.read(entry))
key = f"{key}-{time.time_ns()}"
s3.put_object(Bucket=bucket, Key=key, Body=again.getvalue())
for function in functions.values():
    function["CodeUri"] = f"s3://{bucket}/{key}"
if fails:
    resources["Fails"] = {
        "Type": "AWS::Lambda::Alias",
        "DependsOn": [f"{name}Alias{it['AutoPublishAlias']}" for name, it in functions.items() if "AutoPublishAlias" in it],
        "Properties": {"Name": "live", "FunctionName": {"Ref": "PauseAdFunction"}, "FunctionVersion": "$LATEST"},
    }
with open(target, "w") as file:
    file.write(yaml_dump(template))
