"""Records of other posts, which this one goes on from; they are no part of its ledger, and not proven by it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.tables import Tables


def up(tables: "Tables") -> None:
    """`n` only grows, so that whoever has read to one has missed nothing."""
    tables.execute(
        """CREATE TABLE other_record (
            n INTEGER PRIMARY KEY AUTOINCREMENT,
            station TEXT NOT NULL,
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            schema INTEGER NOT NULL,
            at TEXT NOT NULL,
            entered_at TEXT NOT NULL,
            operator TEXT NOT NULL,
            post TEXT NOT NULL,
            body TEXT NOT NULL,
            UNIQUE (station, id)
        ) STRICT"""
    )
    tables.execute("CREATE INDEX other_record_kind ON other_record (kind, n)")
