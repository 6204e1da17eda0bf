"""Kills posts and their centre with -9 in the middle of their work, again and again; counts what is then missing."""

import json
import os
import queue
import random
import select
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from app.server.opening import open_storage
from app.settings import Home
from app.store.database import Database
from app.store.ledger import Ledger
from app.store.proof.verify import verify
from app.sync.client import SyncClient
from app.sync.enrol import enrol
from tests.fakes.ledgers import KEY
from tests.fakes.processes import gone

PATIENCE = 30.0
MOMENT = 0.12
"""Seconds, at most, between the first sign of work and the kill."""


@dataclass
class Toll:
    """kills: processes by what they were. written: records the posts showed as written. missing: of those, and of all
    that lies in the ledger, what the centre has not; twice: what it has more than once."""

    kills: Counter[str] = field(default_factory=Counter)
    written: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)
    problems: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        return not (self.lost or self.missing or self.twice or self.problems)


class Nursery:
    """Where the victims come from."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.sync.victims"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
        self.told: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="nursery", daemon=True)
        self._reader.start()

    def begin(self, *what: Any) -> int:
        """Another victim; its process's number."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        self._process.stdin.flush()
        return int(self.wait("born")["pid"])

    def wait(self, sign: str, pid: int = 0) -> dict[str, Any]:
        """The next line that has this sign, of that process; written records before it are kept for whoever asks."""
        passed = []
        while True:
            line = self.told.get(timeout=PATIENCE)
            if sign in line and pid in (0, line["pid"]):
                break
            passed.append(line)
        for one in passed:
            self.told.put(one)
        return line

    def written(self) -> set[str]:
        """Everything that was printed as written since the last time."""
        ids: set[str] = set()
        while not self.told.empty():
            ids |= set(self.told.get().get("written", ()))
        return ids

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith(b"\n"):
                self.told.put(json.loads(line))


@contextmanager
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    try:
        yield made
    finally:
        made.close()


def kill_many(folder: Path, times: int, seed: int = 1) -> Toll:
    """Kill the post or its centre `times` times, both of them now and then, and look what arrived."""
    rng, toll = random.Random(seed), Toll()
    home, path, port = Home(folder / "centre"), folder / "station.db", _free_port()
    with nursery() as born:
        centre = born.begin("centre", str(home.path), port)
        address = born.wait("ready", centre)["ready"]
        with Database.open(path, KEY) as database:
            station = Ledger(database, mark="this machine").station
        with closing(open_storage(home)) as storage:
            bond = enrol(address, storage.make_code(), station, "东门")
        running = {"centre": centre, "post": born.begin("post", str(path), msgspec.to_builtins(bond), seed)}
        while toll.kills.total() < times:
            toll.written |= set(born.wait("written", running["post"])["written"])
            for what in rng.choice((("post",), ("centre",), ("post", "centre"))):
                _kill(running[what], rng.uniform(0, MOMENT))
                toll.kills[what] += 1
                toll.written |= born.written()
                if what == "post":
                    running[what] = born.begin("post", str(path), msgspec.to_builtins(bond), rng.getrandbits(30))
                else:
                    running[what] = born.begin("centre", str(home.path), port)
                    born.wait("ready", running[what])
        _kill(running["post"], 0)
        _settle(path, bond, home, born.written(), toll)
        _kill(running["centre"], 0)
    return toll


def _settle(path: Path, bond: Any, home: Home, last: set[str], toll: Toll) -> None:
    """What is left is sent, and everything counted."""
    toll.written |= last
    with Database.open(path, KEY) as database:
        ledger = Ledger(database, mark="this machine")
        client = SyncClient(ledger.outbox, bond)
        for _ in range(5):
            if client.run_once().done:
                break
        client.close()
        held = {entry.fact.id for entry in ledger.entries(include_audit=True)}
        toll.problems = verify(database).problems
    with closing(open_storage(home)) as storage:
        there = Counter(record["id"] for record in storage.records())
    toll.lost = toll.written - held
    toll.missing = held - there.keys()
    toll.twice = {id_ for id_, count in there.items() if count > 1}


def _kill(pid: int, after: float) -> None:
    select.select([], [], [], after)
    os.kill(pid, signal.SIGKILL)
    assert gone(pid)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
