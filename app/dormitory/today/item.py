"""One thing to do: what, by when, and the screen where it is done; and their order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from app.clock import LATEST
from app.i18n import tr

ALIKE = 6
"""So many things of one kind are told one by one; of more the last ones are told together."""


class Lead(NamedTuple):
    """Where it is done: a screen of the window by its name; what it takes in hand: a building, a round or a night,
    somebody by their number; the day, ISO 8601, where it is not the present one."""

    screen: str
    building: str = ""
    what: str = ""
    number: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """code: of its kind. say: what it is, in the language in use, without anybody's name: others look at the screen
    too. due: by when; None for what has no time of its own. more: it stands for so many others."""

    code: str
    due: datetime | None
    lead: Lead
    say: Callable[[], str] = field(compare=False)
    more: int = 0

    def overdue(self, now: datetime) -> bool:
        return self.due is not None and now > self.due


class Coming(NamedTuple):
    """What comes next, and when."""

    at: datetime
    say: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Today:
    """items: what is over its time first, then by deadline, what has none last. next: where there is any."""

    now: datetime
    items: tuple[Item, ...]
    next: Coming | None = None

    @property
    def overdue(self) -> int:
        return sum(one.more or 1 for one in self.items if one.overdue(self.now))


def today(now: datetime, items: Iterable[Item], coming: Iterable[Coming]) -> Today:
    """The list of these."""
    ordered = sorted(_told(items), key=_by_deadline)
    ahead = sorted((one for one in coming if one.at > now), key=lambda one: one.at)
    return Today(now, tuple(ordered), next(iter(ahead), None))


def _told(items: Iterable[Item]) -> list[Item]:
    of_kind: dict[str, list[Item]] = {}
    for one in items:
        of_kind.setdefault(one.code, []).append(one)
    found: list[Item] = []
    for some in of_kind.values():
        some.sort(key=_by_deadline)
        found += some if len(some) <= ALIKE else [*some[: ALIKE - 1], _others(some[ALIKE - 1 :])]
    return found


def _by_deadline(one: Item) -> tuple[datetime, str, Lead]:
    return one.due or LATEST, one.code, one.lead


def _others(rest: list[Item]) -> Item:
    first = rest[0]
    return Item(
        first.code, first.due, first.lead, lambda: tr("{first}（等 {count} 项）", first=first.say(), count=len(rest)),
        len(rest),
    )  # fmt: skip
