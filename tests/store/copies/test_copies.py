"""Whatever is copied, put back or lost: no place in a chain is ever given to two records.

A machine is a memory outside the homes on it, and homes at places of their own.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.store import machine
from app.store.copies.backup import backup
from app.store.copies.restore import restore
from app.store.database import Database
from app.store.ledger import Ledger
from app.store.outbox import NotOurs
from app.store.proof.verify import verify
from tests.fakes.ledgers import KEY, START, Ticking, draft

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
PLACES = ("one/home", "one/other", "two/home")
"""Machine and folder."""


class Campus:
    """Two machines, and every place in a chain that was ever given away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.given: dict[tuple[str, str, int], str] = {}
        self.backups: list[Path] = []
        for place in PLACES:
            (folder / place).mkdir(parents=True)
        (folder / "sticks").mkdir()

    @contextmanager
    def on(self, place: str) -> Iterator[str]:
        """On the machine of that place; its mark there."""
        of = self.folder / place.split("/")[0] / "memory"

        def memory(database: Path) -> Path:
            return of / f"{database.parent.name}.anchor"

        with patch.object(machine, "memory", memory):
            yield place

    @contextmanager
    def open(self, place: str) -> Iterator[tuple[Database, Ledger]]:
        with self.on(place) as mark, Database.open(self.file(place), KEY) as opened:
            yield opened, Ledger(opened, Ticking(), mark=mark)

    def file(self, place: str) -> Path:
        return self.folder / place / "station.db"

    def append(self, place: str, count: int = 1) -> None:
        with self.open(place) as (_, ledger):
            for entry in ledger.append_all([draft(n=n) for n in range(count)]):
                key = (entry.station, entry.incarnation, entry.seq)
                assert key not in self.given, f"{key} was given to two records"
                self.given[key] = entry.fact.id

    # What people do

    def back_up(self, place: str, _: int) -> None:
        with self.open(place) as (opened, _ledger):
            self.backups.append(self.folder / "sticks" / f"{len(self.backups)}")
            backup(opened, self.backups[-1], KEY)

    def restore(self, place: str, which: int) -> None:
        if self.backups and self._known(self.backups[which % len(self.backups)]):
            with self.on(place) as mark:
                restore(self.backups[which % len(self.backups)], self.file(place), KEY, mark, START)

    def put_backup_by_hand(self, place: str, which: int) -> None:
        """Without `gatepost restore`: the file is given the database's name."""
        if self.backups:
            shutil.copy(self.backups[which % len(self.backups)], self.file(place))

    def copy_home(self, place: str, which: int) -> None:
        other = self.folder / PLACES[which % len(PLACES)]
        if other != self.folder / place:
            shutil.rmtree(other)
            shutil.copytree(self.folder / place, other)

    def keep_folder(self, place: str, _: int) -> None:
        kept = self.folder / "sticks" / "folder"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.folder / place, kept)

    def put_folder_back(self, place: str, _: int) -> None:
        kept = self.folder / "sticks" / "folder"
        if kept.exists():
            shutil.rmtree(self.folder / place)
            shutil.copytree(kept, self.folder / place)

    def lose_anchor(self, place: str, which: int) -> None:
        anchor = self.file(place).with_suffix(".anchor")
        if which == 0:
            anchor.unlink(missing_ok=True)
        elif anchor.exists():
            anchor.write_bytes(anchor.read_bytes()[: -1 - which * 20])

    def write(self, place: str, count: int) -> None:
        self.append(place, count + 1)

    def _known(self, copy: Path) -> bool:
        with Database.open(copy, KEY) as opened:
            return bool(opened.rows("SELECT 1 FROM ledger LIMIT 1"))


