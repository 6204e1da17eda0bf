"""The demonstration campus has parcels and key post staff, so that their screens show something, at any hour."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app import i18n
from app.clock import CAMPUS
from app.demo import keyposts, parcels
from app.demo.earlier import Earlier
from app.demo.people import people
from app.policy.person import Person
from app.settings import Home
from app.station.keyposts import KeyPosts
from app.station.local import LocalPost
from app.station.parcels import ParcelPost
from tests.fakes.homes import ADMINISTRATOR, PINS

NOW = datetime(2022, 4, 10, 12, 12, 5, tzinfo=CAMPUS)
HOURS = [0, 1, 6, 12, 23]


class Campus:
    """A demonstration's post at an hour of the day; some of its roster."""

    def __init__(self, folder: Path, hour: int) -> None:
        self.clock = Earlier(lambda: NOW.replace(hour=hour))
        self.post = LocalPost.open(Home(folder), self.clock)
        self.post.accounts.add(ADMINISTRATOR, "administrator", PINS[ADMINISTRATOR])
        self.post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
        everybody = list(people())
        self.roster: list[Person] = [*everybody[::731], *everybody[-9:]]
        self.post.people.replace(self.roster)

    def lay_out(self) -> None:
        parcels.lay_out(self.post, self.clock, self.roster)
        keyposts.appoint(self.post, self.clock, self.roster)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    i18n.use("zh")


@pytest.fixture
def campus(folder: Path, request: pytest.FixtureRequest) -> Iterator[Campus]:
    made = Campus(folder, getattr(request, "param", 12))
    made.post.set_level("open", "演示校园")
    yield made
    made.post.close()


@pytest.mark.parametrize("campus", HOURS, indirect=True)
def test_the_shelf_has_something_of_everything(campus: Campus) -> None:
    campus.lay_out()
    desk = ParcelPost(campus.post)
    lying = desk.present()
    assert Counter(one.parcel.sort for one in lying) == {"parcel": 6, "takeaway": 3}
    assert [one.parcel.waybill for one in desk.left_over()] == ["DEMO101"]
    assert {one.parcel.phase for one in lying} == {"arrived", "out"}
    entries = list(campus.post.entries("parcel-step"))
    acts = Counter((entry.fact.body or {})["act"] for entry in entries)
    assert (acts["picked"], acts["returned"], acts["disinfected"]) == (1, 1, 1)
    assert all(entry.fact.at <= campus.clock() for entry in entries)
    assert all(entry.fact.entered_at == entry.fact.at for entry in entries), "nothing looks entered late"


@pytest.mark.parametrize("campus", HOURS, indirect=True)
def test_key_posts_show_every_state_that_matters(campus: Campus) -> None:
    campus.lay_out()
    lines = [line for line in KeyPosts(campus.post).day() if line.state != "later"]  # the next night has one too
    assert Counter(line.state for line in lines) == {"missing": 2, "here": 5, "left-early": 1}
    assert [line.late for line in lines if line.state == "here" and line.late] == [25]
    assert sum(bool(line.astray) for line in lines) == 1


def test_filled_again_it_stays_as_it_is(campus: Campus) -> None:
    campus.lay_out()
    before = campus.post.ledger.head()
    campus.lay_out()
    assert campus.post.ledger.head() == before


def test_a_level_that_lets_nothing_in_gets_nothing(campus: Campus) -> None:
    campus.post.set_level("static", "演练")
    campus.lay_out()
    assert ParcelPost(campus.post).present() == []


def test_it_speaks_the_language_in_use(folder: Path) -> None:
    i18n.use("en")
    campus = Campus(folder, 12)
    campus.post.set_level("open", "demo")
    campus.lay_out()
    assert {line.staff.category for line in KeyPosts(campus.post).day()} == {
        "Canteen", "Cleaning", "Dormitory", i18n.tr("保安"),
    }  # fmt: skip
    assert {one.parcel.courier for one in ParcelPost(campus.post).present()} == {
        "Demo Express", "Campus Post", "Demo Meals",
    }  # fmt: skip
    campus.post.close()


def test_the_clock_stands_again_where_it_did_whatever_happened() -> None:
    clock = Earlier(lambda: NOW)
    with clock.ago(hours=3):
        assert clock() == NOW - timedelta(hours=3)
    assert clock() == NOW
    with contextlib.suppress(ValueError), clock.ago(hours=3):
        raise ValueError
    assert clock() == NOW
