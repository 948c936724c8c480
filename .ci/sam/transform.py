"""Prints template.yaml as CloudFormation gets to see it, transformed on this machine, and refuses a stage's parameter that it does not have.

`sam validate` does not see what only the transform refuses or makes; `sam deploy` drops an unknown parameter and says nothing. Schedules invoke the
alias, so its are the retries and the queue for what failed: where the transform puts them shows only here.
"""

import sys
import tomllib

from samcli.commands.validate.lib.exceptions import InvalidSamDocumentException
from samcli.lib.translate.sam_template_validator import SamTemplateValidator
from samcli.yamlhelper import parse_yaml_file, yaml_parse


class NoManagedPolicies:
    """AWS would be asked for them, were one named in the template."""

    def load(self):
        return {}


template = parse_yaml_file("template.yaml")
with open("samconfig.toml", "rb") as file:
    stages = {name: stage for name, stage in tomllib.load(file).items() if name != "version"}
for name, stage in stages.items():
    for override in [override for command in stage.values() for override in command["parameters"].get("parameter_overrides", [])]:
        parameter, _, value = override.partition("=")
        known = template["Parameters"].get(parameter)
        if known is None or value not in [str(allowed) for allowed in known.get("AllowedValues", [value])]:
            sys.exit(f"samconfig.toml, {name}: template.yaml knows no parameter {override}")
try:
    transformed = SamTemplateValidator(template, NoManagedPolicies(), region="us-east-1").get_translated_template_if_valid()
    settings = yaml_parse(transformed)["Resources"]["ResumeAdCampaignFunctionEventInvokeConfig"]["Properties"]
    if settings["Qualifier"] != "live" or settings["MaximumRetryAttempts"] != 2 or "OnFailure" not in settings["DestinationConfig"]:
        sys.exit(f"What a schedule invokes, ResumeAdCampaignFunction:live, does not have the template's retries and queue: {settings}")
    print(transformed)
except InvalidSamDocumentException as refusal:
    sys.exit(f"The transform refuses template.yaml: {refusal}")
