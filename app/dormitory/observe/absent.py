"""Whoever is observed in another room than their own is away from it, and nothing is due of them there."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from app.dormitory.observe.stay import Stay
from app.dormitory.resident import Absence


def absences(stays: Iterable[Stay], own: Mapping[str, str]) -> list[Absence]:
    """own: number → the own room ("5/316"): whoever is observed there, or at home, is not away."""
    return [one for stay in stays for one in _of(stay, own.get(stay.number, ""))]


def _of(stay: Stay, own: str) -> Iterator[Absence]:
    """A piece for each time in another place."""
    since: datetime | None = None
    for step in stay.steps:
        if step.does in ("placed", "moved"):
            away = not step.home and step.room != own
        elif step is stay.steps[0]:
            away = True  # the medical duty room keeps them, and no room was given yet
        else:
            continue
        if since is not None and not away:
            yield Absence(number=stay.number, since=since, until=step.at, why="observation")
        since = (since or step.at) if away else None
    if since is not None:
        yield Absence(number=stay.number, since=since, until=stay.released_at, why="observation")
