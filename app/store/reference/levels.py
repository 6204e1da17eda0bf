"""The control level and its history: who set which, why, and from when."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

import msgspec

from app.clock import campus
from app.clock import moment as read
from app.store.chain import moment
from app.store.database import Database
from app.store.faults import StoreFault
from app.store.reference.sections import LOCAL, Reference

SECTION = "level"
_BEGUN = "levels-begun"
_YEARS = range(2000, 3000)
_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


class LevelChange(msgspec.Struct, frozen=True, kw_only=True):
    """One change. since: from when it holds, which may lie ahead; entered_at: when it was set. posts: the names of the
    posts that it is for, all where it names none. text: of a school's own level, as it stood when it was set; without
    one the level of that name that came with the program, or that the centre published."""

    level: str
    who: str
    why: str
    since: datetime
    entered_at: datetime
    posts: tuple[str, ...] = ()
    text: str = ""


Strictness = Callable[[LevelChange], int]
"""Of the level that a change puts into force: the greater the stricter."""


class Levels:
    """The changes kept in one database, and those of them that have begun here."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reference = Reference(database)

    def set(self, change: LevelChange) -> None:
        """Add a change to the history; one that holds from when it is set begins now, whatever the clock says."""
        with self._database.write():
            numbers = (key.rpartition(" ")[2] for key in self._known())
            key = key_of(change, max((int(number) for number in numbers if number.isdecimal()), default=-1) + 1)
            self._reference.put(SECTION, key, change)
            if _at_once(change):
                self._begin([key])

    def at(self, now: datetime, post: str = "") -> LevelChange | None:
        """The change that held at `now` for the post of that name, by the clock; None where no level was ever set."""
        begun = [one for one in self.history() if _reached(one, now) and post in (one.posts or (post,))]
        return begun[-1] if begun else None

    def holding(self, now: datetime, strictness: Strictness, post: str = "") -> LevelChange | None:
        """The change in force at a post whose clock shows `now`, also where the clock was set back behind it: the last
        one that began holds until another begins. Of those that began too early, under a clock that was wrong, and the
        one before, the strictest holds."""
        known = self._known()
        begun = self._begun()
        fresh = [key for key, one in known.items() if key not in begun and (_at_once(one) or _reached(one, now))]
        if fresh:
            with suppress(StoreFault):  # it holds all the same, and is kept at another look
                self._begin(fresh)
        held = [known[key] for key in (*begun, *fresh) if key in known and post in (known[key].posts or (post,))]
        doubtful = []
        for one in reversed(held):
            doubtful.append(one)
            if _at_once(one) or _reached(one, now):
                break
        if len(doubtful) < 2:
            return doubtful[0] if doubtful else None
        return max(doubtful, key=lambda one: strictness(one))

    def coming(self, now: datetime, post: str = "") -> LevelChange | None:
        """The next change that the clock has not reached."""
        begun = self._begun()
        ahead = [
            one for key, one in self._known().items()
            if key not in begun and not _at_once(one) and not _reached(one, now) and post in (one.posts or (post,))
        ]  # fmt: skip
        return ahead[0] if ahead else None

    def withdraw(self, change: LevelChange) -> None:
        """Take back a change that was set for later."""
        with self._database.write():
            for key, one in self._known().items():
                if one == change and key not in self._begun():
                    self._reference.remove(SECTION, key)

    def history(self) -> list[LevelChange]:
        """All changes by the time they begin; of two that begin together the later set is last, and holds."""
        return list(self._known().values())

    def _known(self) -> dict[str, LevelChange]:
        return self._reference.all(SECTION, LevelChange, _unreadable)

    def _begun(self) -> list[str]:
        """The keys of the changes that have begun here, in the order in which they did."""
        return self._reference.get(LOCAL, _BEGUN, list[str]) or []

    def _begin(self, keys: Sequence[str]) -> None:
        with self._database.write():
            begun = self._begun()
            self._reference.put(LOCAL, _BEGUN, [*begun, *(key for key in keys if key not in begun)])


def _unreadable(key: str) -> LevelChange:
    """A change that this program cannot read, of no level that anybody knows, which counts as the strictest: from when
    its key says, for every post."""
    said = read(key.split(" ")[0], UTC)
    since = said if said and said.year in _YEARS else _ALWAYS
    return LevelChange(level="", who="", why="", since=since, entered_at=_ALWAYS)


def _at_once(change: LevelChange) -> bool:
    return campus(change.since) <= campus(change.entered_at)


def _reached(change: LevelChange, now: datetime) -> bool:
    return campus(change.since) <= campus(now)


def key_of(change: LevelChange, count: int) -> str:
    """Where a change stands: by the time it begins, and of those that begin together by the `count` there were."""
    return f"{moment(campus(change.since))} {count:06d}"
