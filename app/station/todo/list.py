"""All that is to be done today, from every source. A new duty adds its source here."""

from collections.abc import Callable, Iterable
from itertools import chain
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


def todo(post: LocalPost) -> Today:
    """For whoever is on duty. UserError where nobody lives here."""
    post.permit("rounds.read")
    look = Look(post)
    items = chain.from_iterable(source(look) for source in SOURCES)
    return today(look.now, items, chain.from_iterable(source(look) for source in COMING))
