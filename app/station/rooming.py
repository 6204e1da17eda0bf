"""Where somebody lives now: as the list of people has it, and the changes of residence that hold beside it."""

from collections.abc import Callable
from datetime import timedelta
from threading import Lock

import msgspec

from app.clock import Clock
from app.dormitory.moving import KIND, Change, changes, moved, present
from app.dormitory.roster import resident_of
from app.policy.person import Person
from app.policy.room import RoomName, room_of
from app.store.fact import Entry
from app.store.following import Following
from app.store.ledger import Ledger

_KEPT = timedelta(days=10 * 366)
"""A move holds until the next; how long records are kept is said by their kind."""


class Rooming:
    """Use it from any thread. ledger: gives the one that is open now."""

    def __init__(self, ledger: Callable[[], Ledger], clock: Clock) -> None:
        self._following, self._clock = Following(ledger, (KIND,), _KEPT, clock), clock
        self._lock = Lock()
        self._entries: list[Entry] = []
        self._standing: list[Change] = []
        self._own: dict[str, list[Change]] = {}

    def changes(self) -> list[Change]:
        """All that stand, those of other posts too, by the time from which they hold."""
        with self._lock:
            self._read_on()
            return self._standing

    def living(self, person: Person) -> Person:
        """`person` with the room where they live now."""
        with self._lock:
            self._read_on()
            own = self._own.get(person.number)
        if not own:
            return person
        here = present(moved([resident_of(person)], own).residents, self._clock())
        room = RoomName(here[0].building, here[0].room, here[0].bed) if here else None
        if room == room_of(person.place):
            return person
        return msgspec.structs.replace(person, place="-".join(part for part in room or () if part))

    def _read_on(self) -> None:
        news = self._following.news()
        if not news.anew and not news.entries:
            return
        self._entries = [*(() if news.anew else self._entries), *news.entries]
        self._standing = changes(self._entries)
        self._own = {}
        for one in self._standing:
            self._own.setdefault(one.said.person, []).append(one)
