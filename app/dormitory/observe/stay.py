"""Somebody's observations: one pure function of their steps, whatever order they arrive in.

Whoever is observed stays so until the medical officer says otherwise in words: no day that has come, no test and no
other step lets them go.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from app.dormitory.observe.step import Step
from app.records.observation_step import Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One observation. since: of its beginning. room: code of the room; empty where there is none yet, and at home.
    words: where the medical duty room keeps them, until a room is given. kept: the medical duty room keeps them, so
    that its release ends this too. moves: earlier rooms with the time each was left. steps: all of it, in order."""

    number: str
    cause: Cause
    since: datetime
    home: bool = False
    room: str = ""
    words: str = ""
    kept: bool = False
    helper: str = ""
    moves: tuple[tuple[str, datetime], ...] = ()
    released_at: datetime | None = None
    released_by: str = ""
    word: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def open(self) -> bool:
        """Whether they are observed still."""
        return self.released_at is None

    @property
    def placed(self) -> bool:
        """Whether it is settled where they are."""
        return self.home or bool(self.room)


def stays(steps: Iterable[Step]) -> tuple[Stay, ...]:
    """All observations of one person, by time; at most the last one is open."""
    found: list[Stay] = []
    for step in sorted({one.id: one for one in steps}.values(), key=lambda one: one.order):
        now = found[-1] if found and found[-1].open else None
        after = _ACTS[step.does](now, step)
        if after is None:
            continue
        after = replace(after, steps=(*after.steps, step))
        if now is None:
            found.append(after)
        else:
            found[-1] = after
    return tuple(found)


def _begun(step: Step) -> Stay:
    return Stay(number=step.number, cause=step.cause, since=step.at)


def _placed(now: Stay | None, step: Step) -> Stay:
    """Of somebody who is observed already it says the cause anew."""
    return replace(_moved(now, step), cause=step.cause)


def _moved(now: Stay | None, step: Step) -> Stay:
    """Where nothing earlier is left, it is what remains of a beginning."""
    stay = now or _begun(step)
    left = ((stay.room, step.at),) if stay.room and stay.room != step.room else ()
    return replace(stay, home=step.home, room=step.room, moves=(*stay.moves, *left))


def _helped(now: Stay | None, step: Step) -> Stay | None:
    return now and replace(now, helper=step.helper)


def _kept(now: Stay | None, step: Step) -> Stay:
    return replace(now or _begun(step), kept=True, words=step.words)


def _released(now: Stay | None, step: Step) -> Stay | None:
    """By the medical officer's word; without one it is none."""
    if now is None or not step.word.strip():
        return None
    return replace(now, released_at=step.at, released_by=step.operator, word=step.word)


def _let_go(now: Stay | None, step: Step) -> Stay | None:
    """The medical duty room releases whom it kept; a contact whom it saw for something else stays observed."""
    return _released(now, step) if now is not None and now.kept else None


_ACTS: dict[str, Callable[[Stay | None, Step], Stay | None]] = {
    "placed": _placed, "moved": _moved, "helped": _helped, "released": _released, "kept": _kept, "let-go": _let_go,
}  # fmt: skip
