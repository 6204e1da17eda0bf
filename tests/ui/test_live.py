"""The window before a real station: set up, found, admitted, and in the ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.access.roles import NotPermitted
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
    local.accounts.add("李主任", "supervisor", "1357")
    local.sign_in("李主任", "1357")
    local.set_level("open")
    local.sign_out()
    local.people.upsert([Person(number="20190316", name="林晓彤", college="临床医学院", place="5-316")])
    yield local
    local.close()


def test_a_person_looked_up_is_decided_and_listed(qtbot: QtBot, local: LocalPost) -> None:
    station = Station(local, lambda: NOW)
    post, signals = LivePost(station), Signals(station.hooks)
    post.sign_in("周明", "2468")
    station.start()
    (person,) = post.find_people("lxt", 5)
    with qtbot.waitSignal(signals.lane, check_params_cb=lambda view: view.phase == "decided"):
        post.identify(person.number)
    station.stop()
    for _ in range(2):  # the details are drawn again
        (passed,) = post.passages(5, person.number)
    assert (passed.name, passed.college) == ("林晓彤", "临床医学院")
    said = [entry.fact.body or {} for entry in local.ledger.entries("audit")]
    assert [one["action"] for one in said if one["person"] == person.number] == ["look-up", "details"]
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


def test_a_guard_takes_no_records_out_of_the_window(local: LocalPost, tmp_path: Path) -> None:
    post = LivePost(Station(local, lambda: NOW))
    post.sign_in("周明", "2468")
    with pytest.raises(NotPermitted):
        post.export("temperature", [{"celsius": 36.5}], tmp_path / "out.csv")
    post.sign_in("李主任", "1357")
    assert post.export("temperature", [{"celsius": 36.5}], tmp_path / "out.csv") == 1
    newest = next(local.entries("audit", newest_first=True)).fact
    said = newest.body or {}
    assert (newest.operator, said["action"], said["about"], said["detail"]) == ("李主任", "export", "temperature", "1")


def test_a_guard_chooses_the_language_and_not_the_camera(local: LocalPost) -> None:
    post = LivePost(Station(local, lambda: NOW))
    post.sign_in("周明", "2468")
    post.change_settings(language="en")
    with pytest.raises(NotPermitted):
        post.change_settings(camera="camera:7")
    assert (post.settings.language, post.settings.camera) == ("en", "")
