"""A time is typed in whatever way is shortest; what is no time, or may be two, is none."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import CAMPUS
from app.typedtime import bound_of, clock_of, moment_of

NOW = datetime(2022, 11, 22, 14, 30, tzinfo=CAMPUS)


def told(text: str, now: datetime = NOW, *, past: bool = True) -> str:
    found = moment_of(text, now, past=past)
    return f"{found:%Y-%m-%d %H:%M}" if found else ""


@pytest.mark.parametrize(
    "text", ["0730", "730", "7:30", "07:30", "7：30", "7.30", "7点半", "7点30", "7点30分", " ７:30 "]
)
def test_a_time_of_today(text: str) -> None:
    assert told(text) == "2022-11-22 07:30"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("昨天 22:10", "2022-11-21 22:10"), ("昨天2210", "2022-11-21 22:10"),
        ("前天 8点", "2022-11-20 08:00"), ("yesterday 22:10", "2022-11-21 22:10"), ("今天 7:30", "2022-11-22 07:30"),
        ("11-21 7:30", "2022-11-21 07:30"), ("11/21 0730", "2022-11-21 07:30"), ("11月21日7:30", "2022-11-21 07:30"),
        ("11.21 7:30", "2022-11-21 07:30"), ("12-31 23:59", "2021-12-31 23:59"),
        ("2022-04-17 06:00", "2022-04-17 06:00"),
        ("2022/4/17 6:00", "2022-04-17 06:00"), ("2022-04-17T06:00", "2022-04-17 06:00"),
        ("2022-04-17", "2022-04-17 00:00"), ("2022-04-17 06:00:30", "2022-04-17 06:00"),
    ],
)  # fmt: skip
def test_a_time_with_its_day(text: str, wanted: str) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["soon", "", "25:00", "7:60", "昨天", "昨晚 10:05", "2-30 7:30", "11-21", "明天", "12345", "1999-01-01 07:00"],
)
def test_what_is_no_time(text: str) -> None:
    assert told(text) == ""


def test_behind_midnight_the_evening_was_yesterday_s_and_a_slip_is_none() -> None:
    night = NOW.replace(hour=0, minute=10)
    assert told("2355", night) == "2022-11-21 23:55"
    assert told("0005", night) == "2022-11-22 00:05"
    assert told("1500") == "2022-11-22 15:00"  # half an hour ahead is for whoever asks to refuse
    assert told("2355", night, past=False) == "2022-11-22 23:55"


def test_what_is_to_come() -> None:
    assert told("明天 6:00", past=False) == "2022-11-23 06:00"
    assert told("1-3 06:00", past=False) == "2023-01-03 06:00"
    assert told("1-3 06:00") == "2022-01-03 06:00"


@given(st.datetimes(datetime(2001, 1, 1), datetime(2099, 12, 31)), st.integers(0, 363))
def test_a_day_and_a_time_come_back_in_every_form(now: datetime, days: int) -> None:
    now = now.replace(tzinfo=CAMPUS)
    at = (now - timedelta(days=days)).replace(second=0, microsecond=0)
    dates = (f"{at:%Y-%m-%d}", f"{at.month}-{at.day}", f"{at.month}月{at.day}日", f"{at:%Y}年{at.month}月{at.day}日")
    for day in dates:
        for clock in (f"{at:%H:%M}", f"{at:%H%M}", f"{at.hour}点{at:%M}分"):
            assert moment_of(f"{day} {clock}", now, past=True) == at


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_time_or_none(text: str) -> None:
    assert clock_of(text) is None or moment_of(text, NOW) is not None
    moment_of(text, NOW, past=True)


@pytest.mark.parametrize(
    ("text", "begins", "is_over"),
    [
        ("2022-04-10", "2022-04-10 00:00", "2022-04-11 00:00"), ("2022/4/10", "2022-04-10 00:00", "2022-04-11 00:00"),
        ("11-20", "2022-11-20 00:00", "2022-11-21 00:00"), ("11月20日", "2022-11-20 00:00", "2022-11-21 00:00"),
        ("今天", "2022-11-22 00:00", "2022-11-23 00:00"), ("昨天", "2022-11-21 00:00", "2022-11-22 00:00"),
        ("1-2", "2023-01-02 00:00", "2023-01-03 00:00"),
        ("11-20 18:00", "2022-11-20 18:00", "2022-11-20 18:00"), ("18:00", "2022-11-22 18:00", "2022-11-22 18:00"),
        ("2-30", "", ""), ("下周", "", ""),
    ],
)  # fmt: skip
def test_a_day_alone_is_all_of_it(text: str, begins: str, is_over: str) -> None:
    found = [bound_of(text, NOW, end=end) for end in (False, True)]
    assert [f"{one:%Y-%m-%d %H:%M}" if one else "" for one in found] == [begins, is_over]
