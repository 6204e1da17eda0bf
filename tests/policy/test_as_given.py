"""What looks like no plate or telephone number is doubted once, and taken when it is given again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.asgiven import Doubted, phone, plate
from app.policy.phone import is_phone
from app.policy.platecheck import NotAPlate


@pytest.mark.parametrize(
    "text",
    [
        "10000002201", "139 0000 1111", "+86 13900001111", "008613900001111", "0431-85001234", "(0431) 85001234",
        "85001234", "010-65001234", "0431-85001234-801", "0431-85001234转801", "85001234#12", "400-800-1234",
        "+7 4232 123456", "+1 (212) 555-0100",
    ],
)  # fmt: skip
def test_numbers_as_people_give_them_are_plausible(text: str) -> None:
    assert is_phone(text)
    assert phone(f" {text} ") == text


@pytest.mark.parametrize("text", ["138", "1", "1390000111", "139000011112", "12345", "李师傅", "+", "-801", "0000000"])
def test_what_can_be_no_number_is_doubted_and_taken_the_second_time(text: str) -> None:
    with pytest.raises(Doubted, match="不像电话") as doubt:
        phone(f"{text} ")
    assert phone(text, doubt.value.text) == text


@pytest.mark.parametrize("text", ["吉A12345", "吉AD12345", "吉A1234挂", ""])
def test_plates_are_taken_at_once(text: str) -> None:
    assert plate(f" {text}") == text


@pytest.mark.parametrize("text", ["138", "三轮车", "吉A1234", "KZ 123 ABC 02", "拖拉机 无牌"])
def test_what_is_no_plate_is_doubted_and_taken_the_second_time(text: str) -> None:
    with pytest.raises(Doubted, match="不像车牌") as doubt:
        plate(f" {text}")
    assert plate(text, doubt.value.text) == text


def test_a_plate_that_was_meant_is_proposed_rather_than_doubted() -> None:
    with pytest.raises(NotAPlate) as error:
        plate("吉ai0345")
    assert plate(error.value.instead) == "吉A·10345"


@given(st.text(), st.text())
def test_only_what_was_doubted_itself_is_taken(text: str, other: str) -> None:
    if text.strip() and text.strip() != other and not is_phone(text):
        with pytest.raises(Doubted):
            phone(text, other)
