#!/usr/bin/env bash
# Everything a fresh Debian or Ubuntu needs to run and test Gatepost: system packages, .venv, the program in it.
# Needs git, make and Python 3.11 or newer beforehand; of all else only what is missing is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh

# shellcheck disable=SC2207  # the names are words
packages=($(grep -v '^#' scripts/packages.txt))

newest_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    say "Gatepost 需要 Python 3.11 或更新的版本，这里没有。请安装后再运行 make（例如 Debian 12、Ubuntu 24.04 自带）。" \
        "Gatepost needs Python 3.11 or newer, and there is none here. Install one and run make again (Debian 12 and Ubuntu 24.04 have it)." >&2
    return 1
}

# A package counts as there when another one provides it: Ubuntu's libglib2.0-0t64 is libglib2.0-0.
missing_packages() {
    dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\n' |
        awk -v wanted="$*" '
            $1 == "installed" {
                gsub(/ \([^)]*\)/, "")
                split(substr($0, index($0, " ") + 1), names, ", ")
                for (i in names) there[names[i]] = 1
            }
            END { n = split(wanted, list, " "); for (i = 1; i <= n; i++) if (!(list[i] in there)) print list[i] }'
}

as_administrator() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

install_packages() {
    local missing
    if ! command -v apt-get >/dev/null; then
        say "这里没有 apt-get，无法检查系统软件包；若窗口打不开，请安装 Qt 6 所需的库和 libzbar。" \
            "There is no apt-get here, so the system packages are not checked; should the window not open, install what Qt 6 needs, and libzbar." >&2
        return
    fi
    missing=$(missing_packages "${packages[@]}")
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086  # the names are words
    set -- $missing
    if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null && ! { [ -t 0 ] && command -v sudo >/dev/null; }; then
        say "缺少系统软件包，请管理员运行：apt-get install --no-install-recommends $* ，然后再运行一次。" \
            "System packages are missing; have an administrator run: apt-get install --no-install-recommends $* and then try again." >&2
        return 1
    fi
    say "安装系统软件包：$*" "Installing system packages: $*"
    as_administrator apt-get update -qq
    as_administrator env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

python=$(newest_python)
# Debian keeps a part of Python's own library in packages of their own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    packages+=("$("$python" -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))')")
fi
install_packages

# An environment of another Python, or of a folder that has moved since, is made anew.
if [ "$(.venv/bin/python -c 'import sys; print(sys.prefix)' 2>/dev/null)" != "$PWD/.venv" ] ||
    ! .venv/bin/pip --version >/dev/null 2>&1; then
    "$python" -m venv --clear .venv
fi
say "安装 Python 软件包，第一次约需一两分钟……" "Installing the Python packages; the first time takes a minute or two …"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-build-isolation --no-deps --editable .
touch .venv/ready
