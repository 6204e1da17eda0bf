"""The schema, as steps that are only ever added: one file a step, listed in app.store.migrations.steps."""

from pathlib import Path

from app.store.cipher import Connection
from app.store.faults import newer

SET = "station"
NAMES = (
    "0001-first",
    "0002-test-results",
    "0003-generations",
    "0004-passages",
    "0005-tallied",
    "0006-plates",
    "0007-others",
)
"""All steps of this version, in their order."""
_TABLE = "SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'"
_APPLIED = "SELECT name FROM _sqlite_migrations WHERE migration_set = ?"


def apply(connection: Connection, path: Path) -> None:
    """Bring the database to this version's schema; NewerDatabase where it is ahead of us, which changes nothing."""
    if pending(connection, path):
        from app.store.migrations.steps import run  # with sqlite-utils, which nothing else needs at a start
        from app.store.tables import Tables

        run(Tables(connection), path)


def pending(connection: Connection, path: Path) -> bool:
    """Whether there are steps to do."""
    if connection.execute(_TABLE).fetchone() is None:
        return True
    applied = {name for (name,) in connection.execute(_APPLIED, (SET,))}
    if applied - set(NAMES):
        raise newer(path)
    return applied != set(NAMES)
