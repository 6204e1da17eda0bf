"""Contact time (作用时间): how long a disinfectant has to act, and until when that holds a release."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta

from app.clock import campus
from app.records.goods_items import Disinfection

Target: TypeAlias = Literal["people", "vehicle", "goods", "area"]
TARGETS: dict[str, Target] = {
    "people_disinfected": "people", "vehicle_disinfected": "vehicle", "goods_disinfected": "goods",
    "area_disinfected": "area",
}  # fmt: skip
"""Field of a record → what is disinfected."""


class Agent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of resources/goods/disinfectants.toml, which says what its fields are."""

    name: str
    concentration: str
    minutes: Annotated[int, Meta(ge=0, le=24 * 60)]
    on: tuple[Target, ...]
    source: str


@cache
def agents() -> tuple[Agent, ...]:
    """All disinfectants that are known, in the order in which they are proposed."""
    text = (files("resources") / "goods" / "disinfectants.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["agent"], tuple[Agent, ...])


def for_target(field: str) -> tuple[Agent, ...]:
    """Those used on what the field is about."""
    return tuple(agent for agent in agents() if TARGETS[field] in agent.on)


def minutes_of(name: str, concentration: str) -> int | None:
    """How long this one has to act; None where the table does not say."""
    wanted = (_plain(name), _plain(concentration))
    return next((one.minutes for one in agents() if (_plain(one.name), _plain(one.concentration)) == wanted), None)


def ready_at(values: Mapping[str, Any]) -> datetime | None:
    """When everything that was disinfected has been for long enough; None where no time was said of any."""
    done = (values.get(name) for name in TARGETS)
    ends = [one.at + timedelta(minutes=one.minutes) for one in done if isinstance(one, Disinfection) and one.minutes]
    return max(ends, default=None)


def ready_clock(values: Mapping[str, Any]) -> str:
    """The same as a clock shows it, a begun minute whole: who comes at that minute need not wait; empty for none."""
    until = ready_at(values)
    return f"{campus(until + timedelta(minutes=1, microseconds=-1)):%H:%M}" if until else ""


def _plain(text: str) -> str:
    return "".join(text.lower().split())
