#!/usr/bin/env bash
# Finishes the installation once the files are in place.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

if [[ -z "$(setting ENVIRONMENT)" ]]; then
  echo "ENVIRONMENT is missing in /etc/unbreakable/instance.env. Add a line such as ENVIRONMENT=Staging and deploy again." >&2
  exit 1
fi
protect_files unbreakable-sample
write_version unbreakable-sample
systemctl daemon-reload
systemctl enable unbreakable-sample.service
