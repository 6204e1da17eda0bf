"""What a control level asks: demands (one item, and what settles it) and rules (whom they are put to)."""

from typing import Annotated, Literal, TypeAlias, get_args

import msgspec
from msgspec import Meta

from app.policy.evidence import Direction, Item
from app.policy.person import KINDS, PersonKind
from app.policy.zone import ZoneKind

Post: TypeAlias = Literal["gate", "goods", "dormitory"]
ValidTrust: TypeAlias = Literal["verified", "read", "seen"]
ApprovalKind: TypeAlias = Literal["return", "leave", "visit"]
Meaning: TypeAlias = Literal["good", "temperature", "look", "refuse"]
"""What a colour says: it does; a normal temperature settles it; it says nothing, so the guard looks; it refuses."""
Remarked: TypeAlias = Literal["remark", "look", "refuse"]
"""What a place says: it is pointed out; the guard looks; it refuses."""
Handing: TypeAlias = Literal["free", "disinfect", "outside", "none"]
"""How parcels reach whoever they are for: as they came; disinfected first; at the point outside alone; not at all."""
Hours: TypeAlias = Annotated[float, Meta(gt=0, le=87_600)]

POSTS: tuple[Post, ...] = get_args(Post)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
ITEMS: tuple[Item, ...] = get_args(Item)
HANDINGS: tuple[Handing, ...] = get_args(Handing)


class Demand(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that is asked, and what settles it.

    accept: the trusts that do. `seen` also means that the guard's own look does (目视核验).
    today: pages only: of the campus's day on which the person stands there (当天).
    within_hours: how old a page, a measurement or (by its sampling time) a test may be; None sets no own limit.
    each_of_days: tests only: a negative one sampled on each of so many consecutive days of the campus's calendar,
        the last of which is today, or yesterday where `may_end_yesterday` (today's result is rarely out by morning).
    tests: which kinds of test count.
    approvals: which kinds of approval do; `or_on_list`: being on the list of people does as well (事先登记备案).
    off_list: identity only: whether a valid campus code does for somebody who is not on the list of people.
    starred, risk_places: travel card only: what a place with a star says, and one on the campus's own list.
    """

    item: Item
    accept: tuple[ValidTrust, ...] = ("verified", "read", "seen")
    today: bool = False
    within_hours: Hours | None = None
    each_of_days: Annotated[int, Meta(ge=0, le=30)] = 0
    may_end_yesterday: bool = True
    tests: tuple[Literal["nucleic-acid", "antigen"], ...] = ("nucleic-acid",)
    approvals: tuple[ApprovalKind, ...] = ()
    or_on_list: bool = False
    off_list: bool = False
    starred: Remarked = "remark"
    risk_places: Remarked = "remark"


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who, where and which way; and the names of the demands put to them, in the order to ask.

    A key left out means all of them. forbidden: nobody of these passes; what the demands find is only for the record.
    """

    posts: tuple[Post, ...] = POSTS
    directions: tuple[Direction, ...] = DIRECTIONS
    kinds: tuple[PersonKind, ...] = KINDS
    demands: tuple[str, ...] = ("identity",)
    forbidden: bool = False


class ZoneRule(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked, in place of the rule for everybody, of those who live in a zone of that kind."""

    zone: ZoneKind


class Fever(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From how many °C on a temperature is a fever, by where it was measured."""

    forehead: float = 37.3
    armpit: float = 37.3
    ear: float = 37.5


class SecondMeasurement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What becomes of a high temperature at a post that can have people rest: they are measured again.

    after_minutes: how long they rest. normal: whether a normal second reading settles the first, or refers like it.
    """

    after_minutes: Annotated[float, Meta(ge=1, le=120)] = 10
    normal: Literal["settles", "refers"] = "refers"
