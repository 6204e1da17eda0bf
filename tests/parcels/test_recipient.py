"""Whose a parcel is, by a label that says little."""

import pytest

from app.parcels.recipient import Label, belongs, label, mentions, split
from app.parcels.state import Parcel
from tests.fakes.mailroom import CHEN, LIN, OTHER
from tests.fakes.window import NOW


def parcel(**said: str) -> Parcel:
    return Parcel("k", NOW, "东门", **said)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("林小童 4321", ("林小童", "4321")), ("林小童4321", ("林小童", "4321")), ("4321", ("", "4321")),
        ("13000004321", ("", "4321")), ("林*童", ("林*童", "")), ("S2021080207", ("S2021080207", "")),
        ("  林小童  ", ("林小童", "")),
    ],
)  # fmt: skip
def test_a_label_is_a_name_and_the_end_of_a_phone(typed: str, parts: tuple[str, str]) -> None:
    assert split(typed) == parts


def test_a_name_with_its_phone_is_certain_where_the_name_alone_is_not() -> None:
    assert label("陈立", [CHEN, OTHER]) == Label("", "陈立", "")
    assert label("陈立 7788", [CHEN, OTHER]) == Label(CHEN.number, CHEN.name, "7788")
    assert label("林小童", [LIN]) == Label(LIN.number, LIN.name, "4321")
    assert label(LIN.number, [LIN]) == Label(LIN.number, LIN.name, "4321")


def test_the_end_of_a_phone_alone_names_nobody_for_certain() -> None:
    assert label("4321", [LIN]) == Label("", "", "4321")


def test_somebody_of_another_phone_is_not_meant() -> None:
    assert label("林小童 9999", [LIN]) == Label("", "林小童", "9999")


@pytest.mark.parametrize(
    ("said", "is_hers"),
    [
        ({"person": LIN.number}, True), ({"person": CHEN.number, "name": LIN.name}, False),
        ({"name": "林小童"}, True), ({"name": "林*童", "phone_tail": "4321"}, True),
        ({"name": "林小童", "phone_tail": "1111"}, False), ({"phone_tail": "4321"}, True),
        ({"name": "陈立", "phone_tail": "4321"}, False), ({}, False), ({"name": "Lin Xiaotong"}, False),
    ],
)  # fmt: skip
def test_what_a_label_says_has_to_agree(said: dict[str, str], is_hers: bool) -> None:
    assert belongs(parcel(**said), LIN) == is_hers


@pytest.mark.parametrize(
    ("typed", "found"),
    [("sf1001", True), ("林小童", True), ("4321", True), ("林小童 4321", True), ("陈立 4321", False), ("小", False),
     ("SF100", False), ("", False)],
)  # fmt: skip
def test_a_parcel_is_found_by_its_waybill_or_its_label(typed: str, found: bool) -> None:
    assert mentions(parcel(waybill="SF1001", name="林小童", phone_tail="4321"), typed) == found
