"""The dormitory's map (公寓): a round as it stands, and temperatures typed bed by bed, by the keyboard alone."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.clock import Clock
from app.dormitory.day import ROUND_NAMES, RoundName
from app.i18n import mark, tr
from app.station.roundbook import Page, RoundBook
from ui.screens.dormitory.hand import InHand
from ui.screens.dormitory.words import ROUNDS, bed_views, missing_line, notice, progress, room_about
from ui.screens.screen import Screen
from ui.theme import state
from ui.threads import Jobs
from ui.widgets.beds import Beds
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.legend import Legend
from ui.widgets.retell import Retold
from ui.widgets.roommap import RoomMap
from ui.widgets.text import Button, Text

TICK_MS, READ_AGAIN = 1_000, 20
ASIDE = 340
"""Pixels; the map beside it takes the rest of 1366."""
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HINTS = (
    Hint(mark("数字"), mark("体温，Enter 下一床")), Hint("← → ↑ ↓", mark("换房间")), Hint("Tab", mark("换床位")),
    Hint("Space", mark("全寝报正常")), Hint("F5", mark("缺报名单")), Hint("F6", mark("改错")),
    Hint("F12", mark("隐私屏")), Hint("PgUp PgDn", mark("换楼栋")),
)  # fmt: skip


class DormitoryMap(Retold, Screen):
    """What it shows of a bed is what is on the disk; a number that is not there yet says so."""

    def __init__(self, book: RoundBook, jobs: Jobs, clock: Clock) -> None:
        super().__init__()
        self._book, self._jobs, self._clock = book, jobs, clock
        self.hand, self.private = InHand(), False
        self._round: RoundName | None = None
        self._ticks = 0
        self.map, self.beds, self.legend = RoomMap(), Beds(), Legend()
        self.building, self.progress = Text("", "lead", bold=True), Text("", "small")
        self.title, self.about = Text("", "title", bold=True), Text("", "small", "quiet", wrap=True)
        self.notice = Text("", "small", "attention", wrap=True)
        self.missing = QListWidget()
        self.rounds = {name: Button(ROUNDS[name], choice=True) for name in ROUND_NAMES}
        self.aside = QStackedWidget()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys = self._bound()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)

    def _lay_out(self) -> None:
        for name, button in self.rounds.items():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._choose_round, name))
        state(self.missing, list=True)
        self.missing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.missing.installEventFilter(self)
        self.map.chosen.connect(lambda _building, room: self._do(partial(self.hand.choose, room)))
        self.aside.addWidget(
            Panel(column(self.title, self.about, self.beds, self.notice, None, margins=(16, 12, 16, 12)))
        )
        head = Text(mark("缺报名单"), "lead", bold=True)
        self.aside.addWidget(Panel(column(head, self.missing, margins=(16, 12, 8, 12))))
        self.aside.setFixedWidth(ASIDE)
        top = row(self.building, *self.rounds.values(), None, self.progress, gap=8)
        left = column(self.map, self.legend, gap=8)
        left.setStretch(0, 1)
        across = row(gap=12)
        across.addLayout(left, 1)
        across.addWidget(self.aside)
        self.setLayout(column(top, across, margins=(14, 10, 14, 10), gap=10))

    def _bound(self) -> dict[int, Callable[[], None]]:
        key, hand = Qt.Key, self.hand
        moves = {key.Key_Left: (-1, 0), key.Key_Right: (1, 0), key.Key_Up: (0, 1), key.Key_Down: (0, -1)}
        found: dict[int, Callable[[], None]] = {at: partial(hand.move, *by) for at, by in moves.items()}
        rounds = dict(zip((key.Key_F2, key.Key_F3, key.Key_F4), ROUND_NAMES, strict=True))
        found |= {at: partial(self._choose_round, name) for at, name in rounds.items()}
        found |= {key.Key_Return: self._take, key.Key_Enter: self._take, key.Key_F6: partial(self._take, instead=True)}
        found |= {key.Key_PageUp: partial(self._turn, -1), key.Key_PageDown: partial(self._turn, 1)}
        return found | {
            key.Key_Tab: partial(hand.step, 1), key.Key_Backtab: partial(hand.step, -1), key.Key_Backspace: hand.back,
            key.Key_Space: self._all_well, key.Key_F5: self._list_missing, key.Key_F12: self._turn_private,
            key.Key_Escape: self._leave,
        }  # fmt: skip

    # What is shown

    def opened(self) -> None:
        self._timer.start(TICK_MS)
        self.hand.clear()
        self._leave()
        self._tell()
        self.refresh()

    def hints(self) -> tuple[Hint, ...]:
        if self.aside.currentIndex():
            return (Hint("↑ ↓", mark("选一人")), Hint("Enter", mark("到这个床位")), Hint("Esc", mark("返回")))
        return (*HINTS, Hint("F2 F3 F4", mark("晨、午、晚"), last=True))

    def refresh(self, building: str = "") -> None:
        """Read the round again."""
        name = self._round
        self._jobs.run(lambda: self._book.read(name, building), self._show, self._failed)

    def tick(self) -> None:
        """The clock goes on, and what others wrote is looked for now and then."""
        self._ticks += 1
        if not self.isVisible():
            self._timer.stop()
        elif self._ticks % READ_AGAIN == 0 and not self.hand.waiting:
            self.refresh()
        else:
            self._tell()

    def retell(self) -> None:
        self._tell()

    def _show(self, page: Page) -> None:
        self.hand.show(page)
        self._tell()

    def _tell(self) -> None:
        hand, page = self.hand, self.hand.page
        self.map.show_floors(hand.floors, hand.room_number)
        self.beds.show_beds(bed_views(hand, private=self.private))
        if page is None:
            for text in (self.building, self.progress, self.title, self.about, self.notice):
                text.say("")
            return
        self._tell_of(page)

    def _tell_of(self, page: Page) -> None:
        self.building.say(lambda: tr("{building} 号楼", building=page.building))
        for name, button in self.rounds.items():
            button.setChecked(name == page.state.round.name)
        now = self._clock()
        self.progress.say(lambda: progress(page, now))
        if (room := self.hand.room) is not None:
            self.title.say(lambda: tr("{room} 寝", room=room.room))
            self.about.say(lambda: room_about(room))
            self.notice.say(lambda: notice(room, page, private=self.private))
        self.notice.setVisible(bool(self.notice.full))
        if self.aside.currentIndex():
            self._fill_missing(page)

    # What the hands do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(event.key())
        if act is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._do(act)
        elif event.text() and event.text() in "0123456789." and not self.aside.currentIndex():
            self._do(partial(self.hand.key, event.text()))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab leads from bed to bed: there is nothing else here that could have the keys."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TABS:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter in the list of who is missing; a list would pass it on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTERS:
            self._go_to(self.missing.currentItem())
            return True
        return False

    def _do(self, act: Callable[[], object]) -> None:
        act()
        self._tell()

    def _take(self, *, instead: bool = False) -> None:
        """What was typed goes to the disk; the hand is at the next bed at once."""
        if not self.hand.typed:
            self.hand.onward()
            return
        taken = self.hand.take()
        if taken is None:
            self.said.emit(mark("体温请写成 365 或 36.5。"), "problem")
            return
        self.said.emit("", "hint")
        number, celsius = taken

        def written(page: Page) -> None:
            self.hand.settle(number, celsius)
            self._show(page)

        def failed(error: Exception) -> None:
            self.hand.settle(number, celsius)
            self._failed(error)

        self._jobs.run(lambda: self._book.measured(number, celsius, instead=instead), written, failed)

    def _all_well(self) -> None:
        if (room := self.hand.room) is not None:
            self._jobs.run(lambda: self._book.all_well(room.building, room.room), self._show, self._failed)

    def _choose_round(self, name: RoundName) -> None:
        self._round = name
        self.refresh()

    def _turn(self, by: int) -> None:
        self.refresh(self.hand.beside(by))

    def _turn_private(self) -> None:
        self.private = not self.private
        self.said.emit(mark("隐私屏已开，按 F12 恢复姓名。") if self.private else "", "hint")

    # Who is missing

    def _list_missing(self) -> None:
        self._turn_aside(1, self.missing)

    def _leave(self) -> None:
        self.hand.typed = ""
        self._turn_aside(0, self)

    def _turn_aside(self, at: int, focus: QWidget) -> None:
        self.aside.setCurrentIndex(at)
        focus.setFocus()
        self.hints_changed.emit()

    def _fill_missing(self, page: Page) -> None:
        at = max(self.missing.currentRow(), 0)
        self.missing.clear()
        for line in page.state.missing:
            words = missing_line(line, self._book.calls(line.resident), page, private=self.private)
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, line.resident.number)
            self.missing.addItem(item)
        self.missing.setCurrentRow(min(at, self.missing.count() - 1))

    def _go_to(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.hand.find(item.data(Qt.ItemDataRole.UserRole))
        self._leave()
        self._tell()

    def _failed(self, error: Exception) -> None:
        """It was not written, and the bed is empty again."""
        sentence = str(error)
        self.said.emit(lambda: sentence, "problem")
        self._tell()
