#!/usr/bin/env bash
# Publishes what changed in a checkout of the GitOps repository.
# usage: publish-change.sh CHECKOUT BRANCH TITLE
# GITOPS_MODE=pull-request (default): a pull request through gh. The commit is made by GitHub for the App whose
#   token is in GH_TOKEN, so it is signed; the script waits until the request is merged.
# GITOPS_MODE=commit: a commit on main, for git hosts whose pull requests the pipeline cannot make.
set -euo pipefail

[ $# -eq 3 ] || { echo "usage: $0 CHECKOUT BRANCH TITLE" >&2; exit 2; }
checkout=$1 branch=$2 title=$3
repository="${GITOPS_REPO:-${{ values.gitopsRepo }}}"
wait_seconds="${WAIT_SECONDS:-900}"
cd "$checkout"

git add --all
if git diff --cached --quiet; then
  echo "$0: nothing to change"
  exit 0
fi

if [ "${GITOPS_MODE:-pull-request}" = commit ]; then
  git commit --quiet --message "$title"
  # Somebody else may have pushed meanwhile. Two releases touch different lines, so a rebase is safe.
  for _ in 1 2 3; do
    git push --quiet origin HEAD:main && exit 0
    git pull --quiet --rebase origin main
  done
  echo "$0: could not push to main of $repository" >&2
  exit 1
fi

head=$(git rev-parse HEAD)
# A second run of the same release begins again from the head of main.
gh api "repos/$repository/git/refs" -f "ref=refs/heads/$branch" -f "sha=$head" --silent 2>/dev/null ||
  gh api --method PATCH "repos/$repository/git/refs/heads/$branch" -f "sha=$head" -F force=true --silent

additions='[]'
while IFS= read -r path; do
  additions=$(jq --arg path "$path" --arg contents "$(base64 -w0 < "$path")" \
    '. + [{ path: $path, contents: $contents }]' <<< "$additions")
done < <(git diff --cached --name-only --no-renames --diff-filter=d)
deletions=$(git diff --cached --name-only --no-renames --diff-filter=D | jq -R '{ path: . }' | jq -s .)
# shellcheck disable=SC2016 # $input is a variable of GraphQL, not of the shell.
jq -n --arg repository "$repository" --arg branch "$branch" --arg head "$head" --arg title "$title" \
  --argjson additions "$additions" --argjson deletions "$deletions" '{
    query: "mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }",
    variables: { input: {
      branch: { repositoryNameWithOwner: $repository, branchName: $branch },
      message: { headline: $title }, expectedHeadOid: $head, fileChanges: { additions: $additions, deletions: $deletions }
    } }
  }' | gh api graphql --input - --silent

url=$(gh pr list --repo "$repository" --head "$branch" --state open --json url --jq '.[0].url // empty')
if [ -z "$url" ]; then
  url=$(gh pr create --repo "$repository" --base main --head "$branch" --title "$title" \
    --body "Made by the pipeline of ${{ values.repoSlug }}.")
fi
gh pr merge "$url" --auto --squash

until=$((SECONDS + wait_seconds))
while [ "$SECONDS" -lt "$until" ]; do
  case "$(gh pr view "$url" --json state --jq .state)" in
    MERGED) echo "$0: merged $url"; exit 0 ;;
    CLOSED) echo "$0: $url was closed without a merge" >&2; exit 1 ;;
  esac
  sleep "${POLL_SECONDS:-10}"
done
# An open request would be merged after the pipeline gave up on it.
gh pr close "$url" --delete-branch --comment "Not merged within $wait_seconds seconds, so the release failed."
echo "$0: $url was not merged within $wait_seconds seconds" >&2
exit 1
