"""How somebody stands with the medical duty room: one pure function of their steps, whatever order they arrive in.

Whoever was referred is held until the medical officer says otherwise in words: no time that is over, no lower reading
and no other step lets them go.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple, TypeAlias

from app.i18n import mark
from app.medical.step import Step

Phase: TypeAlias = Literal["", "resting", "cleared", "referred", "taken", "kept", "released"]
PHASES: dict[Phase, str] = {
    "resting": mark("旁边稍候"), "cleared": mark("复测正常"), "referred": mark("等候校医"), "taken": mark("校医处置中"),
    "kept": mark("留观"), "released": mark("已放行"),
}  # fmt: skip
HELD: frozenset[Phase] = frozenset({"referred", "taken", "kept"})
REST_COUNTS = timedelta(hours=24)
"""Whoever has not come back from a rest by then has gone, and is measured anew when they come again."""


class Measured(NamedTuple):
    """A temperature in ℃, when, where and by whom it was taken."""

    celsius: float
    at: datetime
    site: Literal["forehead", "armpit", "ear"]
    by: str


@dataclass(slots=True)
class Patient:
    """since: of the phase. came: when they were referred, or came to the duty room without; None for whoever never was.

    rest: the high reading that a rest began with; due: when it is over. reasons: why lanes referred, in their order.
    taken_by: the medical officer who has them in hand. released_at: the last release, also where another referral
    followed. last: the time of the newest step. steps: all of them, in their order.
    """

    key: str
    name: str
    phase: Phase = ""
    since: datetime | None = None
    came: datetime | None = None
    rest: Measured | None = None
    due: datetime | None = None
    reasons: tuple[str, ...] = ()
    readings: tuple[Measured, ...] = ()
    taken_by: str = ""
    taken_at: datetime | None = None
    where: str = ""
    until: datetime | None = None
    word: str = ""
    released_at: datetime | None = None
    released_by: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def number(self) -> str:
        """On the list of people; empty for somebody unknown."""
        return self.steps[-1].said.person

    @property
    def last(self) -> datetime:
        return self.steps[-1].at

    @property
    def held(self) -> bool:
        """Whether nobody lets them pass but the medical officer."""
        return self.phase in HELD

    @property
    def referred_at(self) -> datetime | None:
        """Since when they are held; None while they are not."""
        return self.came if self.held else None

    def rests(self, now: datetime) -> bool:
        """Whether they are at their rest, or should be back from it."""
        return self.phase == "resting" and self.rest is not None and now - self.rest.at <= REST_COUNTS


def patient_of(steps: Iterable[Step]) -> Patient:
    """How the person of these steps (of one person, at least one) stands."""
    found = {step.id: step for step in steps}
    ordered = tuple(sorted(found.values(), key=lambda one: one.order))
    named = next((step.said.name for step in reversed(ordered) if step.said.name), "")
    made = Patient(ordered[0].key, named, steps=ordered)
    for step in ordered:
        if step.said.celsius is not None:
            made.readings += (Measured(step.said.celsius, step.at, step.said.site, step.operator),)
        _ACTS[step.said.act](made, step)
    return made


def _turn(made: Patient, phase: Phase, step: Step) -> None:
    made.phase, made.since = phase, step.at


def _resting(made: Patient, step: Step) -> None:
    """Whoever comes back too early does not begin anew; whoever is held is not let go into a rest."""
    before = made.rest if made.phase == "resting" else None
    if made.held or (before and step.at - before.at <= REST_COUNTS):
        return
    made.rest = made.readings[-1] if step.said.celsius is not None else None
    made.due = step.at + timedelta(minutes=step.said.minutes)
    _turn(made, "resting", step)


def _cleared(made: Patient, step: Step) -> None:
    """The second measurement was normal, and the level lets it settle the first."""
    if made.phase == "resting":
        _turn(made, "cleared", step)


def _referred(made: Patient, step: Step) -> None:
    _take_in(made, step, "referred")
    made.reasons = tuple(dict.fromkeys((*made.reasons, *step.said.reasons)))


def _taken(made: Patient, step: Step) -> None:
    """Somebody has them in hand; whoever is kept stays kept, by another hand."""
    _take_in(made, step, "taken")
    made.taken_by, made.taken_at = step.operator, step.at
    if made.phase == "referred":
        _turn(made, "taken", step)


def _measured(made: Patient, step: Step) -> None:
    """Of somebody of whom nothing earlier is left they are what remains of their stay."""
    if not made.phase:
        _taken(made, step)


def _kept(made: Patient, step: Step) -> None:
    _take_in(made, step, "kept")
    made.where, made.until = step.said.where, step.said.until
    if not made.taken_by:
        made.taken_by, made.taken_at = step.operator, step.at
    if made.phase != "kept":
        _turn(made, "kept", step)


def _released(made: Patient, step: Step) -> None:
    """By the medical officer's word; without one it is none."""
    if step.said.word.strip() and (made.held or made.phase == "resting"):
        made.word, made.released_at, made.released_by = step.said.word, step.at, step.operator
        _turn(made, "released", step)


def _take_in(made: Patient, step: Step, phase: Phase) -> None:
    """A stay begins where none is open; of an earlier one nothing is carried along."""
    if made.held:
        return
    made.came, made.reasons, made.taken_by, made.taken_at = step.at, (), "", None
    made.where, made.until, made.word = "", None, ""
    _turn(made, phase, step)


_ACTS: dict[str, Callable[[Patient, Step], None]] = {
    "resting": _resting, "cleared": _cleared, "referred": _referred, "taken": _taken, "measured": _measured,
    "kept": _kept, "released": _released,
}  # fmt: skip
