"""What a school keeps beside its levels: places at risk (风险地区), exceptions (例外), zones; each with its times."""

import hashlib
import unicodedata
from datetime import date, datetime
from functools import cached_property
from typing import Literal, TypeAlias, get_args

import msgspec

from app.policy.evidence import Evidence, Item
from app.policy.person import KINDS, Person
from app.policy.times import moment
from app.policy.zone import Zone, ZoneKind, zone_of

By: TypeAlias = Literal["kind", "number", "place"]
BYS: tuple[By, ...] = get_args(By)
EXEMPTABLE: tuple[Item, ...] = ("approval", "health-code", "travel-card", "test-report", "vaccination", "mask")
"""Who somebody is, and fever and cough, are asked of everybody."""
_BOUNDS = "省市州盟区县旗"
_SHORTEST = 2


class Region(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place at risk, as the travel card names places ("吉林省长春市"). since, until: days, both included."""

    name: str
    since: date | None = None
    until: date | None = None

    def holds(self, now: datetime) -> bool:
        """Whether the place is at risk on the campus's day of `now`."""
        today = moment(now).date()
        return not (self.since and today < self.since) and not (self.until and today > self.until)

    def covers(self, place: str) -> bool:
        """Whether a place of a travel card lies in the region, or the region in it: a card names the city alone.

        "长春市", "吉林省" and "吉林省长春市绿园区" all cover "吉林省长春市", "海市" does not cover "上海市".
        """
        region, place = plain(self.name), plain(place)
        if min(len(region), len(place)) < _SHORTEST:
            return False
        if place.startswith(region) or region.startswith(place):
            return True
        ends = [at for at in range(_SHORTEST, len(region)) if region[at - 1] in _BOUNDS] + [len(region)]
        heads = [region[:at] for at in ends]
        return any(place.endswith(head) and place[: -len(head)][-1:] in _BOUNDS for head in heads)


class Exemption(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An exception. by, value: a kind of person, somebody's number, or a place that counts as no risk although it has a
    star or stands on the list. items: what is not asked of them (of people). levels: at which; empty: at all."""

    by: By
    value: str
    items: tuple[Item, ...] = ()
    levels: tuple[str, ...] = ()
    since: datetime
    until: datetime

    def holds(self, level: str, now: datetime) -> bool:
        """Whether it counts at the level of that name."""
        return (not self.levels or level in self.levels) and moment(self.since) <= moment(now) < moment(self.until)


class Lists(msgspec.Struct, frozen=True, dict=True):
    """What holds at every level of one campus."""

    regions: tuple[Region, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    zones: tuple[Zone, ...] = ()

    @cached_property
    def version(self) -> str:
        """Eight digits that name the contents; none where there are none."""
        text = msgspec.json.encode(self)
        return hashlib.sha256(text).hexdigest()[:8] if self.regions or self.exemptions or self.zones else ""

    def zone(self, person: Person | None, now: datetime) -> ZoneKind | Literal[""]:
        """The zone in which somebody lives, by the room that the list of people has."""
        return zone_of(self.zones, person.place, now) if person and self.zones else ""

    def exempts(self, evidence: Evidence, item: Item, level: str, now: datetime) -> bool:
        """Whether the item is not asked of the person."""
        person = evidence.person
        if person is None or item not in EXEMPTABLE:
            return False
        of_person = {"kind": person.kind, "number": person.number}
        return any(
            item in one.items and of_person.get(one.by) == one.value and one.holds(level, now)
            for one in self.exemptions
        )

    def harmless(self, place: str, level: str, now: datetime) -> bool:
        """Whether an exception says that a place is no risk."""
        return any(
            one.by == "place" and Region(name=one.value).covers(place) and one.holds(level, now)
            for one in self.exemptions
        )

    def at_risk(self, place: str, now: datetime) -> bool:
        """Whether a place is on the list, now."""
        return any(region.holds(now) and region.covers(place) for region in self.regions)


def is_kind(value: str) -> bool:
    """Whether an exception for a kind of person names one."""
    return value in KINDS


def plain(name: str) -> str:
    """A place's name without blanks, its star, and what different keyboards make of it."""
    return "".join(unicodedata.normalize("NFKC", name).split()).strip("*")
