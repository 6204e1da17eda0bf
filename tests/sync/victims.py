"""Real posts and real centres as processes that are made to be killed: forked from one that has imported everything,
so that a kill costs milliseconds. Reads what to start from standard input, prints what happens, one JSON a line."""

import json
import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from app.server.run import run
from app.settings import Home
from app.store.database import Database
from app.store.fact import Draft
from app.store.ledger import Ledger
from app.sync.client import SyncClient
from app.sync.enrolment import Enrolment
from app.sync.rounds import Rounds
from tests.fakes.ledgers import KEY

MANY = 300
"""Records after which a process writes slowly: it lives on when the centre is killed, and its ledger must not grow."""


def post(path: str, bond: dict[str, Any], seed: int) -> None:
    """Writes records and sends them, both as fast as it can, until it is killed."""
    with Database.open(Path(path), KEY) as database:
        ledger = Ledger(database, mark="this machine")
        identity = msgspec.convert(bond, Enrolment)
        rounds = Rounds(lambda: SyncClient(ledger.outbox, identity), lambda _: None, random.Random(seed))
        threading.Thread(target=lambda: _send(rounds), daemon=True).start()
        rng, pause = random.Random(seed), threading.Event()
        draft = Draft(kind="temperature", body={"person": "1", "celsius": 36.5}, operator="guard", post="gate")
        written = 0
        while True:
            entries = ledger.append_all([draft] * rng.choice((1, 1, 3, 12)))
            written += len(entries)
            tell(written=[entry.fact.id for entry in entries])
            pause.wait(0.002 if written < MANY else 0.1)


def _send(rounds: Rounds) -> None:
    """The waits between attempts are left out: a test has no time for them."""
    breath = threading.Event()
    while not breath.wait(0.005):
        rounds.attempt(lambda: False)


def centre(home: str, port: int) -> None:
    """Serves until it is killed."""
    run(Home(Path(home)), port, ready=lambda address: tell(ready=address))


def tell(**what: Any) -> None:
    """In one write, which a pipe keeps whole."""
    os.write(sys.stdout.fileno(), json.dumps({"pid": os.getpid(), **what}).encode() + b"\n")


WHAT: dict[str, Callable[..., None]] = {"post": post, "centre": centre}


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are collected by the system
    for line in sys.stdin:
        what, *values = json.loads(line)
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            tell(born=what)
            try:
                WHAT[what](*values)
            finally:
                os._exit(1)


if __name__ == "__main__":
    main()
