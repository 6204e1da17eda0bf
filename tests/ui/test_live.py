"""The window before a real station: set up, found, admitted, and in the ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.policy.person import Person
from app.settings import Home, Settings
from app.station.local import LocalPost
from app.station.station import Station
from tests.fakes.window import NOW
from ui.live import LivePost
from ui.threads import Signals


@pytest.fixture
def local(tmp_path: Path) -> Iterator[LocalPost]:
    home = Home(tmp_path / "home")
    home.save(Settings(camera=""))
    local = LocalPost.open(home, lambda: NOW)
    local.accounts.add("周明", "guard", "2468")
    local.set_level("open")
    local.people.upsert([Person(number="20190316", name="林晓彤", college="临床医学院", place="5-316")])
    yield local
    local.close()


def test_a_person_looked_up_is_decided_and_listed(qtbot: QtBot, local: LocalPost) -> None:
    station = Station(local, lambda: NOW)
    post, signals = LivePost(station), Signals(station.hooks)
    station.start()
    post.sign_in("周明", "2468")
    (person,) = post.find_people("lxt", 5)
    with qtbot.waitSignal(signals.lane, check_params_cb=lambda view: view.phase == "decided"):
        post.identify(person.number)
    station.stop()
    (passed,) = post.passages(5, person.number)
    assert (passed.name, passed.college) == ("林晓彤", "临床医学院")
    assert post.status().operator == "周明"
    assert post.status().unsent is None
    assert post.records("passage", 1)[0]["name"] == "林晓彤"


def test_a_guard_may_not_change_the_level(local: LocalPost) -> None:
    post = LivePost(Station(local, lambda: NOW))
    post.sign_in("周明", "2468")
    with pytest.raises(UserError):
        post.set_level("open", "试试")


def test_what_the_desk_enters_is_in_the_ledger(local: LocalPost) -> None:
    post = LivePost(Station(local, lambda: NOW))
    post.sign_in("周明", "2468")
    number = post.enter("temperature", {"person": "20190316", "celsius": "36.5"})
    (row,) = post.records("temperature", 7)
    assert (row["seq"], row["celsius"]) == (number, 36.5)
