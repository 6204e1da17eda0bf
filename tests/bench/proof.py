"""Proving a ledger, beside reading its rows bare and beside SHA-256 over the same bytes; and forgetting, step by step.

PROVEN=200000 sets how many records the ledger has.
"""

import collections
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from app.store.database import Database
from app.store.fact import Draft
from app.store.ledger import Ledger
from app.store.proof.pages import page_problems
from app.store.proof.verify import verify
from app.store.retention.rounds import Retention
from tests.bench.ledger import BODY
from tests.bench.row import Row, p95

RECORDS = int(os.environ.get("PROVEN", "50000"))
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
        yield from proven(opened)
        yield from _forgotten(opened, ledger)


def proven(opened: Database) -> Iterator[Row]:
    """The rows about a ledger however large, for each of its records."""
    count = opened.rows("SELECT count(*) FROM ledger")[0][0]
    each = partial(_each, count)
    ours, work = each(lambda: verify(opened))
    _, pages = each(lambda: list(page_problems(opened.connection)))
    read, _ = each(lambda: collections.deque(opened.connection.execute(ALL), 0))
    hashed = sum(each(partial(_hash, texts))[0] for texts in _texts(opened))
    yield Row(f"a record verified, of {count:,} (its row read bare)", ours, "µs", read)
    yield Row("  the same (read bare, and SHA-256 of its bytes)", ours, "µs", read + hashed)
    yield Row("  its work, without the file's pages and indexes", work - pages, "µs", read + hashed)
    yield Row("  the pages and indexes, at the same time", pages, "µs", read)
    yield Row("  all of it", ours * count / 1e6, "s", (read + hashed) * count / 1e6)


def _texts(opened: Database) -> Iterator[list[bytes]]:
    """What the rows say, some thousands at a time."""
    rows = opened.connection.execute(ALL)
    while some := rows.fetchmany(5000):
        yield [b"".join(str(value).encode() for value in row) for row in some]


def _hash(texts: list[bytes]) -> None:
    for text in texts:
        sha256(text).digest()


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


def _each(count: int, work: Callable[[], object]) -> tuple[float, float]:
    """Microseconds for each of so many records, by the clock and of the processor."""
    begin, before = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - begin) * 1e6 / count, (time.process_time() - before) * 1e6 / count
