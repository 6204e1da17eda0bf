"""The plan of a day, as resources/dormitory/day.toml has it: when rounds open and close, when reports are due."""

import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated, Literal, TypeAlias, get_args

import msgspec
from msgspec import Meta

from app.clock import CAMPUS, campus

RoundName: TypeAlias = Literal["morning", "noon", "evening"]
Step: TypeAlias = Literal["counsellor", "affairs", "centre"]
ROUND_NAMES: tuple[RoundName, ...] = get_args(RoundName)
STEPS: tuple[Step, ...] = get_args(Step)
Minutes = Annotated[int, Meta(ge=0, le=24 * 60)]


class Window(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When one of the day's rounds opens and closes."""

    name: RoundName
    opens: time
    closes: time


class Second(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    after_minutes: Minutes


class Disagree(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    slack_minutes: Minutes
    fever_minutes: Minutes


class Within(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How soon something is to be done once it is known."""

    within_minutes: Minutes


class Signing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Until when each step of the chain is signed. one_person: the same person may sign several of them."""

    one_person: bool
    counsellor: time
    affairs: time
    centre: time


class Night(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The night check: see resources/dormitory/day.toml."""

    opens: time
    late_from: time
    closes: time
    ends: time
    door_hours: Annotated[int, Meta(ge=0, le=48)]
    call_minutes: Minutes


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rounds in the order of the day, and what belongs to them."""

    rounds: tuple[Window, Window, Window]
    second: Second
    disagree: Disagree
    report: Signing
    urgent: Within
    medical: Within
    night: Night

    @property
    def rest(self) -> timedelta:
        """How long somebody rests before the second measurement."""
        return timedelta(minutes=self.second.after_minutes)

    def deadline(self, day: date, step: Step) -> datetime:
        """Until when a step of the chain signs the report of a day."""
        return datetime.combine(day, getattr(self.report, step), CAMPUS)


class Round(msgspec.Struct, frozen=True):
    """One round of one day. ends: when the next one begins to count, midnight for the last."""

    day: date
    name: RoundName
    begins: datetime
    opens: datetime
    closes: datetime
    ends: datetime


@cache
def plan() -> Plan:
    """The plan that comes with the program."""
    text = (files("resources") / "dormitory" / "day.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Plan)


@lru_cache(maxsize=32)
def rounds(plan_: Plan, day: date) -> tuple[Round, ...]:
    """The rounds of a campus day. Together they cover it from midnight to midnight, so that every measurement of the
    day is of exactly one: the early ones of the morning's, the late ones of the round before them."""
    midnight = datetime.combine(day, time(), CAMPUS)
    starts = [datetime.combine(day, one.opens, CAMPUS) for one in plan_.rounds]
    begins = [midnight, *starts[1:]]
    ends = [*starts[1:], midnight + timedelta(days=1)]
    return tuple(
        Round(day, one.name, begin, start, datetime.combine(day, one.closes, CAMPUS), end)
        for one, begin, start, end in zip(plan_.rounds, begins, starts, ends, strict=True)
    )


def round_of(plan_: Plan, moment: datetime, said: str = "") -> Round:
    """The round that a fact of `moment` is for: the one it says of itself, else the one its time lies in."""
    moment = campus(moment)
    of_day = rounds(plan_, moment.date())
    named = next((one for one in of_day if one.name == said), None)
    return named or next(one for one in of_day if one.begins <= moment < one.ends)
