"""A whole morning at both gates: 400 people and 12 deliveries, and the operator's part of each. See tests/morning.

Run by itself (`main`) in a process of its own, with a limit of time: it stops by itself.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.row import Row, p95

LIMIT = 1_200
"""Seconds; on a quiet machine it takes a few minutes."""
KEYS, WAIT = 4, 0.3
"""At most so many keys, and seconds of waiting for the machine, for a person."""


def rows() -> Iterator[Row]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.morning"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, timeout=LIMIT, check=True,
    )  # fmt: skip
    said = json.loads(done.stdout.splitlines()[-1])
    keys, waited = said["keys"], said["waited"]
    yield Row(f"morning: {said['people']} people, {said['deliveries']} deliveries, wrong", said["wrong"], "", None, "0")
    yield Row("  records that only a post or only the centre has", said["apart"], "", None, "0")
    yield Row("  keys a person, p95 (mean)", p95(keys), "", statistics.fmean(keys), f"≤ {KEYS}")
    yield Row("  the most, a typed name as one (found by name)", max(said["acts"]), "")
    yield Row("  waiting for the machine, p95 (mean)", p95(waited), "s", statistics.fmean(waited), f"≤ {WAIT} s")
    yield Row("  keys a delivery at the goods screen", said["pressed"] / said["deliveries"], "")


def main() -> None:
    """Plays it, and prints its figures as JSON."""
    from PySide6.QtWidgets import QApplication

    from tests.morning import both
    from tests.morning.script import whole
    from tests.morning.script_goods import loads
    from ui import program, theme

    program.AFTERWARDS_MS = 0
    app = QApplication([])
    theme.apply(app, "light")
    comings, some = whole(), loads(whole=True)
    with tempfile.TemporaryDirectory() as folder:
        played = both.play(app, Path(folder), comings, some)
    print(*played.wrong, sep="\n", file=sys.stderr)
    figures = {
        "people": len({one.who for one in comings if one.who}), "deliveries": len(some), "wrong": len(played.wrong),
        "apart": played.apart, "pressed": played.pressed, "keys": [one.keys for one in played.served],
        "acts": [one.acts for one in played.served], "waited": [one.waited for one in played.served],
    }  # fmt: skip
    print(json.dumps(figures), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
