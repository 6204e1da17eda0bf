"""Records followed as they are written: each once, whoever writes when."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import CAMPUS
from app.store.database import Database
from app.store.fact import Draft
from app.store.following import Following
from app.store.ledger import Ledger

DAY = timedelta(days=1)


class Desk:
    """A ledger and somebody who follows two of its kinds; `beside` writes while one of them is being read."""

    def __init__(self, folder: Path) -> None:
        self.now = datetime(2022, 4, 10, 6, 48, tzinfo=CAMPUS)
        self.database = Database.open(folder / "station.db", bytes(32))
        self.ledger = Ledger(self.database, lambda: self.now)
        self.following = Following(lambda: self, ("temperature", "override"), 7 * DAY, lambda: self.now)  # type: ignore[arg-type,return-value]
        self.written: list[str] = []
        self.got: list[str] = []
        self.beside = ""

    def write(self, kind: str) -> None:
        entry = self.ledger.append(Draft(kind=kind, body={}, operator="周明", post="东门"))
        if kind != "goods":
            self.written.append(entry.fact.id)

    @property
    def others(self):
        return self.ledger.others

    def head(self):
        return self.ledger.head()

    def stands(self, head):
        return self.ledger.stands(head)

    def entries(self, kind, **bounds):
        found = list(self.ledger.entries(kind, **bounds))
        if self.beside:
            beside, self.beside = self.beside, ""
            self.write(beside)
        return found

    def look(self) -> None:
        news = self.following.news()
        if news.anew:
            self.got.clear()
        self.got += [one.fact.id for one in news.entries]


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.database.close()


kinds = st.sampled_from(["temperature", "override", "goods"])
steps = st.lists(st.tuples(st.sampled_from(["write", "look", "look while", "next day"]), kinds), max_size=12)


@given(steps)
def test_each_record_comes_once(tmp_path_factory, some):
    desk = Desk(tmp_path_factory.mktemp("desk"))
    for what, kind in some:
        if what == "write":
            desk.write(kind)
        elif what == "next day":
            desk.now += timedelta(hours=20)
        else:
            desk.beside = kind if what == "look while" else ""
            desk.look()
    desk.beside = ""
    desk.look()
    desk.database.close()
    assert sorted(desk.got) == sorted(set(desk.got))
    assert set(desk.got) == set(desk.written)


def undone(desk: Desk, kind: str) -> None:
    """Somebody writes, looks, and then it comes to nothing."""
    with desk.database.write() as connection:
        desk.ledger.append(Draft(kind=kind, body={}, operator="周明", post="东门"))
        desk.look()
        connection.execute("ROLLBACK")
        connection.execute("BEGIN")


@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_what_came_to_nothing_is_forgotten_and_hides_nothing(desk, before, after):
    for _ in range(before):
        desk.write("temperature")
    undone(desk, "temperature")
    for _ in range(after):
        desk.write("override")
    desk.look()
    assert desk.got == desk.written


def test_another_incarnation_without_a_record_repeats_nothing(desk):
    """As on a machine to which the disk was moved: the first record of the new incarnation comes alone."""
    desk.write("temperature")
    sent = desk.ledger.head()
    desk.ledger.acknowledge(*sent)
    desk.ledger.outbox.renew()
    desk.look()
    desk.write("override")
    desk.look()
    assert desk.got == desk.written


def test_what_is_new_is_found_without_looking_through_what_is_not(desk):
    """A look for one new record takes the database as much work after three thousand as after three."""
    counted = []

    def steps(records):
        for _ in range(records):
            desk.write("temperature")
        desk.look()
        desk.write("override")
        with desk.database.read() as connection:
            connection.set_progress_handler(lambda: counted.append(1), 10)
            desk.look()
            connection.set_progress_handler(None, 0)
        found = len(counted)
        counted.clear()
        return found

    few = steps(3)
    assert steps(3_000) <= 2 * few
    assert desk.got == desk.written


def test_nothing_new_is_nothing_read(desk):
    desk.write("temperature")
    desk.look()
    desk.beside = "override"  # would be written by the first reading
    desk.look()
    assert (desk.beside, desk.got) == ("override", desk.written)


def test_what_is_too_old_is_gone_the_next_day(desk):
    desk.write("temperature")
    desk.look()
    desk.now += 8 * DAY
    desk.look()
    assert desk.got == []
