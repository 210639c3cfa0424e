#!/usr/bin/env bash
# Prepares what the load generator needs before its files are copied.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

create_user
prepare_folders unbreakable-load load.log