ACTS = [
    Campus.write, Campus.write, Campus.back_up, Campus.restore, Campus.put_backup_by_hand, Campus.copy_home,
    Campus.keep_folder, Campus.put_folder_back, Campus.lose_anchor,
]  # fmt: skip
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PLACES), st.integers(0, 3)), min_size=3, max_size=14)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_no_place_is_ever_given_to_two_records(steps):
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        campus = Campus(Path(name))
        campus.append(PLACES[0], 2)
        for act, place, which in steps:
            act(campus, place, which)
            if campus.file(place).exists():
                campus.append(place)


# By name, each as it happens


@pytest.fixture
def campus(tmp_path):
    made = Campus(tmp_path)
    made.append("one/home", 3)
    return made


def _incarnations(campus, place):
    with campus.open(place) as (opened, _):
        return opened.rows("SELECT count(*) FROM incarnation")[0][0]


def _problems(campus, place):
    with campus.open(place) as (opened, _):
        return verify(opened).problems


@pytest.mark.parametrize("place", PLACES)
def test_a_restored_backup_goes_on_in_an_incarnation_of_its_own(campus, place):
    campus.back_up("one/home", 0)
    campus.append("one/home")
    campus.restore(place, 0)
    campus.append(place)
    assert _incarnations(campus, place) == 2
    assert _problems(campus, place) == ()


def test_both_go_on_when_a_home_was_copied(campus):
    campus.copy_home("one/home", 1)
    campus.copy_home("one/home", 2)
    for place in PLACES * 2:
        campus.append(place)
    assert [_incarnations(campus, place) for place in PLACES] == [1, 2, 2]
    assert _problems(campus, "one/home") == ()


def test_a_home_that_only_rests_stays_what_it_was(campus):
    for _ in range(3):
        campus.append("one/home")
    assert _incarnations(campus, "one/home") == 1


def test_an_older_copy_of_the_whole_home_that_is_put_back_is_noticed(campus):
    campus.keep_folder("one/home", 0)
    campus.append("one/home")
    campus.put_folder_back("one/home", 0)
    campus.append("one/home")
    assert _incarnations(campus, "one/home") == 2


def test_another_account_of_the_same_pc_knows_it_by_the_anchor(campus):
    campus.back_up("one/home", 0)
    campus.append("one/home")
    shutil.rmtree(campus.folder / "one" / "memory")
    campus.put_backup_by_hand("one/home", 0)
    campus.append("one/home")
    assert _incarnations(campus, "one/home") == 2


def test_a_machine_that_was_set_back_with_all_it_remembers_is_noticed_by_the_centre(campus):
    """A snapshot of a virtual machine: nothing on it can know. The centre does, and the ledger then starts anew."""
    shutil.copytree(campus.folder / "one", campus.folder / "snapshot")
    with campus.open("one/home") as (_, ledger):
        sent = ledger.append(draft(n="before"))
    shutil.rmtree(campus.folder / "one")
    (campus.folder / "snapshot").rename(campus.folder / "one")
    with campus.open("one/home") as (opened, ledger):
        again = ledger.append(draft(n="after"))
        assert (again.incarnation, again.seq) == (sent.incarnation, sent.seq)
        with pytest.raises(NotOurs):
            ledger.acknowledge(sent.incarnation, sent.seq, sent.chain_hash)
        assert ledger.outbox.renew() == 4
        moved = ledger.entry(again.fact.id)
        assert moved.incarnation != sent.incarnation
        assert moved.fact == again.fact
        assert verify(opened).problems == ()


@pytest.mark.parametrize("how", [0, 1, 2, 3])
def test_a_lost_or_damaged_anchor_costs_nothing_but_a_new_incarnation(campus, how):
    campus.lose_anchor("one/home", how)
    campus.append("one/home")
    with campus.open("one/home") as (_, ledger):
        assert len(list(ledger.entries())) == 4


def test_what_the_machine_remembers_is_not_in_the_home_and_names_nobody(tmp_path):
    found = machine.memory(tmp_path / "station.db")
    assert not found.is_relative_to(tmp_path)
    assert tmp_path.name not in found.name
    assert found != machine.memory(tmp_path / "other" / "station.db")
