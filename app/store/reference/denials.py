"""The list of restricted passage (限制通行名单): who or what is not let through without the leader on duty's word, why,
from when to when, who entered it, and what was said against it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Literal, TypeAlias, get_args

import msgspec

from app.policy.evidence import Denial
from app.policy.plate import plain
from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "denial"
KEPT = timedelta(days=30)
"""How long an entry that is over can still be looked at."""
By: TypeAlias = Literal["number", "id-number", "plate"]
BYS: tuple[By, ...] = get_args(By)


class Denied(msgspec.Struct, frozen=True, kw_only=True):
    """One entry. by, value: the number (学工号), ID number or plate that it speaks of. since, until: from when to when.
    why: empty where the centre published it, which keeps the reason to itself. appeal: what was said against it (申诉).
    lifted_…: who ended it before its time, when and why."""

    id: str
    by: By
    value: str
    why: str
    since: datetime
    until: datetime
    who: str
    entered_at: datetime
    appeal: str = ""
    lifted_at: datetime | None = None
    lifted_by: str = ""
    lifted_why: str = ""

    @property
    def denial(self) -> Denial:
        """What a decision looks at."""
        return Denial(self.since, self.until, self.lifted_at is not None)

    @property
    def over(self) -> datetime:
        """When it ended, or will by itself."""
        return min(self.until, self.lifted_at) if self.lifted_at else self.until


class Denials:
    """The list of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reference = Reference(database)

    def of(self, by: By, value: str) -> tuple[Denied, ...]:
        """The entries of one number or plate, those that are over too: `decide` says which of them counts."""
        return self._reference.get(SECTION, key_of(by, value), tuple[Denied, ...]) or () if plain(value) else ()

    def all(self) -> list[Denied]:
        """All entries by the time they were made."""
        kept = self._reference.all(SECTION, tuple[Denied, ...])
        return sorted((one for some in kept.values() for one in some), key=lambda one: one.entered_at)

    def put(self, entry: Denied, now: datetime) -> None:
        """Keep an entry, in place of the one of that id; what has been over for long goes."""
        with self._database.write():
            self._replace([*(one for one in self.all() if one.id != entry.id and one.over + KEPT > now), entry])

    def tidy(self, now: datetime) -> None:
        """Forget what has been over for KEPT."""
        with self._database.write():
            kept = self.all()
            left = [one for one in kept if one.over + KEPT > now]
            if len(left) < len(kept):
                self._replace(left)

    def about(self, names: Collection[str]) -> list[Denied]:
        """The entries that speak of somebody by one of these numbers."""
        wanted = {plain(name) for name in names}
        return [one for one in self.all() if one.by != "plate" and plain(one.value) in wanted]

    def remove(self, ids: Collection[str]) -> None:
        """Forget these entries, whatever their time."""
        with self._database.write():
            if ids:
                self._replace([one for one in self.all() if one.id not in ids])

    def _replace(self, entries: Iterable[Denied]) -> None:
        by_key: dict[str, list[Denied]] = {}
        for one in entries:
            by_key.setdefault(key_of(one.by, one.value), []).append(one)
        self._reference.put_all(SECTION, by_key, replace=True)


def key_of(by: By, value: str) -> str:
    """Under which all entries of one number or plate stand."""
    return f"{by} {plain(value)}"
