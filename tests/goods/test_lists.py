"""Barcodes, numbers, purchase lists and what the lane knows of a deliverer."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codes.claim import Claim
from app.codes.claim import Test as Sampled
from app.decode.symbol import Color
from app.goods import barcode, number
from app.goods.difference import counted as released
from app.goods.fromlane import checked
from app.goods.state import delivery_of
from app.goods.ticket import ROOM, digest, expected, ticket_of
from app.policy.decision import Check
from app.policy.evidence import Temperature
from app.policy.person import Person
from app.store.importing.tables import NoTable
from tests.fakes.deliveries import Dock, decided
from tests.fakes.window import NOW

DRIVER = Person(number="D0001", name="赵师傅", kind="driver", phone="10000002201")
WARM = Temperature(36.4, NOW)
PURCHASES = (
    "采购单号,供应商,品名,数量,单位,类别,冷链,条码\n"
    'CG-17,城郊合作社,大白菜,"1,200",公斤,生活,,\n'
    "CG-17,城郊合作社,鲜牛奶,300,箱,生活,是,6901234567892\n"
    "CG-18,利民药业,医用口罩,5000,只,防疫,否,\n"
    "CG-18,利民药业,防护服,零,件,防疫,否,\n"
    "CG-18,利民药业,手套,10,副,防疫,否,6901234567890\n"
)


@pytest.mark.parametrize("code", ["6901234567892", "96385074", "036000291452", "16901234567899"])
def test_a_sound_barcode_is_one(code: str) -> None:
    assert barcode.tidy(f" {code} ") == code


@pytest.mark.parametrize("code", ["6901234567890", "690123456789", "36.5", "", "六九〇一二三四五", "6901234567892X"])
def test_a_misread_barcode_is_none(code: str) -> None:
    assert barcode.tidy(code) == ""


def test_a_barcode_is_read_from_a_picture_and_nothing_from_an_empty_one() -> None:
    import numpy as np
    import zxingcpp

    made = zxingcpp.create_barcode("6901234567892", zxingcpp.BarcodeFormat.EAN13)
    code = np.array(zxingcpp.write_barcode_to_image(made, scale=3))
    page = np.full((480, 640), 255, np.uint8)
    page[100 : 100 + code.shape[0], 100 : 100 + code.shape[1]] = code
    assert barcode.read(page) == "6901234567892"
    assert barcode.read(np.full((480, 640), 255, np.uint8)) == ""


@given(st.integers(0, 999_999), st.integers(0, 12), st.integers(1, 9))
def test_a_number_with_one_wrong_digit_is_none(serial: int, place: int, off: int) -> None:
    made = number.new(NOW.date())
    assert number.tidy(made.replace("-", "").lower()) == made
    assert number.tail(made[-8:].replace("-", "")) == made[-8:]
    digits = [letter for letter in made if letter.isdigit()]
    digits[place] = str((int(digits[place]) + off) % 10)
    assert number.tidy("W" + "".join(digits)) == ""
    assert number.tidy(f"{serial}") == ""


def test_a_purchase_list_gives_lines_and_names_the_rows_it_refused(dock: Dock) -> None:
    path = dock.folder / "list.csv"
    path.write_text(PURCHASES, encoding="gb18030")
    listed = dock.goods.lists.import_purchases(path)
    assert [(one.order, one.goods_class, len(one.lines)) for one in listed.purchases] == [
        ("CG-17", "daily", 2), ("CG-18", "protective", 1),
    ]  # fmt: skip
    assert [line.split("：")[0] for line in listed.refused] == ["第 5 行", "第 6 行"]
    (found,) = dock.goods.lists.purchases("牛奶")
    assert (found.supplier, found.lines[0].quantity, found.lines[1].cold_chain) == ("城郊合作社", 1200, True)
    assert len(dock.goods.lists.purchases()) == 2


def test_a_file_that_is_no_purchase_list_is_said_to_be_none(dock: Dock) -> None:
    path = dock.folder / "list.csv"
    path.write_text("姓名,学工号\n林晓彤,1\n", encoding="utf-8")
    with pytest.raises(NoTable, match="品名"):
        dock.goods.lists.import_purchases(path)


def test_a_barcode_is_named_by_the_table_and_then_by_what_was_registered(dock: Dock, tmp_path: Path) -> None:
    path = dock.folder / "names.csv"
    path.write_text("条码,品名,单位\n6901234567892,纯牛奶 250ml,箱\n1,坏行,\n", encoding="utf-8")
    assert len(dock.goods.lists.import_names(path).refused) == 1
    named = dock.goods.lists.named("6901234567892")
    assert named is not None
    assert (named.name, named.unit) == ("纯牛奶 250ml", "箱")
    assert dock.goods.lists.named("96385074") is None
    learned = {"name": "鲜牛奶", "quantity": 2, "unit": "提", "barcode": "6901234567892"}
    dock.goods.note(dock.goods.open().number, {"lines": [learned]})
    named = dock.goods.lists.named("6901234567892")
    assert named is not None
    assert (named.name, named.unit) == ("鲜牛奶", "提")


def test_the_lane_s_person_fills_the_four_checks_and_the_deliverer() -> None:
    checks = [Check(item, "done", "read") for item in ("health-code", "travel-card", "test-report")]
    assert checked(DRIVER, WARM, checks, []) == {
        "celsius": 36.4, "health_code": "green", "travel_card": "green", "test_report": "negative",
        "deliverer": {"name": "赵师傅", "phone": "10000002201", "id_number": ""},
    }  # fmt: skip


def test_what_the_lane_does_not_know_stays_to_be_done() -> None:
    missing = [Check(item, "missing") for item in ("health-code", "travel-card", "test-report")]
    assert checked(None, None, missing, []) == {}


@pytest.mark.parametrize("color", get_args(Color))
def test_a_colour_that_the_policy_did_not_take_is_never_green(color: Color) -> None:
    claims = [Claim(kind="health-code", trust="read", color=color)]
    found = checked(None, None, [Check("health-code", "failed", "read", "health-code-color")], claims)
    assert found.get("health_code", "") == (color if color in ("yellow", "orange", "red") else "")


def test_where_the_level_asks_nothing_what_was_shown_counts_and_an_invalid_page_does_not() -> None:
    good = Claim(kind="health-code", trust="read", color="green")
    report = Claim(kind="test-report", trust="read", tests=(Sampled("nucleic-acid", "negative", NOW),))
    invalid = Claim(kind="travel-card", trust="invalid", color="green")
    assert checked(None, None, [], [good, report, invalid]) == {"health_code": "green", "test_report": "negative"}


def test_a_positive_report_is_positive() -> None:
    report = Claim(kind="test-report", trust="read", tests=(Sampled("nucleic-acid", "positive", NOW),))
    failed = Check("test-report", "failed", "read", "test-positive")
    assert checked(None, None, [failed], [report]) == {"test_report": "positive"}


@given(st.lists(st.tuples(st.text("大米豆油白菜口罩", min_size=1, max_size=30), st.integers(1, 99_999)), min_size=1))
def test_a_ticket_names_as_many_lines_as_fit_and_counts_the_others(lines: list[tuple[str, int]]) -> None:
    made = delivery_of([decided(1, lines=[{"name": name, "quantity": q, "unit": "箱"} for name, q in lines])])
    load = ticket_of(made).load
    assert load is not None
    assert len(load.lines) + load.more == len(lines)
    assert sum(len(text.encode()) for line in load.lines for text in line) <= ROOM
    assert load.digest == digest(released(made.values["lines"]))
    assert [line.quantity for line in expected(ticket_of(made))] == [q for _, q in lines[: len(load.lines)]]


def test_the_digest_is_that_of_the_lines_in_whatever_order() -> None:
    made = delivery_of([decided(1)])
    lines = released(made.values["lines"])
    assert digest(lines) == digest(reversed(lines)) != digest(lines[:1])
