"""What is known, at one moment, of the one person in a lane."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from app.codes.claim import Claim, Trust
from app.policy.person import Person

Direction: TypeAlias = Literal["in", "out"]
Item: TypeAlias = Literal[
    "identity", "approval", "health-code", "travel-card", "test-report", "vaccination", "temperature", "symptoms",
    "mask",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """The guard looked at an item himself (目视核验), or asked: `good` is what he found."""

    item: Item
    good: bool
    at: datetime


Site: TypeAlias = Literal["forehead", "armpit", "ear"]
"""Where a temperature is measured: each has a threshold of its own."""


@dataclass(frozen=True, slots=True)
class Temperature:
    """A measured temperature in °C. Bound to one person by the lane."""

    celsius: float
    at: datetime
    site: Site = "forehead"
    source: Literal["thermometer", "typed"] = "thermometer"


@dataclass(frozen=True, slots=True)
class Approval:
    """A granted approval: to come back, to go out, to visit. host, purpose, vehicle (its plate): of a visit, of others
    as far as somebody said so. visitor: the name of somebody who is not on the list of people."""

    kind: Literal["return", "leave", "visit"]
    valid_from: datetime
    valid_to: datetime
    host: str = ""
    purpose: str = ""
    vehicle: str = ""
    visitor: str = ""


@dataclass(frozen=True, slots=True)
class Denial:
    """An entry of the list of restricted passage (限制通行名单). since, until: from when to when it holds."""

    since: datetime
    until: datetime
    lifted: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything `decide` may look at.

    post: "gate", "goods" or "dormitory".
    person: None while nobody has been identified.
    identity: how the person was identified (a verified campus code; `seen` for an ID card and a look-up by hand).
    reference_at: when the list of people, approvals and revocations was last known to be complete; None where the
        post stands alone, since its own list is the truth.
    on_roster: False where a campus code (or an ID card) names somebody who is not on the list of people.
    since: when the person came into the lane; None: just now.
    denials: what the list of restricted passage has of this person, also what is over.
    released_at: when the medical duty room last released the person; fever and cough from before it no longer count.
    referred_at: since when the medical duty room has the person, who was not released yet.
    observed: whether somebody is watched over (留观、居家观察) and was not released.
    may_rest: whether a first high temperature may be measured again after a rest: somebody is there to call them back.
    """

    post: str
    direction: Direction
    person: Person | None = None
    identity: Trust | None = None
    claims: tuple[Claim, ...] = ()
    looks: tuple[Look, ...] = ()
    temperatures: tuple[Temperature, ...] = ()
    approvals: tuple[Approval, ...] = ()
    denials: tuple[Denial, ...] = ()
    reference_at: datetime | None = None
    on_roster: bool = True
    released_at: datetime | None = None
    referred_at: datetime | None = None
    observed: bool = False
    may_rest: bool = False
    since: datetime | None = None
