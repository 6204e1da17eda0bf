"""Damage below the database: a byte of the encrypted file changed anywhere is found, and ends in a sentence."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.store.database import Database
from app.store.ledger import Ledger
from app.store.proof.verify import verify
from tests.fakes.ledgers import KEY, Ticking, database, draft

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
PAGE = 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A closed database of several hundred pages, some of them free."""
    folder = tmp_path_factory.mktemp("sound")
    with database(folder) as opened:
        written = Ledger(opened, Ticking(), mark="this machine")
        written.append_all([draft(n=n, text="x" * 600) for n in range(400)])
        opened.rows("CREATE TABLE passing (text TEXT)")
        opened.rows("INSERT INTO passing SELECT body FROM ledger")
        opened.rows("DROP TABLE passing")
        assert opened.rows("PRAGMA freelist_count") > [(10,)]
    return folder


def _found(folder: Path) -> tuple[str, ...]:
    """What the program says of the database, from opening it on."""
    try:
        with Database.open(folder / "station.db", KEY) as opened:
            Ledger(opened, Ticking(), mark="this machine")
            return verify(opened).problems
    except UserError as error:
        return (str(error),)


@settings(max_examples=60)
@given(st.data())
def test_a_byte_changed_anywhere_in_the_file_is_found(sound, data):
    size = (sound / "station.db").stat().st_size
    place, flip = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, 255))
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        folder = Path(shutil.copytree(sound, Path(name) / "copy"))
        with (folder / "station.db").open("r+b") as file:
            file.seek(place)
            (byte,) = file.read(1)
            file.seek(place)
            file.write(bytes([byte ^ flip]))
        assert _found(folder) != ()


@pytest.mark.parametrize("length", [0, 1, 15, 100, PAGE, PAGE + 1, 40 * PAGE, 41 * PAGE - 7])
def test_a_file_cut_short_is_found(sound, tmp_path, length):
    folder = Path(shutil.copytree(sound, tmp_path / "copy"))
    with (folder / "station.db").open("r+b") as file:
        file.truncate(length)
    assert _found(folder) != ()


def test_the_records_that_can_be_read_are_still_proven_and_the_others_named(sound, tmp_path):
    """In the middle of the file most pages hold records; which of them do changes with every new table."""
    middle, problems = (sound / "station.db").stat().st_size // PAGE // 2, []
    for page in range(middle, middle + 4):
        folder = Path(shutil.copytree(sound, tmp_path / str(page)))
        with (folder / "station.db").open("r+b") as file:
            file.seek(page * PAGE + 200)
            file.write(b"damaged")
        with database(folder) as opened:
            found = verify(opened)
        assert found.records > 300
        assert not found.ok
        problems += found.problems
    assert any("行读不出来" in problem for problem in problems)
