#!/usr/bin/env bash
# Checks observability/: the rules parse, every alert fires and keeps still as rules.test.yaml says, and the groups
# "sloth-slo-*" are what Sloth makes of slo.yaml. Needs promtool, sloth, and python3 with PyYAML.
set -euo pipefail
cd "$(dirname "$0")/.."

for tool in promtool sloth python3; do
  command -v "$tool" > /dev/null || { echo "$0: $tool is not installed" >&2; exit 2; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# promtool reads plain groups, not the object around them that the operator of Prometheus reads.
python3 -c '
import sys, yaml
yaml.safe_dump(yaml.safe_load(open(sys.argv[1]))["spec"], open(sys.argv[2], "w"))
' observability/rules.yaml "$folder/rules.groups.yaml"
cp observability/rules.test.yaml "$folder"
promtool check rules "$folder/rules.groups.yaml"
promtool test rules "$folder/rules.test.yaml"

sloth generate -i observability/slo.yaml -o "$folder/generated.yaml" 2> "$folder/sloth.log" ||
  { cat "$folder/sloth.log" >&2; exit 1; }
python3 -c '
import sys, yaml

def groups(path):
    found = {}
    for group in yaml.safe_load(open(path))["groups"]:
        for rule in group["rules"]:
            # A Sloth that was built from source calls itself "dev".
            rule.get("labels", {}).pop("sloth_version", None)
        if group["name"].startswith("sloth-slo-"):
            found[group["name"]] = group
    return found

ours, generated = groups(sys.argv[1]), groups(sys.argv[2])
names = sorted(name for name in {*ours, *generated} if ours.get(name) != generated.get(name))
for name in names:
    print(f"observability/rules.yaml: {name} is not what Sloth makes of slo.yaml", file=sys.stderr)
sys.exit(1 if names else 0)
' "$folder/rules.groups.yaml" "$folder/generated.yaml"
echo "The rules are what slo.yaml promises."
