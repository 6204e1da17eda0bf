"""What OCR makes of numbers and names, and what is made of that."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pages import values
from tests.fakes.ocr import line


@given(st.datetimes(datetime(2020, 1, 1), datetime(2029, 12, 31)), st.sampled_from(["", " ", ".", "-", "："]))
def test_a_time_is_its_digits_whatever_stands_between(at, between):
    shown = between.join(at.strftime("%Y %m %d %H %M %S").split())
    assert values.time(line(shown)).value == at.strftime("%Y%m%d%H%M%S")


@pytest.mark.parametrize("shown", ["2022.13.01 10:00:00", "2022.02.30 10:00:00", "2022.08.19 09:39:1", "更新于"])
def test_what_is_no_time_is_none(shown):
    assert values.time(line(shown)) is None


@given(st.from_regex(r"1[3-9][0-9]", fullmatch=True), st.from_regex(r"[0-9]{4}", fullmatch=True), st.integers(0, 8))
def test_a_masked_phone_has_four_asterisks_however_many_were_read(prefix, suffix, stars):
    assert values.phone(line(prefix + "*" * stars + suffix)).value == f"{prefix}****{suffix}"


@given(
    st.from_regex(r"[1-9][0-9]{3}", fullmatch=True),
    st.from_regex(r"[0-9]{3}[0-9X]", fullmatch=True),
    st.integers(1, 12),
)
def test_a_run_of_asterisks_in_an_id_number_may_collapse(prefix, suffix, stars):
    assert values.id_number(line(prefix + "*" * stars + suffix)).value == prefix + "*" * 10 + suffix


def test_an_id_number_without_its_asterisks_is_less_sure():
    lost = values.id_number(line("22034321"))
    assert lost.value == "2203**********4321"
    assert lost.weight < values.id_number(line("2203**4321")).weight


@pytest.mark.parametrize(
    ("read", "shown"), [("李*", "李*"), ("李·", "李*"), ("李”", "李**"), ("李", "李*"), ("李小明", "李小明")]
)
def test_asterisks_of_a_name(read, shown):
    assert values.name(line(read)).value == shown


def test_a_name_without_a_surname_is_in_doubt():
    assert values.name(line("第*")).sure[0] < 0.5 < values.name(line("李*")).sure[0]
