"""What the campus keeps beside its levels: the versions of the list of places at risk, the exceptions, the zones."""

from collections.abc import Collection
from datetime import datetime, timedelta

import msgspec

from app.policy.evidence import Item
from app.policy.lists import By, Exemption, Lists, Region
from app.store.database import Database
from app.store.reference.numbered import Numbered
from app.store.reference.sections import Reference
from app.store.reference.zones import Zones

REGIONS, EXEMPTIONS = "risk-regions", "exemption"
KEPT = timedelta(days=30)
"""How long an exception that is over can still be looked at."""


class RegionList(msgspec.Struct, frozen=True, kw_only=True):
    """One version of the list of places at risk: who made it, when, and why."""

    regions: tuple[Region, ...]
    who: str
    why: str
    at: datetime


class Exempted(msgspec.Struct, frozen=True, kw_only=True):
    """An exception with who made it, when, and why; and who took it back before its time. See Exemption."""

    id: str
    by: By
    value: str
    items: tuple[Item, ...] = ()
    levels: tuple[str, ...] = ()
    since: datetime
    until: datetime
    who: str
    why: str
    entered_at: datetime
    lifted_at: datetime | None = None
    lifted_by: str = ""

    @property
    def over(self) -> datetime:
        """When it ended, or will."""
        return min(self.until, self.lifted_at) if self.lifted_at else self.until

    @property
    def exemption(self) -> Exemption:
        """What a decision looks at."""
        return Exemption(
            by=self.by, value=self.value, items=self.items, levels=self.levels, since=self.since, until=self.over
        )  # fmt: skip


class CampusLists:
    """The lists of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reference = Reference(database)
        self.regions, self.zones = Numbered(database, REGIONS, RegionList), Zones(database)
        self._read: tuple[str, Lists] = ("", Lists())

    def now(self) -> Lists:
        """What a decision looks at; read again only when the reference has changed."""
        version = self._reference.version()
        if self._read[0] != version or not version:
            versions = self.regions.all()
            regions = versions[-1].regions if versions else ()
            exemptions = tuple(one.exemption for one in self.exemptions())
            self._read = (version, Lists(regions, exemptions, self.zones.in_rooms()))
        return self._read[1]

    def exemptions(self) -> list[Exempted]:
        """All exceptions by the time they were made, those that are over too."""
        return sorted(self._reference.all(EXEMPTIONS, Exempted).values(), key=lambda one: one.entered_at)

    def put(self, one: Exempted, now: datetime) -> None:
        """Keep an exception, in place of the one of that id; what has been over for long goes."""
        with self._database.write():
            for old in self.exemptions():
                if old.over + KEPT < now:
                    self._reference.remove(EXEMPTIONS, old.id)
            self._reference.put(EXEMPTIONS, one.id, one)

    def about(self, names: Collection[str]) -> list[Exempted]:
        """The exceptions for somebody by one of these numbers."""
        return [one for one in self.exemptions() if one.by == "number" and one.value in names]

    def forget(self, names: Collection[str]) -> None:
        """The exceptions for somebody by one of these numbers go."""
        with self._database.write():
            for one in self.about(names):
                self._reference.remove(EXEMPTIONS, one.id)
