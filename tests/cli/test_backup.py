"""Backup and restore: what was copied comes back, sound, and never under the same places of the chain."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.settings import Home
from app.station.local import LocalPost
from app.store import machine
from app.store.faults import DiskFull, Locked, ReadOnly, StoreFault
from tests.cli.conftest import Answer

Gatepost = Callable[..., Answer]
HOLD = """
import sys
from pathlib import Path
from app.settings import Home
from app.station.local import LocalPost

post = LocalPost.open(Home(Path(sys.argv[1])))
print("open", flush=True)
sys.stdin.readline()
post.close()
"""
"""Another program that has the database open and does nothing with it."""


def enter(gatepost: Gatepost, celsius: str) -> str:
    body = f'{{"person": "2019000001", "celsius": {celsius}}}'
    return str(gatepost("add", "temperature", "-", stdin=body.encode()).rows[0]["id"])


def test_a_backup_brings_back_what_it_had(gatepost: Gatepost, tmp_path: Path) -> None:
    copy = tmp_path / "备份.db"
    before = enter(gatepost, "36.1")
    assert gatepost("backup", str(copy)).status == 0
    enter(gatepost, "36.2")
    answer = gatepost("restore", str(copy))
    assert answer.status == 0
    assert [row["id"] for row in gatepost("records", "temperature", "--json").rows] == [before]
    assert gatepost("verify", "--json").rows[0]["ok"] is True


def test_what_came_after_a_backup_gets_places_of_its_own(gatepost: Gatepost, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    gatepost("backup", str(copy))
    first = gatepost("verify", "--json").rows[0]["head"]
    gatepost("restore", str(copy))
    enter(gatepost, "36.3")
    second = gatepost("verify", "--json").rows[0]["head"]
    assert second["incarnation"] != first["incarnation"]


def test_the_copy_is_not_readable_without_the_key(gatepost: Gatepost, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    enter(gatepost, "36.1")
    gatepost("backup", str(copy))
    assert b"SQLite format" not in copy.read_bytes()
    assert b"2019000001" not in copy.read_bytes()
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.db"]


@pytest.mark.parametrize("content", [b"", b"not a database", bytes(8192)])
def test_what_is_no_backup_is_refused_and_nothing_is_touched(
    gatepost: Gatepost, tmp_path: Path, content: bytes
) -> None:
    kept = enter(gatepost, "36.1")
    (tmp_path / "bad.db").write_bytes(content)
    answer = gatepost("restore", str(tmp_path / "bad.db"))
    assert answer.status == 1
    assert len(answer.err.strip().splitlines()) == 1
    assert gatepost("records", "temperature", "--json").rows[0]["id"] == kept


def test_a_damaged_database_can_be_replaced(gatepost: Gatepost, home: Path, tmp_path: Path) -> None:
    kept, copy = enter(gatepost, "36.1"), tmp_path / "copy.db"
    gatepost("backup", str(copy))
    database = home / "station.db"
    database.write_bytes(b"x" * 4096 + database.read_bytes()[4096:])
    assert gatepost("records").status == 1
    assert gatepost("restore", str(copy)).status == 0
    assert gatepost("records", "temperature", "--json").rows[0]["id"] == kept


def test_a_backup_to_nowhere_says_so(gatepost: Gatepost, tmp_path: Path) -> None:
    answer = gatepost("backup", str(tmp_path / "no" / "folder" / "copy.db"))
    assert answer.status == 1
    assert len(answer.err.strip().splitlines()) == 1


def as_guard(gatepost: Gatepost, *words: str) -> Answer:
    return gatepost("--as", "演示保安", *words)


def test_a_guard_cannot_restore_while_somebody_writes(gatepost: Gatepost, home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    gatepost("backup", str(copy))
    kept = enter(gatepost, "36.1")
    with closing(LocalPost.open(Home(home))) as post, post.database.write():
        answer = as_guard(gatepost, "restore", str(copy))
    assert answer.status == 1
    assert "保安" in answer.err
    assert gatepost("records", "temperature", "--json").rows[0]["id"] == kept


@pytest.mark.parametrize("fault", [Locked, ReadOnly, DiskFull])
def test_what_hinders_asking_who_it_is_is_no_leave_to_restore(
    gatepost: Gatepost, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[StoreFault]
) -> None:
    copy = tmp_path / "copy.db"
    gatepost("backup", str(copy))
    kept = enter(gatepost, "36.1")

    def hindered(*_: object) -> None:
        raise fault("打不开。")

    with monkeypatch.context() as broken:
        broken.setattr(LocalPost, "permit", hindered)
        assert as_guard(gatepost, "restore", str(copy)).status == 1
    assert gatepost("records", "temperature", "--json").rows[0]["id"] == kept


def test_an_open_database_is_not_replaced(gatepost: Gatepost, home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    gatepost("backup", str(copy))
    kept = enter(gatepost, "36.1")
    reader = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "open\n"
    answer = gatepost("restore", str(copy))
    reader.communicate("\n")
    assert answer.status == 1
    assert "占用" in answer.err
    assert gatepost("records", "temperature", "--json").rows[0]["id"] == kept
    assert not list(home.glob("station.db.*"))
    assert gatepost("restore", str(copy)).status == 0
    assert gatepost("records", "temperature", "--json").rows == []


@pytest.mark.parametrize("name", ["station.db", "station.key", "settings.json"])
def test_a_backup_replaces_no_file(gatepost: Gatepost, home: Path, name: str) -> None:
    before = (home / name).read_bytes()
    assert gatepost("backup", str(home / name)).status == 1
    assert gatepost("pass", "2019000001", "--out", str(home / name)).status == 1
    if name != "station.db":
        assert (home / name).read_bytes() == before
    assert gatepost("verify", "--json").rows[0]["ok"] is True


def test_a_new_computer_takes_the_backup_and_the_key(gatepost: Gatepost, home: Path, tmp_path: Path) -> None:
    kept, copy, new = enter(gatepost, "36.1"), tmp_path / "copy.db", tmp_path / "new"
    gatepost("backup", str(copy))
    new.mkdir()
    assert gatepost("restore", str(copy), at=new).status == 1
    (new / "station.key").write_bytes((home / "station.key").read_bytes())
    assert gatepost("restore", str(copy), at=new).status == 0
    assert gatepost("records", "temperature", "--json", at=new).rows[0]["id"] == kept


def test_a_new_computer_takes_the_backup_and_the_recovery_code(
    gatepost: Gatepost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old one has gone with its key file; what is left is a stick and a sheet of paper."""
    kept, new = enter(gatepost, "36.1"), tmp_path / "new"
    code = gatepost("key", "code").out.strip()
    assert gatepost("backup", "--to", str(tmp_path / "stick")).status == 0
    assert gatepost("backup").status == 0
    before = gatepost("verify", "--json").rows[0]["head"]
    (copy,) = (tmp_path / "stick").glob("*.gatepost")
    monkeypatch.setattr(machine, "_machine", lambda: "another machine")
    answer = gatepost("restore", str(copy), at=new)
    assert answer.status == 1
    assert "key recover" in answer.err
    monkeypatch.setenv("GATEPOST_RECOVERY", code)
    assert gatepost("key", "recover", at=new).status == 0
    assert gatepost("restore", str(copy), at=new).status == 0
    assert gatepost("records", "temperature", "--json", at=new).rows[0]["id"] == kept
    enter(lambda *words, **more: gatepost(*words, at=new, **more), "36.2")
    after = gatepost("verify", "--json", at=new).rows[0]
    assert after["ok"] is True
    assert after["head"]["incarnation"] != before["incarnation"]


