"""Which texts are number plates, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.plate import is_plate, plain


@pytest.mark.parametrize(
    "plate",
    [
        "吉A12345", "吉A·B1C2D", "京AD12345", "京A12345F", "沪A1234学", "吉A1234警", "吉A1234挂", "粤Z1234港",
        "粤Z1234澳",
        "使014578", "WJ吉1234X", "VA12345", "沪A1234领",
    ],
)  # fmt: skip
def test_plates_of_every_kind_are_known(plate: str) -> None:
    assert is_plate(plate)


@pytest.mark.parametrize(
    "text", ["", "吉", "A12345", "吉A1234", "吉A123456789", "吉AI2345", "吉112345", "张伟", "吉AL12345"]
)
def test_what_is_none_is_not(text: str) -> None:
    assert not is_plate(text)


@given(st.text())
def test_spacing_case_and_dots_change_nothing(text: str) -> None:
    assert plain(f" {text.lower()} ·- ") == plain(text.lower())
    assert plain(plain(text)) == plain(text)
