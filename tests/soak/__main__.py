"""Runs every long test and prints what it found; the exit status is 1 if anything was lost."""

import os
import sys
import tempfile
from pathlib import Path

from app.cli.main import main as gatepost
from tests.fakes.killed import kill_many

KILLS = int(os.environ.get("KILLS", "100"))


def killed() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        gatepost(["--home", str(home), "demo"])
        toll = kill_many(home, KILLS)
    print(f"kill -9: {toll.kills} times, {len(toll.shown)} decisions shown, {len(toll.missing)} missing")
    for problem in toll.problems:
        print(f"  verify: {problem}")
    return not toll.missing and not toll.problems


if __name__ == "__main__":
    sys.exit(0 if killed() else 1)
