# Shared by the deployment hooks. INSTANCE_ROOT is empty on an instance; on a laptop it is the folder that stands for one.
ROOT="${INSTANCE_ROOT:-}"

# setting KEY: prints the value of KEY in the instance's settings, or nothing.
setting() {
  local file="$ROOT/etc/unbreakable/instance.env"
  if [[ -r "$file" ]]; then
    sed -n "s/^$1=//p" "$file" | tail -n 1
  fi
}

# write_version NAME: records which deployment this is, for the unit NAME.service and, as DT_*, for Dynatrace's OneAgent,
# which reads them from the environment of the process where it is installed.
write_version() {
  mkdir -p "$ROOT/etc/unbreakable"
  cat >"$ROOT/etc/unbreakable/$1.env" <<LINES
VERSION=$(deployed_version)
DT_RELEASE_VERSION=$(build_of "$1")
DT_RELEASE_STAGE=$(setting ENVIRONMENT)
DT_RELEASE_PRODUCT=$1
DT_RELEASE_BUILD_VERSION=$(deployed_version)
DT_TAGS="DeploymentGroup=$DEPLOYMENT_GROUP_NAME Application=$APPLICATION_NAME"
LINES
  chmod 644 "$ROOT/etc/unbreakable/$1.env"
}

# build_of NAME: prints the number of the installed build, or the deployment's identity where a bundle has no build.json.
build_of() {
  local file="$ROOT/opt/$1/build.json" build=""
  if [[ -r "$file" ]]; then
    build="$(sed -n 's/^[[:space:]]*"build":[[:space:]]*\([0-9]\{1,\}\).*/\1/p' "$file" | head -n 1)"
  fi
  printf '%s' "${build:-$(deployed_version)}"
}

# deployed_version: prints the identity of this deployment, from the variables of the CodeDeploy agent.
deployed_version() {
  printf '%s-%s-%s-%s' "$APPLICATION_NAME" "$DEPLOYMENT_GROUP_NAME" "$DEPLOYMENT_GROUP_ID" "$DEPLOYMENT_ID"
}

# create_user: makes the unprivileged user that the services run as. A laptop needs none.
create_user() {
  if [[ -z "$ROOT" ]] && ! id -u unbreakable >/dev/null 2>&1; then
    useradd --system --no-create-home --shell /sbin/nologin unbreakable
  fi
}

# prepare_folders NAME LOG: the folders that the unit NAME.service needs, and its log file LOG.
prepare_folders() {
  mkdir -p "$ROOT/opt/$1" "$ROOT/var/log/unbreakable" "$ROOT/etc/unbreakable" "$ROOT/etc/systemd/system" "$ROOT/etc/logrotate.d"
  chmod 755 "$ROOT/opt/$1" "$ROOT/var/log/unbreakable"
  touch "$ROOT/var/log/unbreakable/$2"
  chmod 640 "$ROOT/var/log/unbreakable/$2"
}

# protect_files NAME: installed files belong to root and are readable, not writable, by the service.
protect_files() {
  chmod 644 "$ROOT/opt/$1"/* "$ROOT/etc/systemd/system/$1.service" "$ROOT/etc/logrotate.d/$1"
}
