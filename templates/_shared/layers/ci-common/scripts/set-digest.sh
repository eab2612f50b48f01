#!/usr/bin/env bash
# Writes the digest of an image into the values of one environment, in a checkout of the GitOps repository.
# usage: set-digest.sh CHECKOUT ENVIRONMENT DIGEST [REVISION]
# REVISION is the commit of the release: production takes its manifests from there.
set -euo pipefail

[ $# -eq 3 ] || [ $# -eq 4 ] || { echo "usage: $0 CHECKOUT ENVIRONMENT DIGEST [REVISION]" >&2; exit 2; }
checkout=$1 environment=$2 digest=$3 revision=${4:-}
app="$checkout/environments/$environment/apps/${{ values.name }}.yaml"
pending="$checkout/environments/$environment/pending/${{ values.name }}.yaml"
file="$checkout/environments/$environment/values/${{ values.name }}.yaml"

case "$environment" in
  ${{ values.environments | join(' | ') }}) ;;
  *) echo "$0: environment '$environment' is none of: ${{ values.environments | join(', ') }}" >&2; exit 2 ;;
esac
[[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || {
  echo "$0: digest '$digest' is not sha256: and 64 hexadecimal digits" >&2
  exit 2
}

[[ -z $revision || $revision =~ ^[0-9a-f]{40}$ ]] || {
  echo "$0: revision '$revision' is not a commit of 40 hexadecimal digits" >&2
  exit 2
}

# Until its first release a service waits in a folder that Argo CD does not read.
if [ -e "$pending" ]; then
  mkdir -p "$(dirname "$app")"
  mv -f "$pending" "$app"
fi
if [ "$environment" = prod ] && [ -n "$revision" ] && [ -e "$app" ]; then
  sed -i.bak -E "s|^( +targetRevision:) '?[0-9a-f]{40}'?$|\1 '$revision'|" "$app"
  rm "$app.bak"
fi

if [ ! -e "$file" ]; then
  mkdir -p "$(dirname "$file")"
  printf 'image:\n  repository: %s\n  digest: %s\n' "${{ values.imageRepository }}" "$digest" > "$file"
  exit 0
fi
lines=$(grep -cE '^ +digest:' "$file" || true)
[ "$lines" -eq 1 ] || {
  echo "$0: $file has $lines lines 'digest:', expected one below 'image:'" >&2
  exit 1
}
sed -i.bak -E "s|^( +digest:).*|\1 $digest|" "$file"
rm "$file.bak"
