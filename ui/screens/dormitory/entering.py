"""What the hands and the thermometer do at a bed: a temperature taken, corrected, measured again; a room's word."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from app.clock import Clock, campus
from app.i18n import mark, tr
from app.station.roundbook import Page, RoundBook
from ui.screens.dormitory.hand import InHand, Taken, resting
from ui.screens.dormitory.inturn import InTurn
from ui.threads import Jobs
from ui.widgets.text import Words

MOST = 5
"""Rooms that are called at once."""


class Tells(NamedTuple):
    """shown: a page that was read. failed: it was not written. say: a sentence and its sort."""

    shown: Callable[[Page], None]
    failed: Callable[[Exception], None]
    say: Callable[[Words, str], None]


class Entering:
    """Everything goes to the disk in the order it was typed."""

    def __init__(self, hand: InHand, book: RoundBook, jobs: Jobs, clock: Clock, tells: Tells) -> None:
        self._hand, self._book, self._clock, self._tells = hand, book, clock, tells
        self._turns = InTurn(jobs)
        self._called: frozenset[str] = frozenset()

    def take(self, *, instead: bool = False, second: bool = False) -> None:
        """What was typed goes to the disk; the hand is at the next bed at once."""
        if not self._hand.typed:
            self._hand.onward()
            return
        if self._hand.celsius is None:
            self._tells.say(mark("体温请写成 365 或 36.5。"), "problem")
            return
        due = self._early()
        if due and not (instead or second or self._hand.correcting):
            self._hand.asked = True
            self._tells.say(lambda: _too_early(due), "problem")
            return
        taken = self._hand.take(instead=instead, second=second and due is not None)
        if taken is not None:
            self._tells.say("", "hint")
            self._turns.run(
                lambda: self._measured(taken), partial(self._written, taken), partial(self._not_written, taken)
            )

    def _measured(self, one: Taken) -> Page:
        return self._book.measured(
            one.number, one.celsius, instead=one.instead, second=one.second, site=one.site, source=one.source
        )

    def _early(self) -> datetime | None:
        """When the bed in hand is to be measured again, where that is still to come."""
        line = self._hand.line
        due = line.fever.due if line is not None and line.fever.state == "pending" else None
        return due if due and self._clock() < due else None

    def _written(self, taken: Taken, page: Page) -> None:
        """Whoever was high again goes to the medical duty room: it is said though the hand is elsewhere by now."""
        before = self._hand.page.referred if self._hand.page else frozenset()
        self._hand.settle(taken)
        self._tells.shown(page)
        room = next((one.resident.room for one in page.state.lines if one.resident.number == taken.number), "")
        if taken.number in page.referred - before:
            self._tells.say(lambda: tr("{room} 寝两次偏高，已转校医。请报带班领导，等校医处置。", room=room), "problem")

    def _not_written(self, taken: Taken, error: Exception) -> None:
        self._hand.settle(taken)
        self._tells.failed(error)

    def all_well(self) -> None:
        """The room head's word for whoever is missing in the room."""
        if (room := self._hand.room) is not None:
            self._turns.run(
                lambda: self._book.all_well(room.building, room.room), self._tells.shown, self._tells.failed
            )

    def hear(self, celsius: float) -> None:
        """The thermometer measured whoever's bed is in hand; what is no temperature of a person is not offered."""
        self._hand.offer(celsius)
        if self._hand.celsius is None:
            self._hand.back()
            told = f"{celsius:.1f}"
            self._tells.say(lambda: tr("测温仪读到 {celsius}，不像体温，没有采用。", celsius=told), "problem")

    def to_second(self) -> None:
        """To whoever has to be measured again."""
        if not self._hand.to_second():
            self._tells.say(mark("现在没有人待复测。"), "hint")

    def call_to_second(self) -> None:
        """Whose rest is over is said once; without a name, whoever may stand beside the screen."""
        now = self._clock()
        due = {one.resident.number: one for one in resting(self._hand.page) if one.fever.due and one.fever.due <= now}
        new = [one.resident.room for number, one in due.items() if number not in self._called]
        self._called = frozenset(due)
        if new:
            self._tells.say(lambda: _called(new), "hint")


def _too_early(due: datetime) -> str:
    return tr("{due} 才到复测时间，还没有记下。F7 按复测记，F6 改正前一个数。", due=f"{campus(due):%H:%M}")


def _called(rooms: Sequence[str]) -> str:
    first = "、".join(list(dict.fromkeys(rooms))[:MOST])
    if len(rooms) > MOST:
        return tr("{rooms} 等寝共 {count} 人到复测时间了，按 F8。", rooms=first, count=len(rooms))
    return tr("{rooms} 寝到复测时间了，按 F8。", rooms=first)
