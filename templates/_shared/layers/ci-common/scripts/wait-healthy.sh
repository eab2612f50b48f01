#!/usr/bin/env bash
# Waits until Argo CD says that an environment runs an image and is healthy.
# usage: wait-healthy.sh ENVIRONMENT DIGEST, with ARGOCD_SERVER (https://…) and ARGOCD_TOKEN
set -euo pipefail

[ $# -eq 2 ] || { echo "usage: $0 ENVIRONMENT DIGEST" >&2; exit 2; }
environment=$1 digest=$2
: "${ARGOCD_SERVER:?is not set: the address of Argo CD, such as https://argocd.example.com}"
: "${ARGOCD_TOKEN:?is not set: a token that may read the application}"
application="${{ values.name }}-$environment"

until=$((SECONDS + ${WAIT_SECONDS:-600}))
status='no answer'
while [ "$SECONDS" -lt "$until" ]; do
  # The token goes through a file descriptor, so it is in no list of processes.
  if answer=$(curl --silent --show-error --fail --max-time 10 \
    --header @<(printf 'Authorization: Bearer %s' "$ARGOCD_TOKEN") \
    "$ARGOCD_SERVER/api/v1/applications/$application"); then
    status=$(jq -r --arg digest "$digest" '[
      .status.sync.status // "no sync status", .status.health.status // "no health",
      (if any(.status.summary.images[]?; endswith($digest)) then "this image" else "another image" end)
    ] | join(", ")' <<< "$answer")
    case "$status" in
      'Synced, Healthy, this image') echo "$application: $status"; exit 0 ;;
      *Degraded*'this image') echo "$application: $status" >&2; exit 1 ;;
    esac
  fi
  sleep "${POLL_SECONDS:-10}"
done
echo "$application: $status after ${WAIT_SECONDS:-600} seconds" >&2
exit 1
