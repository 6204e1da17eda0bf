"""What must not be forgotten yet, though its time is over: held by somebody, or not yet where it belongs."""

from datetime import datetime

from app.store.cipher import Connection
from app.store.database import Database
from app.store.fact import Fact
from app.store.outbox import open_ranges
from app.store.retention.holds import Hold, Holds


class Guard:
    """How things stand in one transaction. centre: whether there is one that has to acknowledge first."""

    def __init__(self, database: Database, connection: Connection, now: datetime, *, centre: bool) -> None:
        self._holds = Holds(database).active(now)
        self._unsent = open_ranges(connection) if centre else []
        self._aside = {id_ for (id_,) in connection.execute("SELECT id FROM quarantine")}

    def hold(self, fact: Fact) -> Hold | None:
        """The first hold that covers a record."""
        return next((hold for hold in self._holds if hold.covers(fact)), None)

    def waiting(self, n: int, id_: str) -> bool:
        """Whether a record was not acknowledged, or lies in quarantine."""
        return id_ in self._aside or any(first <= n <= last for first, last in self._unsent)
