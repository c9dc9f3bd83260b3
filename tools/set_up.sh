#!/usr/bin/env bash
# Make a virtual environment and install a set of Annotator into it, exactly as locks/ pins it.
#
#     tools/set_up.sh .venv              all of the app, with the newest Python that works
#     tools/set_up.sh .venv student      or another set: student, teacher, server, dev
#     PYTHON=python3.12 tools/set_up.sh .venv
set -euo pipefail
cd "$(dirname "$0")/.."
venv=${1:?usage: tools/set_up.sh FOLDER [SET]}
set=${2:-teacher}

is_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Print the Python to use: the one asked for, else the newest one tested, else any recent one.
find_python() {
    local name
    if [ -n "${PYTHON:-}" ]; then
        if ! is_recent "$PYTHON"; then
            echo "PYTHON=$PYTHON is not a Python 3.11 or newer that runs. Name another one." >&2
            return 1
        fi
        echo "$PYTHON"
        return
    fi
    for name in python3.13 python3.12 python3.11 python3; do
        if is_recent "$name"; then
            echo "$name"
            return
        fi
    done
    echo "Annotator needs Python 3.11 or newer, and none was found. Install one (Debian 12," >&2
    echo "Ubuntu 24.04: apt-get install python3), or name it: make install PYTHON=/path/to/python3" >&2
    return 1
}

# Debian splits the part of Python that makes environments into a package of its own.
has_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

main() {
    local python version
    case "$set" in
        student | teacher | server | dev) ;;
        *)
            echo "There is no set “$set”. The sets: student, teacher, server, dev." >&2
            return 1
            ;;
    esac
    python=$(find_python)
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if ! has_venv "$python"; then
        tools/system_packages.sh venv "$version"
        if ! has_venv "$python"; then
            echo "This Python $version cannot make environments: its venv module is missing." >&2
            echo "Install it (Debian, Ubuntu: the package python3-venv), then try again." >&2
            return 1
        fi
    fi
    # An environment of another Python, or one whose making was interrupted, is made anew.
    if [ "$("$venv/bin/python" -c 'import pip, sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" != "$version" ]; then
        echo "Making $venv with Python $version"
        "$python" -m venv --clear "$venv"
    fi
    echo "Installing the set “$set” into $venv (minutes the first time)"
    # Nothing is resolved: the list is whole, and an index can neither add to it nor change it.
    pip_install --no-deps --require-hashes -r "locks/$set.txt"
    pip_install --no-deps --no-build-isolation -e .
    "$venv/bin/python" tools/prune.py
    if [ "$set" = dev ]; then
        fetch_oldest_pip
    fi
    echo "Annotator is installed in $venv."
}

# The tests try the set-up with the oldest pip that it promises to work with.
fetch_oldest_pip() {
    if ! "$venv/bin/python" -m pip download -qq --disable-pip-version-check --no-input --no-deps \
        --require-hashes -r locks/oldest-pip.txt -d "$venv/oldest-pip" </dev/null; then
        echo "The oldest pip was not to be had; the tests that need it are skipped." >&2
    fi
}

pip_install() {
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input "$@" </dev/null
}

main
