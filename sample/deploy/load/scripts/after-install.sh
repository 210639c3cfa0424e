#!/usr/bin/env bash
# Finishes the installation once the files are in place.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

if [[ -z "$(setting TARGET_URL)" ]]; then
  echo "TARGET_URL is missing in /etc/unbreakable/instance.env. Add a line such as TARGET_URL=http://example.com and deploy again." >&2
  exit 1
fi
protect_files unbreakable-load
write_version unbreakable-load
systemctl daemon-reload

# Steady load (no LOAD_MINUTES) goes on after a reboot; a load test that ends by itself does not start again.
minutes="$(setting LOAD_MINUTES)"
if [[ "${minutes:-0}" == 0 ]]; then
  systemctl enable unbreakable-load.service
else
  systemctl disable unbreakable-load.service
fi
