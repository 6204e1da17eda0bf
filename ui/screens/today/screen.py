"""Today (今天): one list of what has to be done now, by deadline; Enter leads to the screen where it is done."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.clock import Clock
from app.dormitory.today.item import Item, Today
from app.i18n import mark
from ui.screens.screen import Screen
from ui.screens.today.words import due_word, left_word, next_words, summary, where_word
from ui.screens.whileseen import WhileSeen
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.nextthing import NextThing
from ui.widgets.text import Text

TICK_MS, READ_AGAIN = 1_000, 60
"""What others wrote is looked for every so many seconds."""
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
COLUMNS = (
    Column(mark("几点前")),
    Column(mark("要做的事"), wide=True),
    Column(mark("在哪里做")),
    Column(mark("还有多久")),
)


class TodayScreen(Screen):
    """read: the list, as whoever is on duty has it. wanted: what somebody wants to do now."""

    wanted = Signal(object)

    def __init__(self, read: Callable[[], Today], jobs: Jobs, clock: Clock) -> None:
        super().__init__()
        self._read, self._jobs, self._clock = read, jobs, clock
        self.today: Today | None = None
        self._ticks = 0
        self.title, self.summary = Text(mark("今天要做的事"), "lead", bold=True), Text("", "small", "quiet")
        self.table, self.nothing, self.next = Lines(COLUMNS), NextThing(), Text("", tone="quiet")
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(self._go)
        self._listed = Panel(column(self.table, margins=(8, 8, 8, 8)))
        top = row(self.title, None, self.summary)
        layout = column(top, self._listed, self.nothing, self.next, margins=(14, 10, 14, 10), gap=10)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._timer = WhileSeen(self, TICK_MS, self.tick)
        self._tell()

    def opened(self) -> None:
        self._timer.start()
        self.today = None
        self._tell()
        self.table.setFocus()
        self.refresh()

    def hints(self) -> tuple[Hint, ...]:
        if not self.items:
            return (Hint("F5", mark("再看一次")),)
        return (Hint("Enter", mark("去做这件事")), Hint("↑ ↓", mark("选一件")), Hint("F5", mark("再看一次")))

    @property
    def items(self) -> tuple[Item, ...]:
        """What is shown, in its order."""
        return self.today.items if self.today else ()

    def refresh(self) -> None:
        """Read the list again."""
        self._jobs.run(self._read, self._show, self._failed)

    def tick(self) -> None:
        """The clock goes on, and what others wrote is looked for now and then."""
        self._ticks += 1
        if self._ticks % READ_AGAIN == 0:
            self.refresh()

    def _show(self, found: Today) -> None:
        self.today = found
        self._tell()

    def _tell(self) -> None:
        today, now = self.today, self._clock()
        self.summary.say((lambda: summary(today)) if today else "")
        self.table.show_rows([_row(one, now) for one in self.items])
        self._listed.setVisible(bool(self.items))
        self.nothing.setVisible(today is not None and not self.items)
        words = (lambda: next_words(today)) if today else ""
        self.nothing.show_thing(mark("现在没有要做的事"), words, "")
        self.next.say(words if self.items else "")
        self.hints_changed.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter in the table; it would keep it to itself."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTERS:
            self._go()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self.refresh()
        else:
            super().keyPressEvent(event)

    def _go(self, *_index: object) -> None:
        at = self.table.currentRow()
        if 0 <= at < len(self.items):
            self.wanted.emit(self.items[at].lead)

    def _failed(self, error: Exception) -> None:
        sentence = str(error)
        self.said.emit(lambda: sentence, "problem")


def _row(one: Item, now: datetime) -> Row:
    late = one.overdue(now)
    key = "|".join((one.code, *one.lead))
    return Row(
        key, lambda: (due_word(one, now), one.say(), where_word(one), left_word(one, now)),
        "refuse_ink" if late else "ink",
    )  # fmt: skip
