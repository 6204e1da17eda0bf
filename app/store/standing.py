"""The records of one kind as they stand now: read once, then only what was written since.

Of what was corrected the correction alone stands; what was forgotten is gone after the next midnight at the latest.
"""

from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from app.clock import Clock
from app.records.kind import Record
from app.records.said import said
from app.store.fact import Entry
from app.store.following import Following
from app.store.ledger import Ledger

R = TypeVar("R", bound=Record)


class Stood(NamedTuple, Generic[R]):
    """A record that stands: its id, when it was, who wrote it where, and what it says."""

    id: str
    at: datetime
    operator: str
    post: str
    said: R


class Standing(Generic[R]):
    """The records of one kind of the last `kept`. Use it from any thread."""

    def __init__(self, ledger: Ledger, name: str, type_: type[R], kept: timedelta, clock: Clock) -> None:
        self._type, self._following = type_, Following(lambda: ledger, (name,), kept, clock)
        self._lock = Lock()
        self._stands: dict[str, Stood[R]] = {}
        self._heirs: dict[str, str] = {}

    def all(self) -> list[Stood[R]]:
        """By time; also those that another window or command has just written."""
        with self._lock:
            self._read_on()
            found = list(self._stands.values())
        return sorted(found, key=lambda one: (one.at, one.id))

    def _read_on(self) -> None:
        news = self._following.news()
        if news.anew:
            self._stands, self._heirs = {}, {}
        for entry in news.entries:
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        fact, says = entry.fact, said(entry.fact.body, self._type)
        if says is None:
            return
        before = says.corrects
        while before in self._heirs:
            before = self._heirs[before]
        if before:
            self._stands.pop(before, None)
            self._heirs[before] = fact.id
        self._stands[fact.id] = Stood(fact.id, fact.at, fact.operator, fact.post, says)
