"""Backup and restore: what was copied comes back, sound, and never under the same places of the chain."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer

Gatepost = Callable[..., Answer]


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
