"""The schema's steps, interrupted wherever they can be."""

import shutil
from pathlib import Path

import pytest

from app.store import migrations
from app.store.cipher import Tables
from app.store.database import Database, connect
from tests.fakes.ledgers import KEY

SCHEMA = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"


class PowerCutError(Exception):
    """Raised by the tracer where the machine stops."""


def _cut_at(statement: int, folder: Path) -> bool:
    """Migrate a new database in `folder` and cut the power before the given statement: what is then on the disk is
    kept as `cut.db`. False where the migration had fewer statements."""
    left = statement

    def tracer(sql: str, values: object) -> None:
        nonlocal left
        if left == 0:
            for path in folder.glob("station.db*"):
                shutil.copy(path, folder / path.name.replace("station", "cut"))
            raise PowerCutError
        left -= 1

    connection = connect(folder / "station.db", KEY, 1.0)
    try:
        migrations.apply(Tables(connection, tracer=tracer), folder / "station.db")
    except PowerCutError:
        return True
    finally:
        connection.close()
    return False


def test_a_step_interrupted_at_any_statement_is_rolled_back_and_done_again(tmp_path):
    with Database.open(tmp_path / "whole.db", KEY) as whole:
        expected = whole.rows(SCHEMA)
    statement = 0
    folder = tmp_path / "0"
    folder.mkdir()
    while _cut_at(statement, folder):
        for name in ("cut.db", "station.db"):
            untouched = connect(folder / name, KEY, 1.0)
            assert untouched.execute(SCHEMA).fetchall() == []
            untouched.close()
            with Database.open(folder / name, KEY) as again:
                assert again.rows(SCHEMA) == expected
        statement += 1
        folder = tmp_path / str(statement)
        folder.mkdir()
    assert statement > len(migrations.first.STATEMENTS)


def test_opening_again_changes_nothing(tmp_path):
    with Database.open(tmp_path / "station.db", KEY) as first:
        before = first.rows("SELECT * FROM _sqlite_migrations")
    with Database.open(tmp_path / "station.db", KEY) as second:
        assert second.rows("SELECT * FROM _sqlite_migrations") == before


def test_every_connection_has_what_sqlite_keeps_per_connection(tmp_path):
    with Database.open(tmp_path / "station.db", KEY) as opened:
        found = {name: opened.rows(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys")}
        assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        assert opened.rows("PRAGMA auto_vacuum") == [(2,)]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM ledger",
        "UPDATE ledger SET kind = 'other'",
        "UPDATE ledger SET body = '{}'",
    ],
)
def test_the_database_itself_refuses_to_change_a_record(tmp_path, sql):
    from app.store.cipher import Error
    from tests.fakes.ledgers import draft, ledger

    with ledger(tmp_path) as written:
        written.append(draft())
        with pytest.raises(Error, match="a record"):
            written._database.rows(sql)
