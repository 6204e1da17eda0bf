"""The control level and its history: who set which, why, and from when."""

from datetime import UTC, datetime

import msgspec

from app.clock import campus
from app.store.chain import moment
from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "level"


class LevelChange(msgspec.Struct, frozen=True, kw_only=True):
    """One change. since: from when it holds, which may lie ahead; entered_at: when it was set."""

    level: str
    who: str
    why: str
    since: datetime
    entered_at: datetime


class Levels:
    """The changes kept in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reference = Reference(database)

    def set(self, change: LevelChange) -> None:
        """Add a change to the history."""
        with self._database.write():
            count = len(self.history())
            self._reference.put(SECTION, f"{moment(campus(change.since))} {count:06d}", change)

    def at(self, now: datetime) -> LevelChange | None:
        """The change in force at `now`; None where no level was ever set."""
        begun = [change for change in self.history() if campus(change.since) <= campus(now).astimezone(UTC)]
        return begun[-1] if begun else None

    def history(self) -> list[LevelChange]:
        """All changes by the time they begin; of two that begin together the later set is last, and holds."""
        return list(self._reference.all(SECTION, LevelChange).values())
