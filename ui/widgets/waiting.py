"""Who waits at the side before the guard calls them back: whom, and how long still. Why stands nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QGridLayout

from app.i18n import mark, tr
from ui.widgets.boxes import Panel
from ui.widgets.text import Text
from ui.words import masked

MOST, COLUMNS = 6, 2


@dataclass(frozen=True, slots=True)
class Waits:
    """number: the end of it stands beside the masked name, and the guard calls by it."""

    number: str
    name: str
    due: datetime


class WaitingList(Panel):
    """Hidden while nobody waits."""

    def __init__(self) -> None:
        layout = QGridLayout()
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setHorizontalSpacing(24)
        layout.setVerticalSpacing(4)
        self._title = Text("", "small", "quiet", bold=True)
        layout.addWidget(self._title, 0, 0, 1, COLUMNS)
        self.lines = [Text("", bold=True, elide=True) for _ in range(MOST)]
        for at, line in enumerate(self.lines):
            layout.addWidget(line, 1 + at // COLUMNS, at % COLUMNS)
        super().__init__(layout)
        self._some: tuple[Waits, ...] = ()
        self.hide()

    def show_waiting(self, some: Sequence[Waits], now: datetime) -> None:
        """These wait, the first to be called first."""
        self._some = tuple(some)
        self._title.say(lambda: tr("旁边稍候 {count} 人", count=len(self._some)))
        self.tell(now)
        self.setVisible(bool(some))

    def tell(self, now: datetime) -> None:
        """The clocks go on."""
        for at, line in enumerate(self.lines):
            one = self._some[at] if at < len(self._some) else None
            line.setVisible(one is not None)
            if one is not None:
                over = one.due <= now
                line.say(partial(_words, one, now), "accent" if over else "quiet")


def _words(one: Waits, now: datetime) -> str:
    who = f"{masked(one.name)} {one.number[-4:]}"
    left = int((one.due - now).total_seconds())
    return f"{who}  {left // 60:02}:{left % 60:02}" if left > 0 else f"{who}  {tr(CALL)}"


CALL = mark("可以请回")
