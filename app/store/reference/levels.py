"""The control level and its history: who set which, why, and from when."""

from datetime import UTC, datetime

import msgspec

from app.clock import campus
from app.store.chain import moment
from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "level"


class LevelChange(msgspec.Struct, frozen=True, kw_only=True):
    """One change. since: from when it holds, which may lie ahead; entered_at: when it was set. posts: the names of the
    posts that it is for, all where it names none."""

    level: str
    who: str
    why: str
    since: datetime
    entered_at: datetime
    posts: tuple[str, ...] = ()


class Levels:
    """The changes kept in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reference = Reference(database)

    def set(self, change: LevelChange) -> None:
        """Add a change to the history."""
        with self._database.write():
            self._reference.put(SECTION, key_of(change, len(self.history())), change)

    def at(self, now: datetime, post: str = "") -> LevelChange | None:
        """The change in force at `now` for the post of that name; None where no level was ever set."""
        moment_ = campus(now).astimezone(UTC)
        begun = [one for one in self.history() if campus(one.since) <= moment_ and post in (one.posts or (post,))]
        return begun[-1] if begun else None

    def history(self) -> list[LevelChange]:
        """All changes by the time they begin; of two that begin together the later set is last, and holds."""
        return list(self._reference.all(SECTION, LevelChange).values())


def key_of(change: LevelChange, count: int) -> str:
    """Where a change stands: by the time it begins, and of those that begin together by the `count` there were."""
    return f"{moment(campus(change.since))} {count:06d}"
