#!/usr/bin/env bash
# Everything a fresh Debian or Ubuntu needs to run and test Gatepost: system packages, .venv, the program in it.
# Needs git, make and Python 3.11 or newer beforehand; of all else only what is missing is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

new_enough() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    say "Gatepost 需要 Python 3.11 或更新的版本，这里没有。请安装后再运行 make（Debian 12、Ubuntu 24.04 自带）。" \
        "Gatepost needs Python 3.11 or newer, and there is none here. Install one and run make again (Debian 12 and Ubuntu 24.04 have it)." >&2
    return 1
}

python=$(new_enough)
# shellcheck disable=SC2207  # the names are words
packages=($(grep -v '^#' scripts/packages.txt))
# Debian keeps a part of Python's own library in packages of their own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    packages+=("$("$python" -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))')")
fi
scripts/system.sh "${packages[@]}"

# An environment of another Python, or of a folder that has moved since, is made anew.
if [ "$(.venv/bin/python -c 'import sys; print(sys.prefix)' 2>/dev/null)" != "$PWD/.venv" ] ||
    ! .venv/bin/pip --version >/dev/null 2>&1; then
    "$python" -m venv --clear .venv
fi
say "安装 Python 软件包，第一次约需一两分钟……" "Installing the Python packages; the first time takes a minute or two …"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-build-isolation --no-deps --editable .
touch .venv/ready
