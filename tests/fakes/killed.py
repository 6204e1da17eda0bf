"""Kills a lane with -9 in the middle of its work, again and again, and says what is then missing."""

import json
import os
import random
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from app.settings import Home
from app.station.local import LocalPost
from app.store.verify import verify

COMMAND = [sys.executable, "-c", "from ui.start import main; main()"]


@dataclass
class Toll:
    """kills: lanes killed while they worked. shown: records that were printed. missing: those not in the ledger."""

    kills: int = 0
    shown: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    problems: tuple[str, ...] = ()


def lane_killed(home: Path, codes: list[str], rng: random.Random) -> list[str]:
    """The records that one lane printed until it was killed after a random number of people."""
    lane = subprocess.Popen(
        [*COMMAND, "--home", str(home), "lane", "--source", "lines:-", "--json"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert lane.stdin is not None
    assert lane.stdout is not None
    shown = []
    last = rng.randrange(1, len(codes))
    lane.stdin.write("\n".join(codes).encode() + b"\n")
    lane.stdin.flush()
    for number, line in enumerate(lane.stdout, 1):
        shown.append(json.loads(line)["record"])
        if number == last:
            lane.send_signal(signal.SIGKILL)
            break
    rest, _ = lane.communicate(timeout=30)
    shown += [json.loads(line)["record"] for line in rest.splitlines() if line.endswith(b"}")]
    return shown


def kill_many(home: Path, times: int, people: int = 30, seed: int = 1) -> Toll:
    """Kill `times` lanes one after the other on the same home, then look into the ledger."""
    rng, toll = random.Random(seed), Toll()
    post = LocalPost.open(Home(home))
    post.act_as(post.accounts.first_administrator())
    numbers = [person.number for person in post.people.all()[: people * 3]]
    codes = {number: post.issue_code(number) for number in numbers}
    post.close()
    for _ in range(times):
        toll.shown += lane_killed(home, [codes[n] for n in rng.sample(numbers, people)], rng)
        toll.kills += 1
    post = LocalPost.open(Home(home))
    kept = {entry.fact.id for entry in post.ledger.entries("passage")}
    toll.missing = set(toll.shown) - kept
    toll.problems = verify(post.database).problems
    post.close()
    return toll
