"""What an observation asks for, as resources/dormitory/observation.toml has it: temperatures, days, tests."""

import tomllib
from datetime import datetime, time
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from app.clock import CAMPUS, campus
from app.records.observation_step import Cause

MeasureName: TypeAlias = Literal["morning", "evening"]
Count = Annotated[int, Meta(ge=1, le=60)]


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When one of a day's temperatures is due; late afterwards."""

    name: MeasureName
    opens: time
    closes: time


class Needed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What has to be there before somebody may be released; see the file."""

    name: Cause
    days: Count
    tests: tuple[Count, ...]
    calm_hours: Annotated[int, Meta(ge=0, le=14 * 24)]


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of them."""

    measures: tuple[Measure, Measure]
    causes: tuple[Needed, ...]

    def needed(self, cause: Cause) -> Needed:
        """For a cause; of one that the file does not name the longest of all."""
        found = next((one for one in self.causes if one.name == cause), None)
        return found or max(self.causes, key=lambda one: one.days)


@cache
def rules() -> Rules:
    """The rules that come with the program."""
    text = (files("resources") / "dormitory" / "observation.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Rules)


def window(measure: Measure, day: datetime) -> tuple[datetime, datetime]:
    """When it opens and closes on the campus day of a moment."""
    date = campus(day).date()
    return datetime.combine(date, measure.opens, CAMPUS), datetime.combine(date, measure.closes, CAMPUS)
