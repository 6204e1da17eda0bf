"""Runs every long test, or those that are named (`python -m tests.soak schedules kills`), and prints what it found;
the exit status is 1 if anything was lost."""

import sys
import tempfile
from pathlib import Path

from tests import guards
from tests.soak import lanes, uploads, week

ALL = {"schedules": uploads.schedules, "kills": uploads.kills, "lanes": lanes.killed, "week": week.counted}


def main(names: list[str]) -> int:
    guards.forbid_network()
    with tempfile.TemporaryDirectory() as folder:
        guards.move_out(Path(folder))
        results = [ALL[name]() for name in names or ALL]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
