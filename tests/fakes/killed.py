"""Kills lanes with -9 in the middle of their work, again and again, and says what is then missing."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.settings import Home
from app.station.local import LocalPost
from app.store.proof.verify import verify

COMMAND = [sys.executable, "-c", "from ui.start import main; main()"]
MOMENT = 0.02
"""Seconds, at most, between a line and the kill: within the work on the next person or two."""


PATIENCE = 60.0
"""Seconds after which a lane that is still at its work hangs; it is killed then, and counted as stuck."""


@dataclass
class Toll:
    """kills: lanes killed while they worked; stuck: those of them that hung. shown: records that were printed. missing:
    those not in the ledger. starts: seconds from each lane's start, after the kill before, to the first line that says
    it is open. problems: what `verify` says."""

    kills: int = 0
    stuck: int = 0
    shown: list[str] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    problems: tuple[str, ...] = ()

    def add(self, other: "Toll") -> None:
        """What came after."""
        self.kills += other.kills
        self.stuck += other.stuck
        self.shown += other.shown
        self.starts += other.starts

    @property
    def sound(self) -> bool:
        """Whether nothing was lost and nothing hung."""
        return not (self.missing or self.problems or self.stuck)


class Killed:
    """One lane on its way to being killed, with all it is given at once, so that it works without a pause."""

    def __init__(self, home: Path, codes: list[str], rng: random.Random) -> None:
        self._rng, self._last = rng, rng.randrange(1, len(codes))
        self._began = time.monotonic()
        self._lane = subprocess.Popen(
            [*COMMAND, "--home", str(home), "lane", "--source", "lines:-", "--json"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
        assert self._lane.stdin is not None
        self._lane.stdin.write("\n".join(codes).encode() + b"\n")
        self._lane.stdin.flush()
        self._hangs = threading.Timer(PATIENCE, self._lane.kill)
        self._hangs.start()

    def end(self, toll: Toll) -> None:
        """Wait for a random number of people and a random moment more, kill it, and count what it had printed."""
        assert self._lane.stdout is not None
        printed = 0
        for line in self._lane.stdout:
            if not line.endswith(b"\n"):
                break
            printed += 1
            if printed == 1:
                toll.starts.append(time.monotonic() - self._began)
            toll.shown.append(json.loads(line)["record"])
            if printed == self._last:
                break
        self._hangs.cancel()
        self._hangs.join()
        toll.stuck += printed < self._last
        with suppress(subprocess.TimeoutExpired):
            self._lane.wait(self._rng.uniform(0, MOMENT))
        self._lane.send_signal(signal.SIGKILL)
        toll.shown += [json.loads(line)["record"] for line in self._lane.stdout if line.endswith(b"\n")]
        toll.kills += 1
        self._lane.wait()
        self._lane.stdout.close()
        assert self._lane.stdin is not None
        self._lane.stdin.close()


def kill_many(home: Path, times: int, people: int = 30, seed: int = 1, at_once: int = 1) -> Toll:
    """Kill `times` lanes on the same home, `at_once` of them working side by side, then look into the ledger."""
    toll = Toll()
    for some in rounds(home, times, people, seed, at_once):
        toll.add(some)
    look_into(home, toll)
    return toll


def rounds(home: Path, times: int, people: int = 30, seed: int = 1, at_once: int = 1) -> Iterator[Toll]:
    """Kills `times` lanes, and says after each round of them what it took."""
    rng, left = random.Random(seed), times
    codes = _codes(home, people * 3)
    while left > 0:
        toll = Toll()
        lanes = [
            Killed(home, [codes[n] for n in rng.sample(sorted(codes), people)], rng) for _ in range(min(at_once, left))
        ]
        for lane in lanes:
            lane.end(toll)
        left -= toll.kills
        yield toll


def look_into(home: Path, toll: Toll) -> None:
    """What of all that was shown is not there, and what else is wrong."""
    post = LocalPost.open(Home(home))
    kept = {entry.fact.id for entry in post.ledger.entries("passage")}
    toll.missing = set(toll.shown) - kept
    toll.problems = verify(post.database).problems
    post.close()


def _codes(home: Path, count: int) -> dict[str, str]:
    post = LocalPost.open(Home(home))
    post.act_as(post.accounts.first_administrator())
    codes = {person.number: post.issue_code(person.number) for person in post.people.all()[:count]}
    post.close()
    return codes
