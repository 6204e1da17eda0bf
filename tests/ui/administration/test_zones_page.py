"""The page of zones by the keyboard: set, seen, lifted, still in the history."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.station.zones import ZoneDesk
from tests.fakes.building import Building
from tests.shots.stage import Stage
from ui.screens.dormitory.zones import ZonesPage


@pytest.fixture
def page(stage: Stage, tmp_path: Path) -> Iterator[ZonesPage]:
    house = Building(tmp_path, floors=2, rooms=2)
    made = ZonesPage(ZoneDesk(house.post), stage.jobs, lambda: house.now)
    stage.window.add_screens({"zones": made})
    stage.window.show()
    made.opened()
    stage.settle()
    yield made
    house.close()


def give(page: ZonesPage, stage: Stage, **values: str) -> None:
    given = {"place": "5/2", "kind": "sealed", "since": "", "until": "", "why": "通知", **values}
    page.adding.given.emit(given)
    stage.settle()


def test_a_zone_is_set_and_lifted_and_the_history_has_it(page: ZonesPage, stage: Stage) -> None:
    page._begin_adding()
    give(page, stage)
    (one,) = page._desk.all()
    assert (one.place, one.kind) == ("5/2", "sealed")
    assert "5/2 设为封控区" in page.about.full
    page._begin_lifting()
    page.lifting.given.emit({"why": "核酸全阴"})
    stage.settle()
    assert page._desk.all() == []
    page._turn_ended()
    stage.settle()
    assert "解除，核酸全阴" in page.about.full


def test_a_time_that_is_none_is_said_beside_it(page: ZonesPage, stage: Stage) -> None:
    page._begin_adding()
    give(page, stage, since="明天")
    assert (page._desk.all(), page.aside) == ([], page.adding)
