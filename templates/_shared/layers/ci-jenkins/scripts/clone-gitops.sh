#!/usr/bin/env bash
# Clones the GitOps repository with its history. Git asks the environment for the credentials each time, so none
# is written to disk or into an address.
# usage: clone-gitops.sh CHECKOUT, with GIT_USER and GH_TOKEN
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: $0 CHECKOUT" >&2; exit 2; }
: "${GIT_USER:?is not set: who writes to the GitOps repository}"
: "${GH_TOKEN:?is not set: the token of that user}"
# shellcheck disable=SC2016 # Git expands the variables when it asks, not this script.
helper='!f() { echo "username=$GIT_USER"; echo "password=$GH_TOKEN"; }; f'

rm -rf "$1"
git clone --quiet --config "credential.helper=$helper" --config "user.name=$GIT_USER" \
  --config "user.email=$GIT_USER@users.noreply.invalid" "${GITOPS_URL:-${{ values.gitopsUrl }}}" "$1"
