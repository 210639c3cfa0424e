#!/usr/bin/env bash
# Starts the load in the background, in place of the one that may be running. It ends by itself after LOAD_MINUTES.
set -euo pipefail

systemctl restart unbreakable-load.service
