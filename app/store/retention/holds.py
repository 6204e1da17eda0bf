"""Legal holds: records that must not be forgotten while a case is open, whatever their time. A post has its own, and
those that the centre publishes."""

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from app.store.database import Database
from app.store.fact import Fact
from app.store.reference.owned import mine
from app.store.reference.sections import LOCAL, Reference
from app.store.retention.mentions import mentions

SECTION = "hold"
"""Those of the centre, by their ids."""
_DOCUMENT = "holds"
_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """What is held: records of this kind, that name somebody known by `names`, of this time; what is empty does not
    restrict it. until: when it ends by itself; who, why, since: who set it."""

    id: str
    kind: str = ""
    names: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    until: datetime | None = None
    who: str
    why: str
    since: datetime

    def covers(self, fact: Fact) -> bool:
        """Whether a record is held by this."""
        return (
            self.kind in ("", fact.kind)
            and (self.start is None or fact.at >= self.start)
            and (self.end is None or fact.at < self.end)
            and (not self.names or mentions(fact.body, self.names))
        )


class Holds:
    """The holds of one database."""

    def __init__(self, database: Database) -> None:
        self._reference = Reference(database)
        self._database = database

    def active(self, now: datetime) -> list[Hold]:
        """Those in force, the centre's before this post's own, in the order they were set."""
        published = self._reference.all(SECTION, Hold, _everything).values()
        return [*_in_force(sorted(published, key=lambda hold: hold.since), now), *self._own(now)]

    def _own(self, now: datetime) -> list[Hold]:
        return _in_force(self._reference.get(LOCAL, _DOCUMENT, list[Hold]) or [], now)

    def set(self, hold: Hold) -> None:
        """Hold more."""
        with self._database.write():
            self._reference.put(LOCAL, _DOCUMENT, [*self._own(hold.since), hold])

    def release(self, id_: str, now: datetime) -> bool:
        """Take a hold away; False where there is none of that id. Those that ended by themselves go too. CentresOwn
        for one of the centre's."""
        with self._database.write():
            if self._reference.get(SECTION, id_, object) is not None:
                mine(self._database, SECTION)
            held = self._own(now)
            left = [hold for hold in held if hold.id != id_]
            self._reference.put(LOCAL, _DOCUMENT, left)
        return len(left) < len(held)


def _in_force(holds: Iterable[Hold], now: datetime) -> list[Hold]:
    return [hold for hold in holds if hold.until is None or now < hold.until]


def _everything(key: str) -> Hold:
    """A hold that this program cannot read: whatever it means, nothing is forgotten meanwhile."""
    return Hold(id=key, who="", why="", since=_ALWAYS)
