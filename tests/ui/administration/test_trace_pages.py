"""Looking back over a vehicle and over goods, by keys alone."""

from pathlib import Path

import openpyxl
import pytest

from tests.fakes.lookedback import WHY, LookedBack
from tests.fakes.office import Hub, Key
from tests.shots.stage import Stage
from ui.screens.lookback.trace import TracePage

PLATE, NUMBER = "吉A·D12345", "W220408-482913-7"


@pytest.fixture
def made(stage: Stage, tmp_path: Path) -> LookedBack:
    made = LookedBack(tmp_path)
    made.vehicles()
    made.delivered(2, NUMBER)
    stage.ending.append(made.close)
    return made


@pytest.fixture
def hub(stage: Stage, made: LookedBack) -> Hub:
    return Hub(stage, made.post)


def opened(hub: Hub, name: str) -> "TracePage[object]":
    page = hub.page(name)
    assert isinstance(page, TracePage)
    return page


def cells(page: "TracePage[object]", column: int) -> list[str]:
    return [page.lines.line(at)[column] for at in range(page.lines.rowCount())]


def test_a_leader_names_a_vehicle_says_why_and_sees_who_came(hub: Hub, made: LookedBack) -> None:
    page = opened(hub, "车辆回溯")
    hub.press(Key.Key_F2)
    hub.type(PLATE, "", "")
    assert page.aside is page.own
    assert page.own.values()["whom"] == PLATE
    assert page.lines.rowCount() == 0
    hub.type(WHY, "")
    assert cells(page, 1) == ["车辆进出", "车辆进出", "来访登记", "车辆进出", "物资登记", "车辆进出"]
    assert cells(page, 2)[3:] == ["孙师傅", "赵师傅", "赵师傅"]
    assert f"{PLATE} · " in page._says.full
    assert WHY in page.grants.full


def test_goods_are_found_and_handed_out(hub: Hub, made: LookedBack, tmp_path: Path) -> None:
    made.granting.give("contacts.look", "all", WHY)
    page = opened(hub, "物资溯源")
    path = tmp_path / "g.xlsx"
    page._choose = lambda _suggested: path
    hub.press(Key.Key_F9)
    assert not path.exists()
    hub.press(Key.Key_F2)
    hub.type("合作社", "", "")
    assert cells(page, 1) == ["大米"]
    assert "存放地点  三食堂库房" in page._whole.full
    hub.press(Key.Key_F9)
    assert [line[1] for line in openpyxl.load_workbook(path)["物资明细"].values] == ["物资单号", NUMBER]


def test_nothing_found_is_said_and_a_typing_mistake_named(hub: Hub, made: LookedBack) -> None:
    made.granting.give("contacts.look", "all", WHY)
    page = opened(hub, "车辆回溯")
    hub.press(Key.Key_F2)
    hub.type("吉AF99999", "", "")
    assert "没有这辆车" in page._none.full
    assert page.table.isHidden()
    hub.press(Key.Key_F2)
    hub.type("吉AI2345", "", "")
    assert page.aside is page.asking
    assert "吉A·12345" in page.asking.problem
    assert page.asking.values()["what"] == "吉AI2345"


def test_a_time_that_is_none_is_said_where_it_stands(hub: Hub, made: LookedBack) -> None:
    page = opened(hub, "物资溯源")
    hub.press(Key.Key_F2)
    hub.type("合作社", "soon", "")
    assert page.aside is page.asking
    assert page.asking.problem
