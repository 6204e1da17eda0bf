"""Writing a record durably, beside a bare SQLCipher insert of the same bytes on the same disk."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.store.database import Database, connect
from app.store.fact import Draft
from app.store.ledger import Ledger
from app.store.rows import COLUMNS
from tests.bench.row import Row, paired

TIMES = 1000
KEY = bytes(range(32))
BODY = {
    "person": "2019000101", "name": "孟亦嘉", "person_kind": "student", "college": "口腔医学院", "direction": "in",
    "verdict": "admit", "reasons": [], "needed": [], "judged": "", "celsius": 36.5, "level": "routine",
    "claims": [{"kind": "campus-code", "trust": "verified", "issuer": "campus", "token": "bb63e7dcf39c0583"}],
    "checks": [{"item": item, "state": "done"} for item in ("identity", "health-code", "temperature", "symptoms")],
}  # fmt: skip


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder) / "station.db", KEY) as database:
        ledger = Ledger(database)
        draft = Draft(kind="passage", body=BODY, operator="周明", post="东门", at=datetime.now(UTC))
        ledger.append(draft)
        bare = _bare(Path(folder), database)
        ours, beside = paired(lambda: ledger.append(draft), bare, TIMES)
    yield Row("a record written durably (bare durable insert)", ours, "ms", beside, "≤ 1.3")


def _bare(folder: Path, database: Database) -> Callable[[], object]:
    """Writes the bytes of the first record, as a row of a table without an index and in no chain."""
    columns = ", ".join(name for name in COLUMNS if name != "n")
    row = database.rows(f"SELECT {columns} FROM ledger")[0]
    bare = connect(folder / "bare.db", KEY, 1.0)
    bare.execute(f"CREATE TABLE record (n INTEGER PRIMARY KEY, {columns})")
    insert = f"INSERT INTO record ({columns}) VALUES ({', '.join('?' * len(row))})"
    return lambda: bare.execute(insert, row)
