# Sourced by ./run and ./check: installs what dependencies.txt names and this machine lacks.

# The packages for the purposes in $1 (a regular expression over the first column) that are missing here.
missing_packages() {
  release=$(sed -n 's/^VERSION_ID="\{0,1\}\([0-9]*\).*/\1/p' /etc/os-release 2>/dev/null)
  column=3
  [ "${release:-13}" -le 12 ] && [ "$(sed -n 's/^ID=//p' /etc/os-release)" = debian ] && column=2
  # Split at '|', trim; the fields are: purpose, Debian 12, Debian 13, command, why.
  sed -e '/^#/d' -e '/^ *$/d' -e 's/ *| */|/g' -e 's/ *$//' dependencies.txt | grep -E "^($1)\\|" |
    while IFS='|' read -r _ twelve thirteen command _; do
      [ "$command" != - ] && command -v "$command" >/dev/null 2>&1 && continue
      package=$twelve
      [ $column = 3 ] && package=$thirteen
      [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf '%s ' "$package"
    done
}

# install_packages PURPOSES: says what it will install, then does, with sudo unless root; nothing missing: nothing done.
install_packages() {
  command -v apt-get >/dev/null 2>&1 || { echo "No apt-get here: dependencies.txt names what must be installed." >&2; return 0; }
  packages=$(missing_packages "$1")
  [ -n "$packages" ] || return 0
  echo "Installing Debian packages: $packages"
  sudo=
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "Install them as root, or install sudo, then run this again." >&2; return 3; }
    sudo=sudo
  fi
  $sudo apt-get update -qq </dev/null || { echo "apt-get update failed" >&2; return 3; }
  # shellcheck disable=SC2086
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages </dev/null >/dev/null ||
    { echo "apt-get could not install: $packages" >&2; return 3; }
}

# Old Node versions fail in ways that say nothing of their age.
require_node() {
  version=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
  [ "${version:-0}" -ge 18 ] || { echo "The page needs Node 18 or later; found: $(node --version 2>/dev/null || echo none)" >&2; return 3; }
}
