"""A copy of the database while it is in use: whole, one moment of it, and never in anything's place."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import durable
from app.errors import GivenUp, UserError
from app.store import faults
from app.store.copies import backup as module
from app.store.copies.backup import backup
from app.store.ledger import Ledger
from app.store.proof.verify import verify_copy
from tests.fakes.ledgers import KEY, Ticking, database, draft


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "_PAGES", 16)
    (tmp_path / "home").mkdir()
    (tmp_path / "stick").mkdir()
    with database(tmp_path / "home") as opened:
        Ledger(opened, Ticking(), mark="this machine").append_all([draft(n=n, text="x" * 900) for n in range(600)])
    return tmp_path / "home"


def test_it_is_one_moment_however_much_is_written_meanwhile(home: Path, tmp_path: Path) -> None:
    with database(home) as opened, database(home) as other:
        written = Ledger(other, Ticking(), mark="this machine")
        appended = []

        def step(*_: int) -> None:
            appended.append(written.append(draft(n="meanwhile")))

        assert backup(opened, tmp_path / "stick" / "copy", KEY, step) == 600
        assert len(appended) > 2
        assert written.head().seq == 600 + len(appended)
    assert [path.name for path in (tmp_path / "stick").iterdir()] == ["copy"]
    assert verify_copy(tmp_path / "stick" / "copy", KEY).records == 600


@pytest.mark.parametrize("where", ["home", "home/further", "home/../home"])
def test_it_does_not_lie_with_what_it_is_a_copy_of(home: Path, tmp_path: Path, where: str) -> None:
    (home / "further").mkdir()
    with database(home) as opened, pytest.raises(UserError, match="数据文件夹"):
        backup(opened, tmp_path / where / "copy", KEY)


class Ended(Exception):
    """What a test raises in the middle of a backup."""


@pytest.mark.parametrize("after", [0, 1, 12])
def test_one_that_is_ended_leaves_nothing_behind(home: Path, tmp_path: Path, after: int) -> None:
    left = [None] * after

    def step(*_: int) -> None:
        if not left:
            raise Ended
        left.pop()

    with database(home) as opened:
        with pytest.raises(Ended):
            backup(opened, tmp_path / "stick" / "copy", KEY, step)
        assert list((tmp_path / "stick").iterdir()) == []
        assert backup(opened, tmp_path / "stick" / "copy", KEY) == 600


def test_one_that_is_stopped_while_it_is_checked_is_not_called_unsound(home: Path, tmp_path: Path) -> None:
    def step(done: int, all_: int) -> None:
        if done > all_ // 2:
            raise GivenUp("enough")

    with database(home) as opened, pytest.raises(GivenUp):
        backup(opened, tmp_path / "stick" / "copy", KEY, step)
    assert list((tmp_path / "stick").iterdir()) == []


def _spoil_draft(stick: Path) -> None:
    """What a worn-out stick does with a page."""
    path = next(stick.glob("*.part"))
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"worn out")


def test_a_medium_that_does_not_keep_what_is_written_is_found_out(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flush(path: Path) -> None:
        _spoil_draft(path.parent)

    monkeypatch.setattr(module, "_forget_cached", flush)
    with database(home) as opened, pytest.raises(UserError, match="没有通过核对"):
        backup(opened, tmp_path / "stick" / "copy", KEY)
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_damaged_original_makes_no_backup(home: Path, tmp_path: Path) -> None:
    content = bytearray((home / "station.db").read_bytes())
    content[len(content) // 2] ^= 1
    (home / "station.db").write_bytes(content)
    with database(home) as opened, pytest.raises(UserError, match="gatepost verify"):
        backup(opened, tmp_path / "stick" / "copy", KEY)
    assert list((tmp_path / "stick").iterdir()) == []


def _failing(number: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.ENODEV, errno.ENOENT])
def test_a_stick_that_is_full_pulled_out_or_protected_ends_in_a_sentence(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(durable, "settle", _failing(number))
        broken.setattr(os, "fsync", _failing(number))
        with database(home) as opened, pytest.raises(UserError, match="不能写入"):
            backup(opened, tmp_path / "stick" / "copy", KEY)
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_stick_that_is_gone_in_the_middle_ends_in_a_sentence(home: Path, tmp_path: Path) -> None:
    def pulled_out() -> None:
        for path in (tmp_path / "stick").iterdir():
            path.unlink()
        (tmp_path / "stick").rmdir()

    with database(home) as opened, pytest.raises(UserError):
        backup(opened, tmp_path / "stick" / "copy", KEY, _once(pulled_out))


def test_a_full_stick_is_told_as_that(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = module.connect

    def small(*args: Any) -> Any:
        connection = connect(*args)
        connection.execute("PRAGMA max_page_count = 10")
        return connection

    monkeypatch.setattr(module, "connect", small)
    with database(home) as opened, pytest.raises(faults.DiskFull, match="copy"):
        backup(opened, tmp_path / "stick" / "copy", KEY)
    assert list((tmp_path / "stick").iterdir()) == []


def _once(act: Callable[[], None]) -> Callable[[], None]:
    left = [act]

    def step(*_: int) -> None:
        if left:
            left.pop()()

    return step
