"""A stack that is deployed into MiniStack, for the tests beside it."""

import hashlib
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import uuid

import boto3

ROOT = pathlib.Path(__file__).parents[2]
ENDPOINT = boto3.client("sts").meta.endpoint_url
cloudformation, dynamodb, functions, kms, scheduler = map(boto3.client, ("cloudformation", "dynamodb", "lambda", "kms", "scheduler"))


class Stack:
    def __init__(self, name):
        self.name = name
        found = cloudformation.describe_stack_resources(StackName=name)["StackResources"]
        self.resources = {it["LogicalResourceId"]: it["PhysicalResourceId"] for it in found}
        self.base_url = f"{ENDPOINT}/restapis/{self.resources['IntermissionApi']}/api/_user_request_/v1"

    def administer(self, **event):
        """Invokes the operator's function."""
        response = functions.invoke(FunctionName=self.resources["AdministerCredentialsFunction"], Payload=json.dumps(event))
        answer = json.load(response["Payload"])
        if "error" in answer or "errorMessage" in answer:
            sys.exit(f"{event} was refused: {answer}")
        return answer

    def issue(self, **event):
        """Issues a credential whose secret is made here. Returns its id, its secret and the secret's hash."""
        secret = subprocess.run(["sh", ROOT / "bin/make-secret", "acc"], capture_output=True, text=True, check=True).stdout.split()[0]
        digest = hashlib.sha256(secret.encode()).hexdigest()
        asked = {"kind": "account_api_key", "account_id": "biz_demo", "scopes": ["ad_campaign:update", "ad_campaign:basic:read", "access_pass:basic:read", "company:balance:read"]}
        answer = self.administer(action="issue_credential", request_id=str(uuid.uuid4()), secret_sha256=digest, **(asked | event))
        return answer["credential"]["id"], secret, digest

    def call(self, method, path, secret, body=None, headers=None):
        """Status, headers and body of a response."""
        request = urllib.request.Request(self.base_url + path, method=method, data=None if body is None else json.dumps(body).encode())
        for name, value in {"Authorization": f"Bearer {secret}", **(headers or {})}.items():
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, response.headers, json.load(response)
        except urllib.error.HTTPError as refused:
            text = refused.read().decode()
            try:
                return refused.code, refused.headers, json.loads(text)
            except ValueError:
                return refused.code, refused.headers, {"not JSON": text}


def run(script, *arguments, ends_with=(0,), before=None):
    """The output of a script of bin, which ends with one of these. before: what another does just before the script's first transaction, a list of arguments of the AWS CLI."""
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ)
        if before:
            real, wrapper = shutil.which("aws"), pathlib.Path(folder, "aws")
            wrapper.write_text(
                f'#!/bin/sh\ncase $* in *transact-write-items*) [ -f {folder}/done ] || {{ : > {folder}/done; {shlex.join([real, *before])}; }} > /dev/null ;; esac\nexec {real} "$@"\n'
            )
            wrapper.chmod(0o755)
            environment["PATH"] = f"{folder}:{environment['PATH']}"
        ran = subprocess.run(["sh", ROOT / "bin" / script, *arguments], capture_output=True, text=True, env=environment)
        if before and not pathlib.Path(folder, "done").exists():
            sys.exit(f"bin/{script} made no transaction")
    if ran.returncode not in ends_with:
        sys.exit(f"bin/{script} {' '.join(arguments)} ended with {ran.returncode}, which is not in {ends_with}:\n{ran.stdout}{ran.stderr}")
    return ran.stdout + ran.stderr


def check(what, found, expected):
    if found != expected:
        sys.exit(f"FAIL  {what}: {found}, not {expected}")
    print(f"ok    {what}", flush=True)


def item(name):
    """A sample item, as DynamoDB has it."""
    return json.loads((ROOT / "events/items" / f"{name}.json").read_text())
