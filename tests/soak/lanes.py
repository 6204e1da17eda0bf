"""Lanes killed with -9 in the middle of their work."""

import os
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import msgspec

from app.cli.main import main as gatepost
from tests.fakes.killed import COMMAND, Toll, kill_many, look_into, rounds

KILLS = int(os.environ.get("KILLS", "100"))
LANES = int(os.environ.get("LANES", "2"))
FOLDER = os.environ.get("SOAK_FOLDER")
"""Where the home and what was seen so far stay, so that a run that was broken off goes on; else it begins anew."""
TARGET = 2.0
"""Seconds from a start to the first decision."""
LOOK = 100
"""Kills between two looks into the ledger; a run ends with the first that finds something."""


def killed() -> bool:
    """Whether nothing was lost."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(FOLDER or temporary)
        home, seen = folder / "home", folder / "lanes.jsonl"
        if not seen.exists():
            gatepost(["--home", str(home), "demo"])
            seen.touch()
        toll = _kill(home, seen)
        after = kill_many(home, 1)
        opened, work = _start(home)
    print(f"lanes, kill -9: {toll.kills} times, {LANES} at once, {len(toll.shown)} decisions shown, ", end="")
    print(f"{len(toll.missing)} missing, {toll.stuck} lanes stuck")
    for problem in toll.problems:
        print(f"  verify: {problem}")
    print(f"  start to first decision, {LANES} starting at once: {_spread(toll)}")
    print(f"  start to first decision after the last kill: {after.starts[0]:.2f} s (target {TARGET:.0f} s)")
    print(f"  a command from start to end: {opened:.2f} s, {work:.2f} s of it work")
    return toll.sound and after.sound


def _kill(home: Path, seen: Path) -> Toll:
    """Kills until it was done KILLS times, with those of the runs before; each round is a line in `seen`."""
    toll = Toll()
    for line in seen.read_bytes().splitlines():
        with suppress(msgspec.DecodeError):  # the last one of a run that was broken off
            toll.add(msgspec.json.decode(line, type=Toll))
    if toll.kills:
        print(f"lanes: going on after {toll.kills} kills")
    looked = toll.kills
    for some in rounds(home, KILLS - toll.kills, seed=1 + toll.kills, at_once=LANES):
        with seen.open("ab") as file:
            file.write(b"\n" + msgspec.json.encode(some))
        toll.add(some)
        if toll.kills - looked >= LOOK:
            looked = toll.kills
            look_into(home, toll)
            print(f"lanes: {toll.kills} of {KILLS}, {len(toll.shown)} shown, {len(toll.missing)} missing", flush=True)
            if not toll.sound:
                break
    look_into(home, toll)
    return toll


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
