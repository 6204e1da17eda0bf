"""The folder of backups: whose they are, which go, and that it is the right folder at all."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.clock import CAMPUS
from app.errors import UserError
from app.store.copies.shelf import MARKER, Shelf

NOON = datetime(2022, 4, 10, 12, 0, tzinfo=CAMPUS)
STATION, OTHER = "11111111-aaaa", "22222222-aaaa"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    made = Shelf(tmp_path, STATION)
    made.prepare()
    return made


def _put(shelf: Shelf, at: datetime, label: str = "东门") -> Path:
    path = shelf.new(label, at)
    path.write_bytes(b"a backup")
    return path


def test_a_name_says_which_post_and_when(shelf: Shelf) -> None:
    assert _put(shelf, NOON).name == "东门-11111111-20220410-120000.gatepost"
    assert _put(shelf, NOON).name == "东门-11111111-20220410-120001.gatepost"


@pytest.mark.parametrize("label", ["", "a/b\\c:d", "..", "x" * 300, "1号楼 (东)", "-1-"])
def test_whatever_a_post_is_called_its_backups_are_found(shelf: Shelf, label: str) -> None:
    path = _put(shelf, NOON, label)
    assert path.parent == shelf.folder
    assert [one.path for one in shelf.kept()] == [path]


def test_the_oldest_go_and_nothing_that_is_not_ours(shelf: Shelf) -> None:
    others = Shelf(shelf.folder, OTHER)
    foreign = [_put(others, NOON - timedelta(days=300)), shelf.folder / "家庭照片.zip", shelf.folder / MARKER]
    foreign[1].write_bytes(b"")
    made = [_put(shelf, NOON + timedelta(days=day)) for day in range(10)]
    shelf.prune(3, made[-1], NOON + timedelta(days=9))
    assert [one.path for one in shelf.kept()] == made[-3:]
    assert all(path.exists() for path in foreign)


@pytest.mark.parametrize("keep", [1, 0, -5])
def test_the_one_just_made_always_stays(shelf: Shelf, keep: int) -> None:
    early = _put(shelf, NOON)
    _put(shelf, NOON + timedelta(days=3))
    shelf.prune(keep, early, NOON)
    assert [one.path for one in shelf.kept()] == [early]


def test_what_was_made_while_the_clock_was_ahead_goes_first(shelf: Shelf) -> None:
    ahead = [_put(shelf, NOON + timedelta(days=365 + day)) for day in range(3)]
    assert shelf.due(NOON)
    for day in range(3):
        made = _put(shelf, NOON + timedelta(days=day))
        shelf.prune(3, made, NOON + timedelta(days=day))
    assert not set(ahead) & {one.path for one in shelf.kept()}
    assert len(shelf.kept()) == 3


def test_one_a_day_is_enough(shelf: Shelf) -> None:
    assert shelf.due(NOON)
    _put(shelf, NOON)
    assert not shelf.due(NOON + timedelta(hours=11))
    assert shelf.due(NOON + timedelta(hours=13))


def test_what_was_never_finished_is_no_backup_and_goes_after_a_day(shelf: Shelf) -> None:
    half = shelf.folder / f"{shelf.new('东门', NOON).name}.part"
    half.write_bytes(b"half")
    assert shelf.kept() == []
    assert shelf.due(NOON)
    shelf.prune(7, shelf.folder / "x", NOON + timedelta(hours=1))
    assert half.exists(), "somebody may be writing it"
    shelf.prune(7, shelf.folder / "x", NOON + timedelta(days=2))
    assert not half.exists()


def test_an_empty_mount_point_is_not_the_stick(shelf: Shelf, tmp_path: Path) -> None:
    assert shelf.there
    (tmp_path / MARKER).unlink()
    assert not shelf.there
    assert not Shelf(tmp_path / "away", STATION).there


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="U盘"):
        Shelf(tmp_path / "no" / "such", STATION).prepare()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="U盘"):
        Shelf(tmp_path / "file", STATION).prepare()


def test_a_name_that_somebody_changed_is_passed_over_or_old(shelf: Shelf) -> None:
    (shelf.folder / "东门-11111111-99999999-999999.gatepost").write_bytes(b"")
    (shelf.folder / "东门-11111111.gatepost").write_bytes(b"")
    assert [one.at.year for one in shelf.kept()] == [2000]
