#!/usr/bin/env bash
# Get the browser that the browser tests drive, where that can be done without asking anybody.
# Where it cannot, say the one command that mends it and go on: only those tests will fail.
set -euo pipefail

packages=(chromium fonts-noto-color-emoji)
mend="sudo apt-get install --yes --no-install-recommends ${packages[*]}"

missing() {
    ! test -x "${WETHI_CHROMIUM:-/usr/bin/chromium}" ||
        ! dpkg-query --show fonts-noto-color-emoji >/dev/null 2>&1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null && as_root true 2>/dev/null
}

fetch() {
    as_root apt-get update -qq &&
        as_root apt-get install -qq --yes --no-install-recommends "${packages[@]}"
}

missing || exit 0
if may_install; then
    echo "Installing ${packages[*]} for the browser tests …"
    fetch >/dev/null && exit 0
fi
echo "There is no browser, so the browser tests will fail. To mend: $mend" >&2
