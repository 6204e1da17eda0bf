"""All that is to be done today, from every source. A new duty adds its source here."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import chain
from threading import Lock
from typing import TypeAlias

from app.dormitory.today.item import Coming, Item, Today, today
from app.station.local import LocalPost
from app.station.todo import night, others, reports, rounds
from app.station.todo.look import Look

Source: TypeAlias = Callable[[Look], Iterable[Item]]
SOURCES: tuple[Source, ...] = (
    rounds.due, rounds.urgent, reports.signatures, reports.disagreements, night.items, others.medical, others.observed,
)  # fmt: skip
COMING: tuple[Callable[[Look], Iterable[Coming]], ...] = (rounds.coming, night.coming)
FRESH = timedelta(minutes=2)
"""Where nothing was written meanwhile, the list of a whole campus is not computed anew before that."""


def todo(post: LocalPost) -> Today:
    """For whoever is on duty. UserError where nobody lives here."""
    post.permit("rounds.read")
    look = Look(post)
    items = chain.from_iterable(source(look) for source in SOURCES)
    return today(look.now, items, chain.from_iterable(source(look) for source in COMING))


class TodoList:
    """The same list, looked at again and again; from any thread."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._lock = post, Lock()
        self._made: tuple[tuple[str, ...], Today] | None = None

    def read(self) -> Today:
        """Anew where something was written, somebody else is on duty, or some time is over."""
        with self._lock:
            key, now = self._key(), self._post.clock()
            if self._made is None or self._made[0] != key or not self._fresh(self._made[1].now, now):
                self._made = key, todo(self._post)
            return self._made[1]

    def _key(self) -> tuple[str, ...]:
        self._post.permit("rounds.read")
        head = self._post.ledger.head()
        return (
            head.incarnation, str(head.seq), self._post.reference_version(), self._post.operator(), self._post.role()
        )  # fmt: skip

    def _fresh(self, made: datetime, now: datetime) -> bool:
        coming = self._made[1].next if self._made else None
        return made <= now < made + FRESH and (coming is None or now < coming.at)
