#!/usr/bin/env bash
# Renders what each environment gets and lets independent checkers judge it: the schemas of Kubernetes,
# kube-linter, and the rules of this repository in policies/.
set -euo pipefail

chart="charts/${{ values.name }}"
# Kinds of operators have no schema in the default location; the API server checks those.
schemas=(-schema-location "${KUBECONFORM_SCHEMAS:-default}" -ignore-missing-schemas)
rendered=$(mktemp -d)
trap 'rm -rf "$rendered"' EXIT

conftest verify --policy policies/rego --data policies/parameters.yaml

for environment in ${{ values.environments | join(' ') }}; do
  file="$rendered/$environment.yaml"
  values=(--values "$chart/values-$environment.yaml" --values "$chart/ci/default-values.yaml")
  helm lint --strict "$chart" "${values[@]}"
  helm template "${{ values.name }}" "$chart" --namespace "${{ values.systemName }}-$environment" "${values[@]}" > "$file"
  kubeconform -strict -summary "${schemas[@]}" "$file"
  kube-linter lint "$file"
  conftest test --policy policies/rego --data policies/parameters.yaml --all-namespaces "$file"

  # Kustomize adds what is not the chart's: claims, rules, dashboards.
  kustomize build "deploy/overlays/$environment" > "$rendered/$environment-overlay.yaml"
  kubeconform -strict -summary "${schemas[@]}" "$rendered/$environment-overlay.yaml"
done
