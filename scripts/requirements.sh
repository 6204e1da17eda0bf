#!/usr/bin/env bash
# Writes the two hashed requirements files from pyproject.toml: what runs, and what runs and tests.
# Neither holds an address, so whoever installs from them chooses the index.
set -eu
cd "$(dirname "$0")/.."
lock() { .venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade \
    --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet "$@"; }
.venv/bin/python -m pip install --quiet uv
lock --output-file requirements.txt
lock --group dev --constraints requirements.txt --output-file requirements-dev.txt
