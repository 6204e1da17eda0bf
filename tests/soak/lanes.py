"""Lanes killed with -9 in the middle of their work."""

import os
import subprocess
import tempfile
import time
from pathlib import Path

from app.cli.main import main as gatepost
from tests.fakes.killed import COMMAND, Toll, kill_many

KILLS = int(os.environ.get("KILLS", "100"))
LANES = int(os.environ.get("LANES", "2"))
TARGET = 2.0
"""Seconds from a start to the first decision."""


def killed() -> bool:
    """Whether nothing was lost."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        gatepost(["--home", str(home), "demo"])
        toll = kill_many(home, KILLS, at_once=LANES)
        after = kill_many(home, 1)
        opened, work = _start(home)
    print(f"lanes, kill -9: {toll.kills} times, {LANES} at once, {len(toll.shown)} decisions shown, ", end="")
    print(f"{len(toll.missing)} missing")
    for problem in toll.problems:
        print(f"  verify: {problem}")
    print(f"  start to first decision, {LANES} starting at once: {_spread(toll)}")
    print(f"  start to first decision after the last kill: {after.starts[0]:.2f} s (target {TARGET:.0f} s)")
    print(f"  a command from start to end: {opened:.2f} s, {work:.2f} s of it work")
    return not (toll.missing or toll.problems or after.missing or after.problems)


def _spread(toll: Toll) -> str:
    starts = sorted(toll.starts)
    return (
        f"median {starts[len(starts) // 2]:.2f} s, p95 {starts[int(len(starts) * 0.95)]:.2f} s, max {starts[-1]:.2f} s"
    )


def _start(home: Path) -> tuple[float, float]:
    """Seconds by the clock, and of the processor: on a busy machine the second says more."""
    began, before = time.monotonic(), os.times()
    subprocess.run([*COMMAND, "--home", str(home), "level"], stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    return time.monotonic() - began, work
