"""What a power cut or a bad disk leaves of the files beside each other: half a page, no WAL, garbage for its index."""

import multiprocessing
import os
import shutil
from pathlib import Path

import pytest

from app.errors import UserError
from app.store import faults
from app.store.database import Database, connect
from app.store.ledger import Ledger
from app.store.proof.verify import verify
from tests.fakes.ledgers import KEY, Ticking, database, draft

MARK = "this machine"
PAGE = 4096
FRAME = PAGE + 24
"""A page in the WAL, with its header (sqlite.org/fileformat2.html, 4.2)."""
WAL_HEADER = 32


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    """The files as they are on the disk while the post works: ten records, the last of them in the WAL alone."""
    (tmp_path / "running").mkdir()
    with database(tmp_path / "running") as opened:
        written = Ledger(opened, Ticking(), mark=MARK)
        written.append_all([draft(n=n, text="x" * 20_000) for n in range(9)])
        opened.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        written.append(draft(n=9, text="x" * 20_000))
        written._anchor.flush()
        shutil.copytree(tmp_path / "running", tmp_path / "cut")
    return tmp_path / "cut"


def _wal(folder: Path) -> Path:
    return folder / "station.db-wal"


def _after(folder: Path) -> tuple[int, int, bool]:
    """How many records there are, the place of the next one, and whether something is wrong with the ledger."""
    with database(folder) as opened:
        sound = verify(opened).ok
        written = Ledger(opened, Ticking(), mark=MARK)
        return len(list(written.entries())), written.append(draft()).seq, sound


def test_a_power_cut_loses_nothing(cut: Path) -> None:
    assert _after(cut) == (10, 11, True)


def test_what_was_being_written_when_the_power_went_is_no_record_and_no_harm(cut: Path) -> None:
    with _wal(cut).open("ab") as file:
        file.write(os.urandom(FRAME + FRAME // 2))
    assert _after(cut) == (10, 11, True)


@pytest.mark.parametrize("what", ["torn", "emptied", "lost"])
def test_a_committed_record_that_the_disk_lost_is_noticed_and_its_place_not_given_again(cut: Path, what: str) -> None:
    """Only a disk that lies about having written can do that."""
    if what == "torn":
        with _wal(cut).open("r+b") as file:
            file.seek(WAL_HEADER + FRAME + PAGE // 2)
            file.write(bytes(PAGE // 2))
    elif what == "emptied":
        _wal(cut).write_bytes(b"")
    else:
        _wal(cut).unlink()
    assert _after(cut) == (9, 1, False)
    with database(cut) as opened:
        assert any("10" in problem for problem in verify(opened).problems)


@pytest.mark.parametrize("content", [b"", b"\xff" * 32_768, None], ids=["empty", "garbage", "gone"])
def test_the_index_of_the_wal_is_made_anew(cut: Path, content: bytes | None) -> None:
    shm = cut / "station.db-shm"
    shm.unlink() if content is None else shm.write_bytes(content)
    assert _after(cut) == (10, 11, True)


def test_half_a_page_in_the_database_is_found_and_said(cut: Path) -> None:
    """A page of which one half was written, where the WAL that could mend it is gone."""
    path = cut / "station.db"
    _wal(cut).unlink()
    content = bytearray(path.read_bytes())
    place = len(content) // PAGE // 2 * PAGE
    content[place + PAGE // 2 : place + PAGE] = os.urandom(PAGE // 2)
    path.write_bytes(content)
    with database(cut) as opened:
        assert not verify(opened).ok
    with pytest.raises(UserError, match="gatepost restore"), database(cut) as opened:
        list(Ledger(opened, Ticking(), mark=MARK).entries())


def test_half_a_page_in_the_database_is_mended_by_the_wal(cut: Path, tmp_path: Path) -> None:
    """A power cut while the WAL is brought into the database: its pages are still in the WAL."""
    with database(tmp_path / "running") as opened:
        changed = opened.rows("PRAGMA page_count")[0][0]
    path = cut / "station.db"
    content = bytearray(path.read_bytes())
    with _wal(cut).open("rb") as file:
        file.seek(WAL_HEADER)
        number = int.from_bytes(file.read(4), "big")
    assert 0 < number <= changed
    content = content.ljust(number * PAGE, b"\0")
    content[number * PAGE - PAGE // 2 : number * PAGE] = os.urandom(PAGE // 2)
    path.write_bytes(content)
    assert _after(cut) == (10, 11, True)


def _hold(path: Path, held: object, done: object) -> None:
    connection = connect(path, KEY, 10.0)
    connection.execute("BEGIN IMMEDIATE")
    held.set()  # type: ignore[attr-defined]
    done.wait(30)  # type: ignore[attr-defined]
    connection.execute("ROLLBACK")
    connection.close()


def test_while_another_program_keeps_the_database_reading_goes_on_and_writing_says_so(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with Database.open(tmp_path / "station.db", KEY, busy=0.05) as opened:
        written = Ledger(opened, Ticking(), mark=MARK)
        first = written.append(draft(n=1))
        held, done = context.Event(), context.Event()
        other = context.Process(target=_hold, args=(opened.path, held, done))
        other.start()
        assert held.wait(30)
        with pytest.raises(faults.Locked, match="占用"):
            written.append(draft(n=2))
        assert [entry.fact.id for entry in written.entries()] == [first.fact.id]
        done.set()
        other.join()
        assert written.append(draft(n=2)).seq == 2
