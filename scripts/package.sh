#!/usr/bin/env bash
# `make package`: the installer in dist/, once the frozen program has proved to be as complete as its source.
set -euo pipefail
cd "$(dirname "$0")/.."

# Debian keeps Python's shared library in a package of its own; PyInstaller needs that and objdump.
library=$(.venv/bin/python -c 'import sys; print("libpython{}.{}".format(*sys.version_info) if sys.base_prefix == "/usr" else "")')
# shellcheck disable=SC2086  # none or one
scripts/system.sh binutils dpkg $library
.venv/bin/python -m PyInstaller --noconfirm --log-level ERROR build_installer.spec
.venv/bin/python scripts/check_package.py dist/gatepost/gatepost
scripts/pack.sh
