#!/usr/bin/env bash
# `make run`: the station on a demonstration campus. With a display its window; without one the headless lane on a
# sample film, so that a server or a container shows what the program does too.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
home=${GATEPOST_HOME:-$PWD/.demo}
gatepost() { .venv/bin/gatepost --home "$home" "$@"; }

# Asks Qt itself: DISPLAY may be set while nothing answers there.
can_open_a_window() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" != Linux ] || return 1
    (ulimit -c 0; .venv/bin/python -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])' || exit 1) 2>/dev/null
}

# The film comes last: without it the demonstration was interrupted while it was made. A home named by somebody stays.
if [ -z "${GATEPOST_HOME:-}" ] && [ ! -e "$home/demo/film.mp4" ]; then
    rm -rf "$home"
fi
if [ ! -e "$home/station.db" ]; then
    say "准备演示校园：$home" "Preparing a demonstration campus in $home"
    gatepost demo
fi
if can_open_a_window; then
    say "打开值守台……" "Opening the station …"
    exec .venv/bin/gatepost --home "$home"
fi
say "这里没有显示器：用示例录像在无窗口通道上演示，每人一行判定。" \
    "There is no display here: the lane runs headless on a sample film, one line per person's decision."
gatepost lane --source "$home/demo/film.mp4" --temperature 36.5 --json
say "要打开窗口，请在有桌面的电脑上运行 make run；远程时用 ssh -X，或在 xvfb-run -a make run 中运行。" \
    "To open the window, run make run on a computer with a desktop; from afar use ssh -X, or a virtual one: xvfb-run -a make run."
