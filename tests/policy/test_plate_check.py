"""A plate as it was typed: what is taken, what is sent back, and with which proposal."""

import pytest

from app.policy.platecheck import NotAPlate, looked_over, needed


@pytest.mark.parametrize("text", ["吉A12345", " 吉a·d12345 ", "10000002201", "三轮车 无牌", "", "GP1:abcdef"])
def test_plates_phones_and_words_pass(text: str) -> None:
    assert looked_over(text) == text.strip()


def test_the_letter_that_no_plate_has_is_mended_for_the_guard_to_confirm() -> None:
    with pytest.raises(NotAPlate, match="吉A·10345") as refused:
        looked_over("吉ai0345")
    assert refused.value.instead == "吉A·10345"
    assert looked_over(refused.value.instead) == "吉A·10345"


def test_a_plate_with_a_place_too_few_is_sent_back_without_a_guess() -> None:
    with pytest.raises(NotAPlate, match="吉A1234") as refused:
        looked_over("吉A1234")
    assert refused.value.instead == ""


def test_where_a_plate_is_needed_nothing_else_does() -> None:
    assert needed("吉ad12345") == "吉A·D12345"
    with pytest.raises(NotAPlate):
        needed("三轮车")
