#!/usr/bin/env bash
# Waits until the new revision answers /health with 200; fails the deployment where it does not in time.
# HEALTH_LIMIT_SECONDS (default 30) is the limit; PORT overrides the port of instance.env.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

port="${PORT:-$(setting PORT)}"
port="${port:-8080}"
limit="${HEALTH_LIMIT_SECONDS:-30}"
version="$(deployed_version)"

# health: prints the whole HTTP response; needs neither curl nor node.
health() (
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
  IFS= read -r -d '' -t 5 response <&3 || true
  printf '%s' "$response"
) 2>/dev/null

answer=""
while ((SECONDS < limit)); do
  answer="$(health || true)"
  if [[ "$answer" == "HTTP/1.1 200 "* && "$answer" == *"\"version\":\"$version\""* ]]; then
    echo "Healthy on port $port after $SECONDS s: $version"
    exit 0
  fi
  if [[ "$(systemctl is-active unbreakable-sample.service || true)" == failed ]]; then
    break
  fi
  sleep 0.2
done

# What is wrong comes last: of a long output, CodeDeploy keeps the end.
tail -n 5 "$ROOT/var/log/unbreakable/app.log" >&2 || true
echo "Last answer: ${answer:-none}" >&2
echo "Not healthy on port $port after $SECONDS s (limit $limit s): expected HTTP 200 from /health by $version." >&2
echo "Next step: read the last lines of /var/log/unbreakable/app.log, above." >&2
exit 1
