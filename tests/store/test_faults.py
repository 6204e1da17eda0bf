"""What can go wrong with the database in the user's world: a sentence each time, and nothing lost."""

import errno
import os
import shutil
import sqlite3

import pytest

from app.errors import UserError
from app.store import faults
from app.store.cipher import dbapi2
from app.store.database import Database, connect
from app.store.ledger import Ledger
from app.store.proof.verify import verify, verify_copy
from tests.fakes.ledgers import KEY, Ticking, database, draft, ledger


def test_only_its_owner_may_read_the_file(tmp_path):
    with ledger(tmp_path) as written:
        written.append(draft())
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("station.db*")}
    assert modes == {"station.db": 0o600, "station.db-wal": 0o600, "station.db-shm": 0o600}


def test_nothing_readable_is_on_the_disk(tmp_path):
    with ledger(tmp_path) as written:
        written.append(draft(name="somebody to be found"))
        content = b"".join(path.read_bytes() for path in tmp_path.glob("station.db*"))
    assert b"somebody" not in content
    assert b"SQLite format" not in content


def test_another_key_is_told_from_a_bug(tmp_path):
    with ledger(tmp_path):
        pass
    with pytest.raises(faults.WrongKey, match="密钥"):
        Database.open(tmp_path / "station.db", bytes(32))


def test_an_unencrypted_database_and_any_other_file_are_refused_unchanged(tmp_path):
    plain = tmp_path / "plain.db"
    with sqlite3.connect(plain) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    other = tmp_path / "letter.db"
    other.write_bytes(os.urandom(20_000))
    for path in (plain, other):
        before = path.read_bytes()
        with pytest.raises(faults.WrongKey):
            Database.open(path, KEY)
        assert path.read_bytes() == before


def test_a_damaged_page_is_said_and_reported(tmp_path):
    path = tmp_path / "station.db"
    with ledger(tmp_path) as written:
        written.append_all([draft(n=n, text="x" * 500) for n in range(200)])
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with database(tmp_path) as opened:
        with pytest.raises(faults.Damaged, match="损坏"):
            list(Ledger(opened, mark="this machine").entries())
        assert not verify(opened).ok
    found = verify_copy(path, KEY)
    assert not found.ok
    assert found.problems


def test_a_destroyed_first_page_is_reported_too(tmp_path):
    path = tmp_path / "station.db"
    with ledger(tmp_path) as written:
        written.append(draft())
    path.write_bytes(os.urandom(4096) + path.read_bytes()[4096:])
    found = verify_copy(path, KEY)
    assert not found.ok
    assert len(found.problems) == 1


def test_a_full_disk_loses_nothing_and_the_next_append_goes_on(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking())
        written.append(draft(n=1))
        pages = opened.rows("PRAGMA page_count")[0][0]
        opened.rows(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(faults.DiskFull, match="磁盘已满"):
            written.append_all([draft(n=n, text="x" * 3000) for n in range(20)])
        assert [entry.fact.body for entry in written.entries()] == [{"n": 1}]
        opened.rows("PRAGMA max_page_count = 100000")
        assert written.append(draft(n=2)).seq == 2
        assert verify(opened).ok


def test_what_may_only_be_read_is_said(tmp_path):
    with database(tmp_path) as opened:
        written = Ledger(opened, Ticking())
        opened.rows("PRAGMA query_only = ON")
        with pytest.raises(faults.ReadOnly):
            written.append(draft())
        assert list(written.entries()) == []


def test_a_lock_that_is_kept_is_said(tmp_path):
    with database(tmp_path, busy=0.05) as opened:
        written = Ledger(opened, Ticking())
        other = connect(opened.path, KEY, 0.05)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(faults.Locked, match="占用"):
            written.append(draft())
        other.execute("ROLLBACK")
        other.close()
        assert written.append(draft()).seq == 1


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(faults.CannotOpen):
        Database.open(tmp_path / "gone" / "station.db", KEY)


def test_a_newer_version_s_database_is_refused_unchanged(tmp_path):
    with ledger(tmp_path) as written:
        written.append(draft())
    with database(tmp_path) as opened:
        row = {"migration_set": "station", "name": "0999-later", "applied_at": "2030"}
        opened.tables["_sqlite_migrations"].insert(row)
    for _ in range(2):
        with pytest.raises(faults.NewerDatabase, match="新版本"):
            Database.open(tmp_path / "station.db", KEY)


def test_a_bug_passes_through(tmp_path):
    with database(tmp_path) as opened, pytest.raises(dbapi2.OperationalError) as caught:
        opened.rows("SELECT nonsense")
    assert not isinstance(caught.value, UserError)


def test_a_file_that_lost_its_content_is_not_taken_for_a_new_one(tmp_path):
    with database(tmp_path) as opened:
        path = opened.path
        Ledger(opened).append(draft())
    path.write_bytes(b"")
    with pytest.raises(faults.Damaged):
        Database.open(path, KEY)
    assert path.read_bytes() == b""


@pytest.mark.parametrize("what", ["deleted", "moved", "replaced"])
def test_nothing_is_written_into_a_file_that_nobody_would_find_again(tmp_path, what):
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    with database(home) as opened:
        written = Ledger(opened, Ticking())
        written.append(draft(n=1))
        shutil.copytree(home, tmp_path / "copy")
        if what == "deleted":
            shutil.rmtree(home)
        else:
            home.rename(elsewhere)
        if what == "replaced":
            (tmp_path / "copy").rename(home)
        with pytest.raises(faults.MovedAway, match="移走"):
            written.append(draft(n=2))
        if what == "moved":
            elsewhere.rename(home)
            assert written.append(draft(n=2)).seq == 2


def test_what_lies_on_a_read_only_disk_is_said_to_be_that(tmp_path, monkeypatch):
    """Such a disk has no place for what SQLite keeps beside the file."""
    with ledger(tmp_path) as written:
        written.append(draft(n=1))
    before = (tmp_path / "station.db").read_bytes()
    connect_ = dbapi2.connect
    monkeypatch.setattr(os, "open", _protected)
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(dbapi2, "connect", lambda path, **more: connect_(f"file:{path}?mode=ro", uri=True, **more))
    with pytest.raises(faults.ReadOnly, match="写保护"), database(tmp_path) as opened:
        Ledger(opened, mark="this machine").append(draft())
    with pytest.raises(faults.ReadOnly, match="写保护"):
        Database.open(tmp_path / "new.db", KEY)
    assert (tmp_path / "station.db").read_bytes() == before


def _protected(path: object, *_: object) -> int:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)
