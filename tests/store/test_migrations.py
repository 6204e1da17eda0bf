"""The schema's steps: from every version's database, with its data, and interrupted wherever they can be."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.store.database import Database, connect
from app.store.faults import NewerDatabase
from app.store.ledger import Ledger
from app.store.proof.verify import verify
from tests.fakes.ledgers import KEY, Ticking, draft
from tests.store import versions

ROOT = Path(__file__).parents[2]
SCHEMA = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
VERSIONS = range(len(versions.NAMES) + 1)
"""How many steps a database has gone; 0 is a new file."""


class PowerCutError(Exception):
    """Raised by the tracer where the machine stops."""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """The schema of a database that this version made anew."""
    with Database.open(tmp_path_factory.mktemp("fresh") / "station.db", KEY) as opened:
        return opened.rows(SCHEMA)


def _seen(path):
    """Schema and data, as they are on the disk."""
    connection = connect(path, KEY, 1.0)
    try:
        return connection.execute(SCHEMA).fetchall(), versions.rows(connection)
    finally:
        connection.close()


def test_every_version_has_its_database():
    missing = [name for name in versions.NAMES if not versions.file(name).exists()]
    assert not missing, "run python -m tests.store.versions while this step is the newest one"


@pytest.mark.parametrize("steps", VERSIONS)
def test_the_database_of_every_version_becomes_the_present_one_and_keeps_its_data(tmp_path, fresh, steps):
    path = tmp_path / "station.db"
    versions.make(path, steps)
    connection = connect(path, KEY, 1.0)
    columns = versions.columns(connection)
    before = versions.rows(connection, columns) if columns else {}
    connection.close()
    with Database.open(path, KEY) as opened:
        assert opened.rows(SCHEMA) == fresh
        assert (versions.rows(opened.connection, columns) if columns else {}) == before
        assert verify(opened, alone=True).problems == ()
        written = Ledger(opened, Ticking())
        written.append(draft(n="goes on"))
        assert verify(opened, alone=True).problems == ()


@pytest.mark.parametrize("steps", VERSIONS[:-1])
def test_a_migration_cut_at_any_statement_is_undone_and_done_again(tmp_path, fresh, steps):
    whole = tmp_path / "whole.db"
    versions.make(whole, steps)
    before = _seen(whole)
    statement, cut = 0, True
    while cut:
        path = tmp_path / f"{statement}.db"
        shutil.copy(whole, path)
        cut = _cut_at(statement, path)
        for name in (path, path.with_suffix(".disk")) if cut else ():
            assert _seen(name) == before
            with Database.open(name, KEY) as again:
                assert again.rows(SCHEMA) == fresh
        statement += 1
    assert statement > len(VERSIONS) - steps


def _cut_at(statement, path):
    """Migrate, and cut the power before the given statement: what is then on the disk is kept beside it as `.disk`.
    False where the migration had fewer statements."""
    left = [None] * statement

    def tracer(_sql: str, _values: object) -> None:
        if not left:
            for end in ("", "-wal"):
                shutil.copy(f"{path}{end}", f"{path.with_suffix('.disk')}{end}")
            raise PowerCutError
        left.pop()

    try:
        versions.traced(path, tracer)
    except PowerCutError:
        return True
    return False


@pytest.mark.parametrize("steps", [0, len(versions.NAMES) - 1])
@pytest.mark.parametrize("statement", [1, 4])
def test_a_migration_killed_with_9_is_done_again(tmp_path, fresh, steps, statement):
    path = tmp_path / "station.db"
    versions.make(path, steps)
    before = _seen(path)
    command = [sys.executable, "-m", "tests.store.migrated", str(path), str(statement)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    assert _seen(path) == before
    with Database.open(path, KEY) as again:
        assert again.rows(SCHEMA) == fresh


@pytest.mark.parametrize("closed", [True, False])
def test_a_newer_versions_database_is_refused_unchanged(tmp_path, closed):
    path = tmp_path / "station.db"
    versions.make(path, len(versions.NAMES))
    newer = connect(path, KEY, 1.0)
    newer.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('station', '0999', '2030')")
    newer.execute("ALTER TABLE ledger ADD COLUMN later TEXT")
    if closed:
        newer.close()
    files = [path, path.with_name("station.db-wal")][: 1 if closed else 2]
    before = [file.read_bytes() for file in files]
    for _ in range(2):
        with pytest.raises(NewerDatabase, match="新版本"):
            Database.open(path, KEY)
    assert [file.read_bytes() for file in files] == before
    newer.close()


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
