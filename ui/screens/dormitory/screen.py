"""The dormitory's map (公寓): a round as it stands, and temperatures typed bed by bed, by the keyboard alone."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.clock import Clock
from app.dormitory.day import ROUND_NAMES, RoundName
from app.dormitory.today.item import Lead
from app.i18n import mark, tr
from app.station.pasting import Pasting
from app.station.roundbook import Page, RoundBook
from ui.bedside import Bedside
from ui.screens.dormitory.entering import Entering, Tells
from ui.screens.dormitory.face import Face
from ui.screens.dormitory.hand import InHand
from ui.screens.dormitory.keys import LEADS, hints
from ui.screens.dormitory.sheet.sheet import PasteSheet
from ui.screens.screen import Screen
from ui.screens.whileseen import WhileSeen
from ui.threads import Jobs
from ui.widgets.boxes import column
from ui.widgets.keybar import Hint
from ui.widgets.retell import Retold

TICK_MS, READ_AGAIN = 1_000, 20
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def ask_table() -> Path | None:
    """Which file, by the system's own dialog."""
    name, _ = QFileDialog.getOpenFileName(None, tr("导入体温表"), "", tr("表格") + " (*.csv *.xlsx *.xls)")
    return Path(name) if name else None


class DormitoryMap(Retold, Screen):
    """What it shows of a bed is what is on the disk; a number that is not there yet says so. wanted: what somebody
    wants to look at of the building."""

    wanted = Signal(object)

    def __init__(
        self, book: RoundBook, pasting: Pasting, jobs: Jobs, clock: Clock, bedside: Bedside | None = None,
        choose: Callable[[], Path | None] = ask_table,
    ) -> None:  # fmt: skip
        super().__init__()
        self._book, self._jobs, self._clock, self._choose = book, jobs, clock, choose
        self._bedside, self._operator, self._sought = bedside, "", ""
        self.hand, self.private = InHand(), False
        tells = Tells(self._show, self._failed, self.said.emit)
        self._entering = Entering(self.hand, book, jobs, clock, tells)
        self._round: RoundName | None = None
        self._ticks = 0
        self.face, self.sheet = Face(), PasteSheet(pasting, jobs)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.face)
        self._pages.addWidget(self.sheet)
        self.setLayout(column(self._pages))
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys = self._bound()
        self._timer = WhileSeen(self, TICK_MS, self.tick)

    def _connect(self) -> None:
        face = self.face
        for name, button in face.rounds.items():
            button.clicked.connect(partial(self._choose_round, name))
        face.missing.installEventFilter(self)
        face.map.chosen.connect(lambda _building, room: self._do(partial(self.hand.choose, room)))
        self.sheet.left.connect(self._back_to_map)
        self.sheet.said.connect(self.said)
        self.sheet.hints_changed.connect(self.hints_changed)
        if self._bedside is not None:
            self._bedside.celsius.connect(self.hear)

    def _bound(self) -> dict[int, Callable[[], None]]:
        key, hand, act = Qt.Key, self.hand, self._entering
        moves = {key.Key_Left: (-1, 0), key.Key_Right: (1, 0), key.Key_Up: (0, 1), key.Key_Down: (0, -1)}
        found: dict[int, Callable[[], None]] = {at: partial(hand.move, *by) for at, by in moves.items()}
        rounds = dict(zip((key.Key_F2, key.Key_F3, key.Key_F4), ROUND_NAMES, strict=True))
        found |= {at: partial(self._choose_round, name) for at, name in rounds.items()}
        found |= {key.Key_Return: act.take, key.Key_Enter: act.take, key.Key_F6: partial(act.take, instead=True)}
        found |= {key.Key_F7: partial(act.take, second=True)}
        found |= {key.Key_PageUp: partial(self._turn, -1), key.Key_PageDown: partial(self._turn, 1)}
        found |= {at: partial(self._want, name) for at, name in LEADS.items()}
        return found | {
            key.Key_Tab: partial(hand.step, 1), key.Key_Backtab: partial(hand.step, -1), key.Key_Backspace: hand.back,
            key.Key_Space: act.all_well, key.Key_F5: self._list_missing, key.Key_F8: act.to_second,
            key.Key_F9: self._import, key.Key_F12: self._turn_private, key.Key_Escape: self._leave,
        }  # fmt: skip

    # What is shown

    def opened(self) -> None:
        self._timer.start()
        self._sought, self._round = "", None  # the one that is on: what is typed at night is none of the morning's
        self.hand.clear()
        if self._operator != self._book.operator:  # nothing is left to whoever comes next
            self._operator = self._book.operator
            self.sheet.clear()
            self._pages.setCurrentWidget(self.face)
        if not self.pasting:
            self._leave()
        self._tell()
        self.refresh()
        self._want_readings(True)

    def take_up(self, lead: Lead) -> None:
        """A round, a building, somebody's bed."""
        self._round, self._sought = next((one for one in ROUND_NAMES if one == lead.what), None), lead.number
        self.refresh(lead.building)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._want_readings(False)

    def hints(self) -> tuple[Hint, ...]:
        if self.pasting:
            return self.sheet.hints()
        return hints(self.hand, listing=self.face.listing)

    @property
    def pasting(self) -> bool:
        """Whether the sheet is in front of the map."""
        return self._pages.currentWidget() is self.sheet

    def refresh(self, building: str = "") -> None:
        """Read the round again."""
        name = self._round
        self._jobs.run(lambda: self._book.read(name, building), self._show, self._failed)

    def tick(self) -> None:
        """The clock goes on, and what others wrote is looked for now and then."""
        self._ticks += 1
        if self._ticks % READ_AGAIN == 0 and not self.hand.waiting and not self.pasting:
            self.refresh()
        else:
            self._entering.call_to_second()
            self._tell()

    def retell(self) -> None:
        self._tell()

    def _show(self, page: Page) -> None:
        self.hand.show(page)
        if self._sought:
            self.hand.find(self._sought)
            self._sought = "" if self.hand.bed == self._sought else self._sought
        self._tell()
        self.hints_changed.emit()

    def _tell(self) -> None:
        self.face.tell(self.hand, self._book.calls, self._clock(), private=self.private)
        if self.face.listing and self.hand.page is not None:
            self.face.list_missing(self.hand.page, self._book.calls, private=self.private)

    # What the hands do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        act = self._keys.get(event.key())
        if control and event.key() == Qt.Key.Key_V:
            self._paste()
        elif self.pasting:
            super().keyPressEvent(event)
        elif act is not None and not control:
            self._do(act)
        elif event.text() and event.text() in "0123456789." and not self.face.listing:
            self._type(event.text())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab leads from bed to bed: there is nothing else on the map that could have the keys."""
        tab = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TABS
        if tab and not self.pasting:
            assert isinstance(event, QKeyEvent)
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter in the list of who is missing; a list would pass it on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTERS:
            self._go_to(self.face.chosen)
            return True
        return False

    def _type(self, sign: str) -> None:
        before = self._asking
        self.hand.key(sign)
        self.face.tell_beds(self.hand, private=self.private)
        if before != self._asking:
            self.hints_changed.emit()

    def _do(self, act: Callable[[], object]) -> None:
        before = self._asking
        act()
        self._tell()
        if before != self._asking:
            self.hints_changed.emit()

    @property
    def _asking(self) -> tuple[bool, bool]:
        """What the keys are for, beside a bed."""
        return self.hand.offered, self.hand.asked

    def _choose_round(self, name: RoundName) -> None:
        self._round = name
        self.refresh()

    def _turn(self, by: int) -> None:
        self.refresh(self.hand.beside(by))

    def _want(self, screen: str) -> None:
        """Another screen, with the building that is on the map."""
        if self.hand.page is not None:
            self.wanted.emit(Lead(screen, self.hand.page.building))

    def _turn_private(self) -> None:
        self.private = not self.private
        self.said.emit(mark("隐私屏已开，按 F12 恢复姓名。") if self.private else "", "hint")

    # A thermometer

    def _want_readings(self, wanted: bool) -> None:
        if self._bedside is not None:
            self._bedside.wanted = wanted

    def hear(self, celsius: float) -> None:
        """The thermometer measured somebody."""
        if not self.pasting and not self.face.listing and self.hand.line is not None:
            self._do(partial(self._entering.hear, celsius))

    # A pasted text, a table

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.said.emit(mark("剪贴板里没有文字。请先在微信或表格里复制接龙，再按 Ctrl+V。"), "problem")
            return
        page = self.hand.page
        if page is not None:
            self._to_sheet()
            self.sheet.paste(text, page.state.round.name, page.building)

    def _import(self) -> None:
        page, path = self.hand.page, self._choose()
        if page is not None and path is not None:
            self._to_sheet()
            self.sheet.take_table(path, page.state.round.name, page.building)

    def _to_sheet(self) -> None:
        self.said.emit("", "hint")
        self._pages.setCurrentWidget(self.sheet)
        self.hints_changed.emit()

    def _back_to_map(self) -> None:
        self._pages.setCurrentWidget(self.face)
        self._leave()
        self.refresh()

    # Who is missing

    def _list_missing(self) -> None:
        self._turn_aside(self.face.missing, listing=True)

    def _leave(self) -> None:
        self.hand.drop()
        self._turn_aside(self, listing=False)

    def _turn_aside(self, focus: QWidget, *, listing: bool) -> None:
        self.face.turn_aside(listing=listing)
        focus.setFocus()
        self.hints_changed.emit()

    def _go_to(self, number: str) -> None:
        if number:
            self.hand.find(number)
        self._leave()
        self._tell()

    def _failed(self, error: Exception) -> None:
        """It was not written, and the bed is empty again."""
        sentence = str(error)
        self.said.emit(lambda: sentence, "problem")
        self._tell()
