#!/usr/bin/env bash
# Starts the application, or restarts it where something had already started it.
set -euo pipefail

systemctl restart unbreakable-sample.service
