"""What a guard types for a temperature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.capture.temperature import typed_temperature


@pytest.mark.parametrize("text", ["365", "36.5", "36,5", "36。5", "３６．５", "３６５", "３６，５", "36｡5", " 36.5 "])
def test_every_way_to_write_it(text: str) -> None:
    assert typed_temperature(text) == 36.5


@pytest.mark.parametrize(
    "text", ["", "3", "36", "36.", "3650", "339", "430", "33.9", "43.0", "365°", "36..5", "-36.5", "٣٦٥", "abc", "36 5"]
)
def test_what_makes_none(text: str) -> None:
    assert typed_temperature(text) is None


@given(st.integers(0, 9999))
def test_three_digits_are_tenths_of_a_living_person(number: int) -> None:
    assert typed_temperature(str(number)) == (number / 10 if 340 <= number <= 429 else None)


@given(st.text(max_size=8))
def test_any_text_is_an_answer(text: str) -> None:
    celsius = typed_temperature(text)
    assert celsius is None or 34 <= celsius <= 42.9
