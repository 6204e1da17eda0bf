"""What is typed from a line of paper: times, ticks, decisions and the sixteen items; all of it read or refused."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import CAMPUS
from app.goods.items import ITEMS
from app.records.registry import kind
from app.station.paper import goodssaid
from app.station.paper.forms import TICKS
from app.station.paper.number import fresh, tail, tidy
from app.station.paper.said import NotUnderstood, at_of, celsius_of, day_of, ticked, word_of, yes_of

DAY = date(2022, 4, 10)
NOW = datetime(2022, 4, 10, 6, 48, tzinfo=CAMPUS)
ANYTHING = st.text(max_size=12)


def refusal(read):
    """Why it is not understood; None where it is."""
    try:
        read()
    except NotUnderstood as wrong:
        return wrong
    return None


@given(st.times())
def test_a_time_is_four_digits(time):
    wanted = datetime.combine(DAY, time.replace(second=0, microsecond=0), CAMPUS)
    for text in (f"{time:%H%M}", f"{time:%H:%M}", f"{time.hour}:{time.minute:02d}", f" {time:%H}：{time:%M} "):
        assert at_of(DAY, text, None) == wanted


@given(st.times(), st.times())
def test_lines_follow_each_other_through_a_night(before, time):
    first = datetime.combine(DAY, before.replace(second=0, microsecond=0), CAMPUS)
    at = at_of(DAY, f"{time:%H%M}", first)
    assert abs(at - first) <= timedelta(hours=24)
    assert first - at <= timedelta(hours=12)
    assert at_of(DAY, "", first) == first


def test_behind_midnight_is_the_next_day():
    late = at_of(DAY, "2355", None)
    assert at_of(DAY, "0005", late) == datetime(2022, 4, 11, 0, 5, tzinfo=CAMPUS)
    assert at_of(DAY, "2350", late) == datetime(2022, 4, 10, 23, 50, tzinfo=CAMPUS)


@given(st.sets(st.integers(1, len(TICKS))), st.sets(st.integers(1, len(TICKS))), st.booleans())
def test_ticks_by_their_numbers(good, bad, everything):
    asked = ("health-code", "symptoms")
    text = ("+" if everything else "") + "".join(map(str, good)) + ("-" + "".join(map(str, bad)) if bad else "")
    found = ticked(text, asked)
    wanted = {TICKS[at - 1] for at in good} | (set(asked) if everything else set())
    crossed = {TICKS[at - 1] for at in bad}
    assert set(found.good) == wanted - crossed
    assert set(found.bad) == crossed
    assert list(found.good) == [item for item in TICKS if item in found.good]


@given(ANYTHING)
def test_whatever_is_typed_is_understood_or_said_to_be_not(text):
    for read in (
        lambda: at_of(DAY, text, None), lambda: celsius_of(text), lambda: ticked(text, TICKS), lambda: word_of(text),
        lambda: yes_of(text), lambda: day_of(text, NOW), lambda: goodssaid.outcome(text),
    ):  # fmt: skip
        wrong = refusal(read)
        assert wrong is None or (wrong.cell and str(wrong))


@given(st.sampled_from([item.name for item in ITEMS]), ANYTHING)
def test_whatever_is_written_for_an_item_makes_fields_of_the_record_or_names_the_item(name, text):
    wrong = refusal(lambda: goodssaid.item(name, text, DAY))
    if wrong is None:
        kind("goods").read({**goodssaid.item(name, text, DAY), "outcome": "refused"})
    else:
        assert wrong.cell == name


@pytest.mark.parametrize(("text", "word"), [("", "admit"), ("1", "admit"), ("2", "refuse"), ("校医", "refer")])
def test_the_decision_in_a_word(text, word):
    assert word_of(text) == word


@pytest.mark.parametrize(
    ("text", "day"), [("0410", DAY), ("0411", date(2021, 4, 11)), ("20220409", date(2022, 4, 9)), ("2022-4-9", None)]
)
def test_a_day_without_a_year_is_the_last_such_day(text, day):
    if day is None:
        with pytest.raises(NotUnderstood):
            day_of(text, NOW)
    else:
        assert day_of(text, NOW) == day


def test_the_sixteen_items_as_a_hand_writes_them():
    said = {
        "celsius": "364", "health_code": "1", "travel_card": "绿", "test_report": "阴性",
        "deliverer": "刘师傅 13900001111", "lines": "2 大米 50 袋 城郊合作社；牛肉 20.5 公斤 冷链 JC-0412",
        "vehicle": "吉a12345", "trip": "白城 松原 0630",
        **dict.fromkeys(
            ("people_disinfected", "vehicle_disinfected", "goods_disinfected", "area_disinfected"),
            "84消毒液 500 mg/L 王芳 0710",
        ),
        "carrier": "驻校教师 林远", "means": "平板车", "route": "西门—三食堂", "store": "三食堂库房",
    }  # fmt: skip
    raw = {"outcome": "released"}
    for name, text in said.items():
        raw |= goodssaid.item(name, text, DAY)
    made = kind("goods").body(kind("goods").read(raw))
    assert made["trip"]["via"] == "松原"
    assert made["vehicle"] == "吉A·12345"
    assert made["goods_class"] == "daily"
    assert [(one["name"], one["quantity"], one["unit"], one["supplier"]) for one in made["lines"]] == [
        ("大米", 50.0, "袋", "城郊合作社"), ("牛肉", 20.5, "公斤", ""),
    ]  # fmt: skip
    assert made["lines"][1]["report"] == "JC-0412"
    assert made["area_disinfected"]["concentration"] == "500 mg/L"


@given(
    st.sampled_from(["gate", "goods", "dormitory"]), st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 30)
)
def test_numbers_of_sheets_are_known_again_and_slips_are_found(form, day, count):
    numbers = list(fresh(form, day, count))
    assert len(set(numbers)) == count
    for number in numbers:
        assert tidy(f" {number.lower()} ") == tidy(number.replace("-", "")) == number
        assert number.endswith(tail(number[-8:].replace("-", "")))
        at = number.index("-") + 2
        slip = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
        assert tidy(slip) == ""
