"""The database's schema, as steps that are only ever added. One file a step, in the order they are listed here.

sqlite-utils commits each step together with the row that says it was applied. All pending steps run inside one
transaction that takes the write lock first, so that two processes opening a new database do not both run them, and a
power cut at any statement leaves the schema as it was.
"""

from pathlib import Path

from app.store.cipher import Connection, Tables, sqlite_utils
from app.store.faults import newer
from app.store.migrations import first, generations, passages, tallied, test_results

STEPS = sqlite_utils.Migrations("station")
STEPS(name="0001-first")(first.up)
STEPS(name="0002-test-results")(test_results.up)
STEPS(name="0003-generations")(generations.up)
STEPS(name="0004-passages")(passages.up)
STEPS(name="0005-tallied")(tallied.up)


def apply(tables: Tables, path: Path) -> None:
    """Bring the database to this version's schema; NewerDatabase where it is ahead of us, which changes nothing."""
    if not _pending(tables, path):
        return
    connection: Connection = tables.conn
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _pending(tables, path):
            STEPS.apply(tables)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _pending(tables: Tables, path: Path) -> bool:
    applied = {step.name for step in STEPS.applied(tables)}
    if applied - KNOWN:
        raise newer(path)
    return applied != KNOWN


KNOWN = {step.name for step in STEPS.pending(sqlite_utils.Database(memory=True))}
"""The names of all steps of this version."""
