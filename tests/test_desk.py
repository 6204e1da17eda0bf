"""The desk: times of late entries, and what a correction may correct."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app import desk
from app.records.problem import RecordProblems
from app.store.fact import Draft, Entry, Fact

NOW = datetime(2022, 4, 10, 6, 40, tzinfo=UTC)
GOOD = {"person": "2019000001", "celsius": 36.5}


def written(kind: str) -> Entry:
    fact = Fact(
        id="r1", kind=kind, schema=1, at=NOW, entered_at=NOW, mono=0.0, boot="b", operator="周明", post="西门",
        body=GOOD, salt=bytes(16),
    )  # fmt: skip
    return Entry(fact=fact, station="s", incarnation="i", seq=1, fact_hash=bytes(32), chain_hash=bytes(32))


def draft(raw: dict[str, Any], *entries: Entry) -> Draft:
    found = {entry.fact.id: entry for entry in entries}
    return desk.draft("temperature", raw, operator="周明", post="西门", now=NOW, find=found.get)


def problems(raw: dict[str, Any], *entries: Entry) -> list[str]:
    with pytest.raises(RecordProblems) as caught:
        draft(raw, *entries)
    return [problem.field for problem in caught.value.problems]


def test_a_time_without_a_zone_is_the_campuss() -> None:
    """As a person reads it off the paper of a power cut."""
    assert draft({**GOOD, "at": "2022-04-10T06:48:00"}).at == datetime(2022, 4, 9, 22, 48, tzinfo=UTC)


def test_a_time_with_a_zone_is_that_time() -> None:
    assert draft({**GOOD, "at": "2022-04-10T06:30:00+00:00"}).at == datetime(2022, 4, 10, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "at", ["", None, "2000-01-01T08:00:00+08:00", (NOW + timedelta(minutes=2)).isoformat(), NOW.isoformat()]
)
def test_no_time_and_any_possible_time_are_taken(at: str | None) -> None:
    """Two clocks of one post may differ a little."""
    assert draft({**GOOD, "at": at}).body == draft(GOOD).body


@pytest.mark.parametrize(
    "at",
    [
        "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00", "1999-12-31T23:59:59+08:00", "nonsense", 7, ["x"],
        (NOW + timedelta(minutes=3)).isoformat(),
    ],
)  # fmt: skip
def test_an_impossible_time_is_the_problem_of_that_record(at: object) -> None:
    assert problems({**GOOD, "at": at}) == ["at"]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert problems({"person": "1", "celsius": 99, "at": "nonsense"}) == ["at", "celsius"]


def test_a_correction_says_which_record_and_why() -> None:
    made = draft({**GOOD, "corrects": "r1", "why": "看错了"}, written("temperature"))
    assert (made.body["corrects"], made.body["why"]) == ("r1", "看错了")


def test_a_correction_is_of_the_time_of_what_it_corrects_unless_it_says_another() -> None:
    said = {**GOOD, "corrects": "r1", "why": "看错了"}
    assert draft(said, written("temperature")).at == NOW
    earlier = NOW - timedelta(hours=1)
    assert draft({**said, "at": earlier.isoformat()}, written("temperature")).at == earlier


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"corrects": "nonsense", "why": "看错了"}, "corrects"),
        ({"corrects": "r2", "why": "看错了"}, "corrects"),
        ({"corrects": "r1"}, "why"),
        ({"corrects": "r1", "why": "  "}, "why"),
    ],
)
def test_a_correction_of_nothing_or_of_something_else_or_without_a_reason(raw: dict[str, Any], field: str) -> None:
    audit = written("audit")
    other = Entry(
        fact=Fact(**{name: getattr(audit.fact, name) for name in audit.fact.__struct_fields__} | {"id": "r2"}),
        station="s", incarnation="i", seq=2, fact_hash=bytes(32), chain_hash=bytes(32),
    )  # fmt: skip
    assert problems({**GOOD, **raw}, written("temperature"), other) == [field]
