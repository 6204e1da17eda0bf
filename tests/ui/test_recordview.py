"""Forms and tables come from the kind alone, also from one that nobody has thought of yet."""

from datetime import datetime
from typing import Annotated, Any, Literal

import pytest
from msgspec import Meta
from PySide6.QtWidgets import QApplication

from app.clock import CAMPUS
from app.records.field import PersonNumber, labelled, sheet
from app.records.kind import Kind, Record, record
from app.records.problem import Problem, RecordProblems
from app.records.registry import kinds
from tests.fakes.hands import Hands
from tests.fakes.window import NOW, PEOPLE, FakePost
from tests.shots.records import GOODS, ROWS
from tests.shots.stage import Stage
from ui.recordtable import RecordTable
from ui.recordview import RecordForm
from ui.screens.desk import Desk


@sheet
class Wheel:
    maker: str = labelled("厂家")
    size: int = labelled("尺寸", default=16)


@record("cart", "推车")
class Cart(Record):
    name: str = labelled("名称")
    owner: PersonNumber = labelled("使用人", default=PersonNumber(""))
    load: Annotated[float, Meta(gt=0)] = labelled("载重", unit="公斤", group="尺寸")
    doors: int = labelled("门数", default=0, group="尺寸")
    locked: bool = labelled("上锁", default=False)
    bought: datetime | None = labelled("购入时间", default=None)
    colour: Literal["red", "blue"] = labelled("颜色", choices={"red": "红", "blue": "蓝"})
    spare: Wheel | None = labelled("备用轮", default=None)
    wheels: tuple[Wheel, ...] = labelled("车轮", default=())


CART: Kind = Cart.kind  # type: ignore[attr-defined]
FULL: dict[str, Any] = {
    "name": "一号车", "owner": PEOPLE[0].number, "load": 250.5, "doors": 2, "locked": True,
    "bought": "2022-04-01T08:30:00+08:00", "colour": "blue", "spare": {"maker": "甲厂", "size": 14},
    "wheels": [{"maker": "甲厂", "size": 16}, {"maker": "乙厂", "size": 18}],
}  # fmt: skip


def form_of(kind: Kind) -> RecordForm:
    return RecordForm(kind, FakePost().find_people, lambda: NOW)


@pytest.mark.parametrize("name", kinds())
def test_every_kind_has_a_form_and_a_table(qapp: QApplication, name: str) -> None:
    kind = kinds()[name]
    assert form_of(kind).raw() is not None
    assert RecordTable(kind).columnCount() > 0


def test_what_is_filled_in_is_what_the_record_reads(qapp: QApplication) -> None:
    form = form_of(CART)
    form.fill(FULL)
    assert CART.read(form.raw()) == CART.read(FULL)


def test_goods_with_sheets_and_lines_come_back_as_they_were_filled_in(qapp: QApplication) -> None:
    kind = kinds()["goods"]
    form = form_of(kind)
    form.fill({**GOODS, "outcome": "refused"})
    assert kind.read(form.raw()) == kind.read({**GOODS, "outcome": "refused"})


def test_an_empty_form_gives_only_defaults(qapp: QApplication) -> None:
    form = form_of(CART)
    assert not {"name", "load", "colour", "spare", "wheels"} & set(form.raw())


@pytest.mark.parametrize(("typed", "hour", "minute"), [("06:30", 6, 30), ("0630", 6, 30), ("2022-04-10 06:30", 6, 30)])
def test_a_time_may_be_typed_short(qapp: QApplication, typed: str, hour: int, minute: int) -> None:
    form = form_of(CART)
    Hands(form.editor("bought").focusProxy()).type(typed)
    assert form.raw()["bought"] == datetime(2022, 4, 10, hour, minute, tzinfo=CAMPUS).isoformat()


def test_what_is_no_time_is_left_for_the_record_to_refuse(qapp: QApplication) -> None:
    form = form_of(CART)
    form.fill({**FULL, "bought": None})
    Hands(form.editor("bought").focusProxy()).type("soon")
    with pytest.raises(RecordProblems) as refused:
        CART.read(form.raw())
    assert [problem.field for problem in refused.value.problems] == ["bought"]


def test_problems_stand_beside_their_fields(qapp: QApplication) -> None:
    form = form_of(CART)
    form.show_problems([Problem("load", "载重：请填数字"), Problem("wheels[0].maker", "车轮：内容不完整")])
    assert form.problem("load") == "载重：请填数字"
    assert form.problem("wheels") == "车轮：内容不完整"
    assert form.problem("name") == ""
    form.show_problems([])
    assert form.problem("load") == ""


def test_control_enter_saves_and_empties_the_form(stage: Stage) -> None:
    desk = Desk(stage.post, stage.jobs, lambda: NOW, {"cart": CART})
    desk.form.fill(FULL)
    desk.save()
    stage.settle()
    (asked,) = stage.post.asked
    assert asked[:2] == ("enter", "cart")
    assert CART.read(asked[2]) == CART.read(FULL)
    assert "name" not in desk.form.raw()


def test_what_cannot_be_saved_stays_in_the_form(stage: Stage) -> None:
    desk = Desk(stage.post, stage.jobs, lambda: NOW, {"cart": CART})
    desk.form.fill({"name": "一号车"})

    def refuse(kind: str, raw: dict[str, Any]) -> int:
        raise RecordProblems([Problem("load", "载重：必须填写")])

    stage.post.enter = refuse  # type: ignore[method-assign]
    desk.save()
    stage.settle()
    assert desk.form.problem("load") == "载重：必须填写"
    assert desk.form.raw()["name"] == "一号车"


def test_the_table_filters_by_every_word(qapp: QApplication) -> None:
    table = RecordTable(kinds()["passage"])
    table.replace(ROWS)
    table.filter("林晓彤 放行")
    assert table.shown()
    assert {row["name"] for row in table.shown()} == {"林晓彤"}
    table.filter("没有这样的人")
    assert (table.rowCount(), len(table)) == (0, len(ROWS))
    table.filter("")
    assert table.shown() == ROWS


def test_columns_in_which_nothing_stands_are_left_out(qapp: QApplication) -> None:
    table = RecordTable(kinds()["passage"])
    whole = table.columnCount()
    table.replace(ROWS)
    assert 0 < table.columnCount() < whole
