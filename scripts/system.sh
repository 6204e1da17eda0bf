#!/usr/bin/env bash
# system.sh PACKAGE…: installs those of the named Debian or Ubuntu packages that are missing. Without an administrator's
# rights it says which command needs them, and fails; where everything is there it needs none.
set -euo pipefail
. "$(dirname "$0")/say.sh"

# A package counts as there when another one provides it: Ubuntu's libglib2.0-0t64 is libglib2.0-0.
missing() {
    dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\n' |
        awk -v wanted="$*" '
            $1 == "installed" {
                gsub(/ \([^)]*\)/, "")
                split(substr($0, index($0, " ") + 1), names, ", ")
                for (i in names) there[names[i]] = 1
            }
            END { n = split(wanted, list, " "); for (i = 1; i <= n; i++) if (!(list[i] in there)) print list[i] }'
}

# Root needs no sudo; others need one that works without asking, or a person at the terminal who can answer it.
rights() {
    if [ "$(id -u)" = 0 ]; then
        administrator=()
    elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        administrator=(sudo)
    else
        return 1
    fi
}

if ! command -v apt-get >/dev/null; then
    say "这里没有 apt-get，无法检查系统软件包；若窗口打不开，请安装 Qt 6 所需的库和 libzbar。" \
        "There is no apt-get here, so the system packages are not checked; should the window not open, install what Qt 6 needs, and libzbar." >&2
    exit 0
fi
wanted=$(missing "$@")
[ -n "$wanted" ] || exit 0
# shellcheck disable=SC2086  # the names are words
set -- $wanted
if ! rights; then
    say "缺少系统软件包，请管理员运行：apt-get install --no-install-recommends $* ，然后再试一次。" \
        "System packages are missing; have an administrator run: apt-get install --no-install-recommends $* and then try again." >&2
    exit 1
fi
say "安装系统软件包：$*" "Installing system packages: $*"
# One foreign source that does not answer need not stop the rest: whether it matters shows in the next line.
"${administrator[@]}" apt-get update -qq || true
"${administrator[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
