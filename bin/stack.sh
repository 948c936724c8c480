# shellcheck shell=sh disable=SC2154 # the script that takes this in sets $stack, $work, $operator and $failures
# Shared by bin/smoke and bin/first-deployment: the lines that they print, and what they ask of a deployed stack.

ok() { echo "ok    $*"; }
fail() { echo "FAIL  $*"; failures=$((failures + 1)); }
die() { fail "$*"; exit 1; }

at() { date -u -d "@$1" +%Y-%m-%dT%H:%M:%S 2>/dev/null || date -u -r "$1" +%Y-%m-%dT%H:%M:%S; }

parameter() { aws cloudformation describe-stacks --stack-name "$stack" --query "Stacks[0].Parameters[?ParameterKey=='$1'].ParameterValue"; }

output() {
  aws cloudformation describe-stacks --stack-name "$stack" --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue" | grep . ||
    { echo "The stack $stack has no output $1" >&2; return 1; }
}

# Invokes the operator's function. Its response is in $work/answer.
operate() {
  printf %s "$1" > "$work/event"
  aws lambda invoke --function-name "$operator" --payload "fileb://$work/event" "$work/answer" > "$work/invoked" && ! grep -q '"error' "$work/answer"
}
