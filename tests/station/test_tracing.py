"""A vehicle and goods, looked back over: under a grant, recorded, however the plate was written."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from app.access.grants import NotGranted
from app.access.roles import NotPermitted
from app.errors import UserError, WrongUse
from app.station.tracing.desk import Traced
from app.station.tracing.goods import Supplied
from app.station.tracing.lines import goods_line, people
from app.station.tracing.vehicle import Came
from tests.fakes.homes import GUARD, PINS, fill_disk
from tests.fakes.lookedback import WHY, LookedBack

PLATE = "吉A·D12345"
FIRST, SECOND = "W220401-482913-7", "W220403-100003-4"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[LookedBack]:
    made = LookedBack(tmp_path)
    made.vehicles()
    yield made
    made.close()


def vehicle(made: LookedBack, plate: str = PLATE, days: int = 14) -> Traced[Came]:
    made.granting.give("contacts.look", PLATE, WHY)
    return made.tracing.vehicle(plate, made.now - timedelta(days=days), made.now)


def goods(made: LookedBack, text: str, days: int = 7) -> Traced[Supplied]:
    made.granting.give("contacts.look", text, WHY)
    return made.tracing.goods(text, made.now - timedelta(days=days), made.now)


def audited(made: LookedBack, action: str) -> list[dict[str, str]]:
    bodies = (entry.fact.body or {} for entry in made.post.ledger.entries("audit"))
    return [body for body in bodies if body["action"] == action]


@pytest.mark.parametrize("written", [PLATE, "吉a d12345", "吉A.D12345", "吉AD12345"])
def test_a_vehicle_is_found_however_its_plate_is_written(made: LookedBack, written: str) -> None:
    found = vehicle(made, written).found
    assert [one.name for one in found] == ["赵师傅", "赵师傅", "赵师傅", "孙师傅", "赵师傅"]
    assert [one.what for one in found] == ["车辆进出", "车辆进出", "来访登记", "车辆进出", "车辆进出"]


def test_the_time_bounds_what_is_found(made: LookedBack) -> None:
    assert len(vehicle(made, days=3).found) == 3
    with pytest.raises(WrongUse, match="结束时间"):
        vehicle(made, days=0)


def test_whoever_came_with_it_is_named_once(made: LookedBack) -> None:
    assert [(one.name, one.phone, one.times) for one in people(vehicle(made).found)] == [
        ("赵师傅", "10000002201", 4), ("孙师傅", "", 1),
    ]  # fmt: skip


def test_a_delivery_is_one_line_with_what_became_of_it(made: LookedBack) -> None:
    made.delivered(2, FIRST)
    made.delivered(5, SECOND, released=False)
    brought = [one for one in vehicle(made).found if one.what == "物资登记"]
    assert [(one.about, one.name, one.outcome) for one in brought] == [
        (SECOND, "", "登记中"), (FIRST, "赵师傅", "已放行，待转运"),
    ]  # fmt: skip


def test_what_was_corrected_is_not_told_twice(made: LookedBack) -> None:
    made.drove(1, PLATE, "李师傅")
    id_ = next(
        one.fact.id
        for one in made.post.ledger.entries("vehicle-passage")
        if (one.fact.body or {})["driver_name"] == "李师傅"
    )
    body = {
        "plate": "吉AF21035",
        "direction": "in",
        "verdict": "admit",
        "driver_name": "李师傅",
        "corrects": id_,
        "why": "看错",
    }
    made.write("vehicle-passage", 1, body)
    assert "李师傅" not in [one.name for one in vehicle(made).found]


@pytest.mark.parametrize(("typed", "said"), [("吉AI2345", "是不是 吉A·12345"), ("大货车", "请照车牌键入")])
def test_what_is_no_plate_is_said(made: LookedBack, typed: str, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        vehicle(made, typed)
    assert audited(made, "vehicle traced") == []


def test_goods_are_found_by_supplier_and_by_name(made: LookedBack) -> None:
    made.delivered(2, FIRST)
    made.delivered(5, SECOND, released=False)
    assert [(one.line.name, one.delivery.number) for one in goods(made, "合作社").found] == [
        ("大米", SECOND), ("大米", FIRST),
    ]  # fmt: skip
    found = goods(made, "豆油", days=3).found
    assert [(one.line.supplier, one.delivery.number) for one in found] == [("", FIRST)]
    line = goods_line(found[0])
    assert line[1:5] == [FIRST, "豆油", "12.5", "箱"]
    assert (line[7], line[10], line[11]) == (PLATE, "三食堂库房", "已放行，待转运")


def test_one_character_is_too_little(made: LookedBack) -> None:
    with pytest.raises(WrongUse, match="两个字"):
        goods(made, "米")


def test_each_use_is_granted_and_recorded(made: LookedBack, tmp_path: Path) -> None:
    with pytest.raises(NotGranted):
        made.tracing.vehicle(PLATE, made.now - timedelta(days=1), made.now)
    found = vehicle(made)
    made.tracing.export_vehicle(found, tmp_path / "v.xlsx")
    (use,) = audited(made, "vehicle traced")
    assert use["about"] == PLATE
    assert WHY in use["detail"]
    assert [one["about"] for one in audited(made, "export")] == ["trace"]
    book = openpyxl.load_workbook(tmp_path / "v.xlsx")
    assert book.sheetnames == ["回溯说明", "随车人员", "逐次明细"]
    assert len(list(book["逐次明细"].values)) == 1 + 5
    made.post.sign_in(GUARD, PINS[GUARD])
    with pytest.raises(NotPermitted, match="保安"):
        made.tracing.vehicle(PLATE, made.now - timedelta(days=1), made.now)


def test_what_cannot_be_recorded_is_neither_shown_nor_kept(
    made: LookedBack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = vehicle(made)
    with monkeypatch.context() as broken:
        fill_disk(broken)
        with pytest.raises(UserError, match="磁盘已满"):
            made.tracing.vehicle(PLATE, made.now - timedelta(days=1), made.now)
        with pytest.raises(UserError, match="磁盘已满"):
            made.tracing.export_vehicle(found, tmp_path / "v.xlsx")
    assert not (tmp_path / "v.xlsx").exists()
