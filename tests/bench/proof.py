"""Proving a ledger, beside reading its rows bare and beside SHA-256 over the same bytes; and forgetting, step by step.

RECORDS=200000 sets how many records the ledger has.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.store.database import Database
from app.store.fact import Draft
from app.store.ledger import Ledger
from app.store.proof.pages import page_problems
from app.store.proof.verify import verify
from app.store.retention.rounds import Retention
from tests.bench.ledger import BODY
from tests.bench.row import Row, p95

RECORDS = int(os.environ.get("RECORDS", "50000"))
ALL = "SELECT * FROM ledger NOT INDEXED ORDER BY n"


def rows() -> Iterator[Row]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Database.open(Path(folder) / "station.db", bytes(range(32))) as opened,
    ):
        ledger = Ledger(opened)
        old = datetime.now(UTC) - timedelta(days=1)
        draft = Draft(kind="passage", body=BODY, operator="周明", post="东门", at=old)
        for _ in range(RECORDS // 1000):
            ledger.append_all([draft] * 1000)
        yield from _proven(opened)
        yield from _forgotten(opened, ledger)


def _proven(opened: Database) -> Iterator[Row]:
    ours = _each(lambda: verify(opened))
    pages = _each(lambda: list(page_problems(opened.connection)))
    read = _each(lambda: [None for _ in opened.connection.execute(ALL)])
    texts = [b"".join(str(value).encode() for value in row) for row in opened.connection.execute(ALL)]
    hashed = _each(lambda: [hashlib.sha256(text).digest() for text in texts])
    yield Row(f"a record verified, of {RECORDS} (bare read of its row)", ours, "µs", read)
    yield Row("  of which the file's pages and indexes", pages, "µs")
    yield Row("  and without them (SHA-256 of the same bytes)", ours - pages, "µs", hashed)


def _forgotten(opened: Database, ledger: Ledger) -> Iterator[Row]:
    size = opened.path.stat().st_size
    retention = Retention(opened, ledger.append, "东门", centre=False)
    steps = retention.steps(datetime.now(UTC) + timedelta(days=31))
    taken = []
    while True:
        begin = time.perf_counter()
        if next(steps, None) is None:
            break
        taken.append((time.perf_counter() - begin) * 1000)
    yield Row("a step of forgetting, p95", p95(taken), "ms", budget="a lane does not feel it")
    yield Row("the file after forgetting everything (before)", opened.path.stat().st_size / 2**20, "MB", size / 2**20)


def _each(work: Callable[[], object]) -> float:
    """Microseconds for each record."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1e6 / RECORDS
