"""Legal holds: records that must not be forgotten while a case is open, whatever their time."""

from datetime import datetime

import msgspec

from app.store.database import Database
from app.store.fact import Fact
from app.store.reference.sections import LOCAL, Reference
from app.store.retention.mentions import mentions

_DOCUMENT = "holds"


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
        """Those in force, in the order they were set."""
        held = self._reference.get(LOCAL, _DOCUMENT, list[Hold]) or []
        return [hold for hold in held if hold.until is None or now < hold.until]

    def set(self, hold: Hold) -> None:
        """Hold more."""
        with self._database.write():
            self._reference.put(LOCAL, _DOCUMENT, [*self.active(hold.since), hold])

    def release(self, id_: str, now: datetime) -> bool:
        """Take a hold away; False where there is none of that id. Those that ended by themselves go too."""
        with self._database.write():
            held = self.active(now)
            left = [hold for hold in held if hold.id != id_]
            self._reference.put(LOCAL, _DOCUMENT, left)
        return len(left) < len(held)