def test_a_folder_for_backups_is_set_and_used(gatepost: Gatepost, home: Path, tmp_path: Path) -> None:
    assert gatepost("backup").status == 2
    assert gatepost("backup", "--keep", "3").status == 2
    assert gatepost("backup", "--to", str(home / "inside")).status == 1
    assert gatepost("backup", str(tmp_path / "a.db"), "--keep", "3").status == 2
    assert gatepost("backup", "--to", str(tmp_path / "stick"), "--keep", "2").status == 0
    for _ in range(3):
        assert gatepost("backup").status == 0
    assert len(list((tmp_path / "stick").glob("*.gatepost"))) == 2
    assert Home(home).settings().backup_keep == 2
    assert as_guard(gatepost, "backup").status == 1
    assert as_guard(gatepost, "backup", "--to", str(tmp_path / "own")).status == 1


def test_the_database_in_use_is_no_backup_of_itself(gatepost: Gatepost, home: Path) -> None:
    answer = gatepost("restore", str(home / "station.db"))
    assert answer.status == 1
    assert "不是备份" in answer.err
    assert not list(home.glob("station.db.*"))


@pytest.mark.parametrize("step", ["link", "replace", "anchor"])
def test_a_restore_that_breaks_off_leaves_a_whole_database(
    gatepost: Gatepost, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    copy = tmp_path / "copy.db"
    gatepost("backup", str(copy))
    kept = enter(gatepost, "36.1")
    attribute = {"link": "app.store.copies.restore._second_name", "anchor": "app.store.anchor.Anchor.replace"}

    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(attribute.get(step, "pathlib.Path.replace"), broken)
        assert gatepost("restore", str(copy)).status == 1
    assert gatepost("records", "temperature", "--json").rows[0]["id"] == kept
    assert gatepost("verify", "--json").rows[0]["ok"] is True
