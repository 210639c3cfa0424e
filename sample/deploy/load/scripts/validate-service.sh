#!/usr/bin/env bash
# Succeeds once this deployment's generator has said that the load has started; fails the deployment where it does not.
# LOAD_START_LIMIT_SECONDS (default 15) is the limit.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

limit="${LOAD_START_LIMIT_SECONDS:-15}"
log="$ROOT/var/log/unbreakable/load.log"
version="$(deployed_version)"

while ((SECONDS < limit)); do
  started="$(grep -F '"message":"Load has started"' "$log" | tail -n 1 || true)"
  if [[ "$started" == *"\"version\":\"$version\""* ]]; then
    echo "The load has started: $version"
    exit 0
  fi
  sleep 0.2
done

# What is wrong comes last: of a long output, CodeDeploy keeps the end.
tail -n 5 "$log" >&2 || true
echo "The load did not start within $limit s: unbreakable-load.service is $(systemctl is-active unbreakable-load.service || true)." >&2
echo "Next step: read the last lines of /var/log/unbreakable/load.log, above." >&2
exit 1
