"""What several looks at one page say together, field by field: a vote in which everyone is as loud as they are sure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.pages.values import Reading

_ROW = 30.0
"""Pixels that one row of a straightened page may lie higher in one look than in another."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A field's value, and how certain it is, 0 to 1: as certain as its weakest character."""

    value: str
    certain: float


def vote(readings: Iterable[Reading]) -> Verdict | None:
    """Character by character among the readings of the form and row that is read most; None without readings."""
    forms: list[list[Reading]] = []
    for reading in readings:
        alike = next((group for group in forms if _of_one_print(group[0], reading)), None)
        forms.append([reading]) if alike is None else alike.append(reading)
    if not forms:
        return None
    loudest = max(forms, key=lambda group: sum(one.weight for one in group))
    everyone = sum(one.weight for group in forms for one in group) or 1.0
    agreeing = sum(one.weight for one in loudest) / everyone
    chosen = [_character(loudest, place) for place in range(len(loudest[0].value))]
    certain = min((one for _, one in chosen), default=0.0)
    return Verdict("".join(one for one, _ in chosen), certain * agreeing)


def vote_places(readings: Iterable[Reading]) -> Verdict | None:
    """The list of places that is read most surely; a star that half of its readers saw is one."""
    lists: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    for reading in readings:
        lists[tuple(one.rstrip("*") for one in reading.value.split("|"))].append(reading)
    if not lists:
        return None
    everyone = sum(_clear(one) for group in lists.values() for one in group) or 1.0
    names, loudest = max(lists.items(), key=lambda item: sum(_clear(one) for one in item[1]))
    said = sum(_clear(one) for one in loudest)
    starred, disputed = [], False
    for place, name in enumerate(names):
        stars = sum(_clear(one) for one in loudest if one.value.split("|")[place].endswith("*"))
        starred.append(name + ("*" if stars * 2 >= said else ""))
        disputed |= 0 < stars < 0.8 * said
    certain = max(min(one.sure) for one in loudest) * said / everyone
    return Verdict("|".join(starred), min(certain, 0.5) if disputed else certain)


def _clear(reading: Reading) -> float:
    """How loud a list is: as its weakest place, so that one with an invented place does not outvote a shorter one."""
    return min(reading.sure, default=0.0) + 0.01


def _of_one_print(one: Reading, other: Reading) -> bool:
    """Whether two readings are of one form, and not of two rows: of these no characters are mixed."""
    apart = one.row is not None and other.row is not None and abs(one.row - other.row) > _ROW
    return _form(one.value) == _form(other.value) and not apart


def _form(value: str) -> str:
    """Where its asterisks stand, and how long it is: 139****5866 and 138****5866 are of one form."""
    return "".join("*" if one == "*" else "x" for one in value)


def _character(readings: list[Reading], place: int) -> tuple[str, float]:
    """The character at `place`, and how certain: its readers' mean, by the part of all readers that they are.

    Many readers of one blurred picture misread alike: their number is no proof.
    """
    votes: dict[str, list[float]] = defaultdict(list)
    for reading in readings:
        # A word has one certainty for all of it.
        sure = reading.sure[place] if len(reading.sure) == len(reading.value) else reading.weight
        votes[reading.value[place]].append(sure)
    best = max(votes, key=lambda one: sum(votes[one]))
    everyone = sum(sum(one) for one in votes.values()) or 1.0
    loud = sum(votes[best])
    return best, sum(one * one for one in votes[best]) / (loud or 1.0) * loud / everyone
