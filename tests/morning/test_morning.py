"""The short morning, with every trouble at least once, in the true window, and checked from outside."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.store.secret.key import key_for
from tests.morning import checker
from tests.morning.campus import Campus
from tests.morning.centre import MorningCentre
from tests.morning.clock import START, MorningClock
from tests.morning.dock import Dockhand
from tests.morning.guard import Gatekeeper
from tests.morning.keys import Keys
from tests.morning.play import Morning
from tests.morning.post import MorningPost
from tests.morning.script import scenes, short, whole
from tests.morning.script_goods import loads


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program does not put off what the first person does not need."""
    monkeypatch.setattr("ui.program.AFTERWARDS_MS", 0)


@pytest.fixture
def clock(tmp_path: Path) -> MorningClock:
    return MorningClock(tmp_path / "clock")


@pytest.fixture
def centre(tmp_path: Path, clock: MorningClock) -> Iterator[MorningCentre]:
    with MorningCentre(tmp_path / "centre", clock.path) as centre:
        yield centre


@pytest.mark.usefixtures("at_once")
def test_everybody_has_one_right_outcome_and_the_centre_has_the_same(
    qapp: QApplication, tmp_path: Path, clock: MorningClock, centre: MorningCentre
) -> None:
    comings = short()
    campus = Campus.of(comings, START)
    with MorningPost(qapp, tmp_path, clock) as post:
        post.settle(campus, comings)
        post.join(centre, hand_over=True)
        post.open()
        morning = Morning(post, campus, centre)
        morning.play(comings)
        morning.finish()
    found = checker.rows(post.home.database, key_for(post.home))
    numbers = {who: person.number for who, person in campus.people.items()}
    assert not list(checker.problems(found, comings, numbers))
    assert not list(checker.strange_temperatures(found, morning.measured(numbers)))
    assert {row.id for row in found} == centre.holds()
    assert checker.grouped(found) == {numbers[one.who] for one in comings if one.scene.of_class}


@pytest.mark.usefixtures("at_once")
def test_every_delivery_is_released_with_all_sixteen_items_or_refused(
    qapp: QApplication, tmp_path: Path, clock: MorningClock
) -> None:
    some = loads(whole=False)
    comings = [load.driver for load in some]
    campus = Campus.of(comings, START)
    with MorningPost(qapp, tmp_path, clock, "goods", "物资门") as post:
        post.settle(campus, comings)
        post.open()
        dock = Dockhand(post, Gatekeeper(post, campus, Keys(post.window, clock.steady)))
        dock.play(some)
    found = checker.rows(post.home.database, key_for(post.home))
    assert not list(checker.wrong_deliveries(found, dock.right(some)))
    assert sorted(dock.told) == ["冷链物资要有自己的检测报告，请填报告编号。", "四必明：缺“存放地点”，物资不得入校"]


def test_the_whole_morning_is_whole_and_the_short_one_has_every_scene() -> None:
    assert len({one.who for one in whole() if one.who}) == 400
    assert len(loads(whole=True)) == 12
    assert {one.scene for one in short()} == set(scenes())


def test_every_scene_says_why_it_is_right() -> None:
    assert not [one.what for one in scenes() if one.what and not (one.why and one.right and one.brings)]
