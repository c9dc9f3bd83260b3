#!/usr/bin/env bash
# Make sure that the system libraries are there which the wheels do not carry.
#
#     tools/system_packages.sh offscreen    for the command line, the PDFs and the tests
#     tools/system_packages.sh display      and for windows on an X11 or Wayland screen
#     tools/system_packages.sh server       PostgreSQL, for the tests of a shared database
#     tools/system_packages.sh venv [X.Y]   what `python3 -m venv` needs on Debian
#
# As root on Debian or Ubuntu it installs what is missing; otherwise it prints the line to type
# and goes on, because much works without: the command that needs a library says so itself.
set -euo pipefail

# "a|b" is one library under the names of different releases; any of them will do.
OFFSCREEN=(libgl1 libegl1 libdbus-1-3 libfontconfig1 "libglib2.0-0|libglib2.0-0t64" libxkbcommon0)
DISPLAY_TOO=(libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0
    libx11-xcb1 libwayland-cursor0)

wanted() {
    case "${1:-}" in
        offscreen) printf '%s\n' "${OFFSCREEN[@]}" ;;
        display) printf '%s\n' "${OFFSCREEN[@]}" "${DISPLAY_TOO[@]}" ;;
        server) printf '%s\n' postgresql ;;
        venv) printf '%s\n' "${2:+python$2-venv|}python3-venv" ;;
        *) echo "usage: $0 offscreen|display|server|venv [X.Y]" >&2; exit 2 ;;
    esac
}

is_installed() {
    [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Print the groups of names of which none is installed.
missing() {
    local group name
    while read -r group; do
        for name in ${group//|/ }; do
            is_installed "$name" && continue 2
        done
        echo "$group"
    done
}

# Print, of each group, the first name that this release offers (the first of all if none).
choose() {
    local group name policy
    while read -r group; do
        for name in ${group//|/ }; do
            policy=$(apt-cache policy "$name" 2>/dev/null || true)
            case "$policy" in
                *"Candidate: (none)"* | "") ;;
                *) echo "$name"; continue 2 ;;
            esac
        done
        echo "${group%%|*}"
    done
}

main() {
    local lacking names
    wanted "$@" >/dev/null
    [ "$(uname -s)" = Linux ] || return 0
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        # Another family of Linux: Qt names the library itself when one is missing.
        return 0
    fi
    lacking=$(wanted "$@" | missing)
    [ -n "$lacking" ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        names=$(choose <<<"$lacking" | xargs)
        echo "Some system libraries are missing. To install them, type:" >&2
        echo "    sudo apt-get install -y --no-install-recommends $names" >&2
        return 0
    fi
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2001  # a pattern would eat across the lines
    echo "Installing the missing system libraries: $(sed 's/|.*//' <<<"$lacking" | xargs)"
    apt-get update -qq </dev/null || echo "The package lists could not be renewed; trying with the old ones." >&2
    names=$(choose <<<"$lacking" | xargs)
    # shellcheck disable=SC2086  # one word a package
    if ! apt-get install -y -qq --no-install-recommends $names </dev/null >/dev/null; then
        echo "The system libraries could not be installed. Install these by hand: $names" >&2
        return 1
    fi
}

main "$@"
