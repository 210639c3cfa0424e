#!/usr/bin/env bash
# Prepares what the new revision needs before its files are copied.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

create_user
prepare_folders unbreakable-sample app.log
