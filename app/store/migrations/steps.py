"""The steps of the schema, in their order.

sqlite-utils commits each step together with the row that says it was applied. All pending steps run inside one
transaction that takes the write lock first, so that two processes opening a new database do not both run them, and a
power cut at any statement leaves the schema as it was.
"""

from pathlib import Path

from app.store.migrations import (
    NAMES,
    SET,
    first,
    generations,
    others,
    passages,
    pending,
    plates,
    tallied,
    test_results,
)
from app.store.tables import Tables, sqlite_utils

STEPS = sqlite_utils.Migrations(SET)
for _name, _step in zip(NAMES, (first, test_results, generations, passages, tallied, plates, others), strict=True):
    STEPS(name=_name)(_step.up)


def run(tables: Tables, path: Path) -> None:
    """Do what is pending; NewerDatabase where the database is ahead of us."""
    tables.execute("BEGIN IMMEDIATE")
    try:
        if pending(tables.conn, path):
            STEPS.apply(tables)
        tables.execute("COMMIT")
    finally:
        if tables.conn.in_transaction:
            tables.execute("ROLLBACK")
