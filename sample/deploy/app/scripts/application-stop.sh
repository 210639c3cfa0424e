#!/usr/bin/env bash
# Stops the application. CodeDeploy runs this from the revision that is being replaced: a failure here would block every
# later deployment, a rollback too. So it uses nothing but systemctl, and always succeeds.
set -euo pipefail

if ! systemctl stop unbreakable-sample.service; then
  echo "unbreakable-sample was not stopped (on a first deployment there is nothing to stop): going on."
fi
exit 0
