"""Asks of what `sam build` made what `sam deploy --guided` asks: may a route be without authorization? It would stop at its own default answer, no."""

import sys

from samcli.commands.deploy.auth_utils import auth_per_resource
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider

stacks, _ = SamLocalStackProvider.get_stacks(sys.argv[1])
answers = auth_per_resource(stacks)
asked = [function for function, authorized in answers if not authorized]
if len(answers) != 8 or asked:
    sys.exit(f"sam deploy --guided knows {len(answers)} routes, not 8, and would ask for each of these: {asked}")
