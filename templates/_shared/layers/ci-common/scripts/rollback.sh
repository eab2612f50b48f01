#!/usr/bin/env bash
# Puts an environment back to the digest it had before a release, in a checkout of the GitOps repository with
# its whole history. Only the digest goes back: other edits made since then stay.
# usage: rollback.sh CHECKOUT ENVIRONMENT FAILED_DIGEST
# It ends with 0 and no change when another digest is out by now, and with 3 when there is no earlier one.
set -euo pipefail

[ $# -eq 3 ] || { echo "usage: $0 CHECKOUT ENVIRONMENT FAILED_DIGEST" >&2; exit 2; }
checkout=$1 environment=$2 failed=$3
path="environments/$environment/values/${{ values.name }}.yaml"
digest_in() { sed -nE 's|^ +digest: *"?(sha256:[0-9a-f]{64})"?.*|\1|p' | head -n 1; }

[ -e "$checkout/$path" ] || { echo "$0: no $path, so nothing was released"; exit 0; }
current=$(digest_in < "$checkout/$path")
if [ "$current" != "$failed" ]; then
  echo "$0: $environment runs ${current:-no digest}, not $failed: nothing to roll back"
  exit 0
fi

# The newest commit that brought the failed digest, and the digest in the commit before it.
commit=$(git -C "$checkout" log -1 --format=%H -S"$failed" -- "$path")
previous=''
if git -C "$checkout" cat-file -e "$commit^:$path" 2>/dev/null; then
  previous=$(git -C "$checkout" show "$commit^:$path" | digest_in)
fi
# Production goes back to the manifests of that release too.
revision=''
app="environments/$environment/apps/${{ values.name }}.yaml"
if [ "$environment" = prod ] && git -C "$checkout" cat-file -e "$commit^:$app" 2>/dev/null; then
  revision=$(git -C "$checkout" show "$commit^:$app" | sed -nE "s|^ +targetRevision: '?([0-9a-f]{40})'?$|\1|p" | head -n 1)
fi
if [ -z "$previous" ]; then
  echo "$0: $failed is the first release to $environment: there is no earlier one" >&2
  exit 3
fi

"$(dirname "$0")/set-digest.sh" "$checkout" "$environment" "$previous" ${revision:+"$revision"}
echo "$0: $environment goes back from $failed to $previous"
