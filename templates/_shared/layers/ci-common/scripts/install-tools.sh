#!/usr/bin/env bash
# Installs the command line tools that the pipeline names, each at one version. Go checks what it downloads
# against the public checksum database; Renovate moves the versions.
set -euo pipefail

module_of() {
  case "$1" in
    # renovate: datasource=go depName=helm.sh/helm/v4
    helm) echo helm.sh/helm/v4/cmd/helm@v4.2.4 ;;
    # renovate: datasource=go depName=sigs.k8s.io/kustomize/kustomize/v5
    kustomize) echo sigs.k8s.io/kustomize/kustomize/v5@v5.8.1 ;;
    # renovate: datasource=go depName=github.com/yannh/kubeconform
    kubeconform) echo github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0 ;;
    # renovate: datasource=go depName=golang.stackrox.io/kube-linter
    kube-linter) echo golang.stackrox.io/kube-linter/cmd/kube-linter@v0.8.3 ;;
    # renovate: datasource=go depName=github.com/open-policy-agent/conftest
    conftest) echo github.com/open-policy-agent/conftest@v0.69.0 ;;
    # renovate: datasource=go depName=github.com/slok/sloth
    sloth) echo github.com/slok/sloth/cmd/sloth@v0.16.0 ;;
    # renovate: datasource=go depName=github.com/zricethezav/gitleaks/v8
    gitleaks) echo github.com/zricethezav/gitleaks/v8@v8.30.1 ;;
    # renovate: datasource=go depName=go.k6.io/k6/v2
    k6) echo go.k6.io/k6/v2@v2.2.0 ;;
{% if values.ci == 'jenkins' %}
    # renovate: datasource=go depName=github.com/anchore/syft
    syft) echo github.com/anchore/syft/cmd/syft@v1.51.0 ;;
    # renovate: datasource=go depName=github.com/sigstore/cosign/v3
    cosign) echo github.com/sigstore/cosign/v3/cmd/cosign@v3.1.2 ;;
    # renovate: datasource=go depName=github.com/aquasecurity/trivy
    trivy) echo github.com/aquasecurity/trivy/cmd/trivy@v0.74.0 ;;
{% endif %}
    *) return 1 ;;
  esac
}

[ $# -gt 0 ] || { echo "usage: $0 TOOL…" >&2; exit 2; }
modules=()
for tool in "$@"; do
  module=$(module_of "$tool") || { echo "$0: no version is set for '$tool'" >&2; exit 2; }
  modules+=("$module")
done

{% if values.ci == 'jenkins' %}
# Trivy reads JSON with a package that Go still calls an experiment.
export GOEXPERIMENT=jsonv2
{% endif %}
export CGO_ENABLED=0 GOFLAGS=-trimpath GOTOOLCHAIN=auto
for module in "${modules[@]}"; do
  go install "$module"
done
{% if values.ci == 'github' %}

# The steps after this one find the tools.
if [ -n "${GITHUB_PATH:-}" ]; then
  echo "$(go env GOPATH)/bin" >> "$GITHUB_PATH"
fi
{% endif %}
