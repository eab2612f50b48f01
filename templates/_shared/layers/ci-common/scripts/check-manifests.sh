#!/usr/bin/env bash
# Renders what each environment gets and lets independent checkers judge it: the schemas of Kubernetes,
# kube-linter, and the rules of this repository in policies/.
set -euo pipefail

chart="charts/${{ values.name }}"
# Kinds of operators have no schema in the default location; the API server checks those.
schemas=(-schema-location "${KUBECONFORM_SCHEMAS:-default}" -ignore-missing-schemas)
rendered=$(mktemp -d)
trap 'rm -rf "$rendered"' EXIT

# A schema that cannot be read counts as missing, so a file of which nothing was checked is a failure.
check_schemas() {
  report=$(kubeconform -strict -output json -summary "${schemas[@]}" "$1") || { echo "$report"; return 1; }
  jq -e '.summary.valid > 0' <<< "$report" > /dev/null || {
    echo "$0: no object in $(basename "$1") has a schema at ${KUBECONFORM_SCHEMAS:-the default location}" >&2
    return 1
  }
}

check_rules() {
  conftest test --policy policies/rego --data policies/parameters.yaml --all-namespaces "$1"
}

conftest verify --policy policies/rego --data policies/parameters.yaml

for environment in ${{ values.environments | join(' ') }}; do
  file="$rendered/$environment.yaml"
  values=(--values "$chart/values-$environment.yaml" --values "$chart/ci/default-values.yaml")
  helm lint --strict "$chart" "${values[@]}"
  helm template "${{ values.name }}" "$chart" --namespace "${{ values.systemName }}-$environment" "${values[@]}" > "$file"
  check_schemas "$file"
{% if values.hasCanary %}
  # kube-linter does not know a Rollout; for what it looks at, it is a Deployment.
  sed -zE 's|argoproj.io/v1alpha1\n( *)kind: Rollout\n|apps/v1\n\1kind: Deployment\n|g' "$file" | kube-linter lint -
{% else %}
  kube-linter lint "$file"
{% endif %}
  check_rules "$file"

  # Kustomize adds what is not the chart's: claims, rules, dashboards.
  kustomize build "deploy/overlays/$environment" > "$rendered/$environment-overlay.yaml"
  check_schemas "$rendered/$environment-overlay.yaml"
  check_rules "$rendered/$environment-overlay.yaml"
done
