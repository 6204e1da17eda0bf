"""Observations and changes of residence: what a record has to say, in the user's words."""

from typing import Any

import pytest

from app.records.problem import RecordProblems
from app.records.registry import kind

SINCE = "2022-04-10T08:00+08:00"


def problems(name: str, raw: dict[str, Any]) -> list[str]:
    with pytest.raises(RecordProblems) as raised:
        kind(name).read({"person": "1", **raw})
    return [one.field for one in raised.value.problems]


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"act": "placed"}, "room"), ({"act": "placed", "room": "9/302", "home": True}, "room"),
        ({"act": "moved", "room": " "}, "room"), ({"act": "helped"}, "helper"), ({"act": "released"}, "word"),
        ({"act": "released", "word": " "}, "word"), ({"act": "cured"}, "act"),
    ],
)  # fmt: skip
def test_a_step_of_observation_says_all_of_it(raw: dict[str, Any], field: str) -> None:
    assert problems("observation-step", raw) == [field]


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"act": "moved", "since": SINCE, "to": "行政楼"}, "to"), ({"act": "moved", "since": SINCE}, "to"),
        ({"act": "leave", "since": SINCE, "until": SINCE}, "until"),
        ({"act": "withdrawn", "since": SINCE}, "withdraws"),
        ({"act": "left", "since": SINCE, "withdraws": "1"}, "withdraws"), ({"act": "left"}, "since"),
    ],
)  # fmt: skip
def test_a_change_of_residence_says_from_when_and_where_to(raw: dict[str, Any], field: str) -> None:
    assert problems("residence", raw) == [field]


@pytest.mark.parametrize("name", ["observation-step", "residence"])
def test_nobody_types_them_and_a_guard_does_not_read_them(name: str) -> None:
    assert not kind(name).enterable
    assert "guard" not in kind(name).readers
    assert kind(name).readers


def test_a_condition_that_was_not_met_is_told_in_words() -> None:
    field = next(one for one in kind("observation-step").fields if one.name == "unmet")
    assert field.said is not None
    assert [field.said("days"), field.said("later")] == ["天数未满", "later"]
