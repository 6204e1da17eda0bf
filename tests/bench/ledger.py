"""Writing a record durably, beside a bare SQLCipher insert of the same bytes on the same disk."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlcipher3 import dbapi2

from app.store.database import Database
from app.store.fact import Draft
from app.store.ledger import Ledger
from tests.bench.row import Row, paired

TIMES = 300
BODY = {
    "person": "2019000101", "name": "孟亦嘉", "person_kind": "student", "college": "口腔医学院", "direction": "in",
    "verdict": "admit", "reasons": [], "needed": [], "judged": "", "celsius": 36.5, "level": "routine",
    "claims": [{"kind": "campus-code", "trust": "verified", "issuer": "campus", "token": "bb63e7dcf39c0583"}],
    "checks": [{"item": item, "state": "done"} for item in ("identity", "health-code", "temperature", "symptoms")],
}  # fmt: skip


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        key = bytes(range(32))
        bare = dbapi2.connect(str(Path(folder) / "bare.db"), isolation_level=None)
        bare.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for setting in ("journal_mode = WAL", "synchronous = FULL"):
            bare.execute(f"PRAGMA {setting}")
        bare.execute("CREATE TABLE record (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        body = msgspec.json.encode(BODY).decode()
        with Database.open(Path(folder) / "station.db", key) as database:
            ledger = Ledger(database)
            draft = Draft(kind="passage", body=BODY, operator="周明", post="东门", at=datetime.now(UTC))
            ours, beside = paired(
                lambda: ledger.append(draft),
                lambda: bare.execute("INSERT INTO record (body) VALUES (?)", (body,)),
                TIMES,
            )
        bare.close()
    yield Row("a record written durably (bare durable insert)", ours, "ms", beside, "≤ 1.3")
