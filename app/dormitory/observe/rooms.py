"""Rooms of observation: who is in each, and whether another one may come in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.dormitory.observe.stay import Stay
from app.i18n import mark, tr
from app.records.observation_step import Cause
from app.store.reference.observation_rooms import ObservationRoom, Sex

Why: TypeAlias = Literal["full", "sex", "cause", "other-sex", "other-cause"]
WHY: dict[Why, str] = {
    "full": mark("这间房已住满"), "sex": mark("这间房只住另一性别"), "cause": mark("这间房用于另一种留观"),
    "other-sex": mark("房里住着异性"), "other-cause": mark("房里住着另一种留观的人"),
}  # fmt: skip
SexOf = Callable[[str], Sex | Literal[""]]
_LONG, _SHORT = 18, 15


@dataclass(frozen=True, slots=True)
class Occupied:
    """A room with the observations that are open in it."""

    room: ObservationRoom
    stays: tuple[Stay, ...] = ()

    @property
    def free(self) -> int:
        """How many may still come; less than 0 where there are too many."""
        return self.room.capacity - len(self.stays)

    def refusal(self, number: str, cause: Cause, sex_of: SexOf) -> Why | None:
        """Why somebody may not come in; None where they may. What is not known refuses nobody."""
        others = [one for one in self.stays if one.number != number]
        sex = sex_of(number)
        if len(others) >= self.room.capacity:
            return "full"
        if sex and self.room.sex and sex != self.room.sex:
            return "sex"
        if self.room.cause and cause != self.room.cause:
            return "cause"
        if sex and any(sex_of(one.number) not in ("", sex) for one in others):
            return "other-sex"
        return "other-cause" if any(one.cause != cause for one in others) else None


def occupied(rooms: Iterable[ObservationRoom], stays: Iterable[Stay]) -> list[Occupied]:
    """Every room, by code, with those in it."""
    inside: dict[str, list[Stay]] = {}
    for one in stays:
        if one.open and one.room:
            inside.setdefault(one.room, []).append(one)
    return [Occupied(one, tuple(inside.get(one.code, ()))) for one in sorted(rooms, key=lambda one: one.code)]


def why_word(why: Why) -> str:
    return tr(WHY[why])


def named(rooms: Sequence[ObservationRoom], words: str) -> ObservationRoom | None:
    """The room that somebody means: by its code or title, blanks apart; None where that is none, or several."""
    said = _plain(words)
    found = [one for one in rooms if said in (_plain(one.code), _plain(one.title))]
    return found[0] if said and len(found) == 1 else None


def _plain(text: str) -> str:
    return "".join(text.split()).upper().replace("-", "/")


def sex_of(id_number: str) -> Sex | Literal[""]:
    """By an identity card's number (GB 11643-1999: the 17th digit, of an old one the 15th); empty for any other."""
    at = {_LONG: 16, _SHORT: 14}.get(len(id_number))
    if at is None or not id_number[: at + 1].isdecimal():
        return ""
    return "male" if int(id_number[at]) % 2 else "female"
