"""The night check (查寝): rooms ticked by the keyboard alone; whoever came in by the building's door is in already."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from app.clock import Clock
from app.dormitory.today.item import Lead
from app.i18n import mark
from app.station.nightbook import NightPage, Open
from app.station.nightcheck import NightCheck, Tick
from ui.screens.night.face import NightFace
from ui.screens.night.filling import begin, doing
from ui.screens.night.forms import CALL, CLOSE, LATE, SETTLE
from ui.screens.night.hand import NightHand
from ui.screens.night.keys import hints
from ui.screens.screen import Screen
from ui.screens.whileseen import WhileSeen
from ui.threads import Jobs
from ui.widgets.boxes import column
from ui.widgets.keybar import Hint
from ui.widgets.retell import Retold

TICK_MS, READ_AGAIN = 1_000, 10
"""What the door and other windows wrote is looked for every so many seconds."""
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DIGITS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)


class Night(Retold, Screen):
    """What it shows of somebody is what is on the disk."""

    def __init__(self, check: NightCheck, jobs: Jobs, clock: Clock) -> None:
        super().__init__()
        self._check, self._jobs, self._clock = check, jobs, clock
        self.hand, self.face, self.private = NightHand(), NightFace(), False
        self._may, self._ticks = False, 0
        self._night: date | None = None
        self._form, self._listed = "", False
        self._about: Open | None = None
        self.setLayout(column(self.face))
        self.face.map.chosen.connect(lambda _building, room: self._do(partial(self.hand.choose, room)))
        self.face.begin.pressed.connect(self._open)
        for watched in (self.face.cases, self.face.begin):
            watched.installEventFilter(self)
        for name, form in self.face.forms.items():
            form.given.connect(partial(self._given, name))
            form.left.connect(self._leave)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys = self._bound()
        self._timer = WhileSeen(self, TICK_MS, self.tick)

    def _bound(self) -> dict[int, Callable[[], None]]:
        key, hand = Qt.Key, self.hand
        moves = {key.Key_Left: (-1, 0), key.Key_Right: (1, 0), key.Key_Up: (0, 1), key.Key_Down: (0, -1)}
        found: dict[int, Callable[[], None]] = {at: partial(hand.move, *by) for at, by in moves.items()}
        found |= {at: partial(self._not_there, at - Qt.Key.Key_0) for at in _DIGITS}
        found |= {key.Key_PageUp: partial(self._turn, -1), key.Key_PageDown: partial(self._turn, 1)}
        forms = {key.Key_F3: LATE, key.Key_F6: CALL, key.Key_F8: SETTLE, key.Key_F9: CLOSE}
        found |= {at: partial(self._begin, name) for at, name in forms.items()}
        return found | {
            key.Key_Tab: partial(hand.step, 1), key.Key_Backtab: partial(hand.step, -1), key.Key_Space: self._others,
            key.Key_Return: self._enter, key.Key_Enter: self._enter, key.Key_Backspace: self._undo,
            key.Key_F2: self._open, key.Key_F5: self._list, key.Key_F12: self._turn_private,
            key.Key_Escape: self._leave,
        }  # fmt: skip

    # What is shown

    def opened(self) -> None:
        self._timer.start()
        self.hand.clear()
        self._night, self._form = None, ""
        self._leave()
        self.refresh()

    def take_up(self, lead: Lead) -> None:
        """A building, a night, somebody who was not found."""
        self.hand.sought = lead.number
        self._night = date.fromisoformat(lead.what) if lead.what else None
        self.refresh(lead.building)
        if lead.number:
            self._list()

    def hints(self) -> tuple[Hint, ...]:
        return hints(self.hand, may=self._may, listing=self.face.listing, filling=self.face.filling)

    def refresh(self, building: str = "") -> None:
        """Read the night again."""
        night = self._night
        self._jobs.run(lambda: (self._check.read(building, night), self._check.may), self._read, self._failed)

    def tick(self) -> None:
        """The clock goes on, and what the door and others wrote is looked for now and then."""
        self._ticks += 1
        if self._ticks % READ_AGAIN == 0 and not self.hand.pending and not self.face.filling:
            self.refresh()

    def retell(self) -> None:
        self._tell()

    def _read(self, found: tuple[NightPage, bool]) -> None:
        page, self._may = found
        self._show(page)

    def _show(self, page: NightPage) -> None:
        self.hand.show(page)
        self._tell()

    def _tell(self) -> None:
        self.face.tell(self.hand, self._check.calls, may=self._may, private=self.private)
        self.hints_changed.emit()

    # What the hands do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(event.key())
        in_list = self.face.listing and not (event.key() >= Qt.Key.Key_F1 or event.key() == Qt.Key.Key_Escape)
        if act is not None and not in_list and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._do(act)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab leads from bed to bed: there is nothing else here that could have the keys, but a form."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self.face.filling
        if isinstance(event, QKeyEvent) and pressed and event.key() in _TABS:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter in the list of cases: a call; a list would pass it on. The keys of acts are those of the screen."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if self.face.listing and event.key() in _ENTERS:
            self._begin(CALL)
            return True
        if event.key() in self._keys and event.key() >= Qt.Key.Key_F1:
            self._do(self._keys[event.key()])
            return True
        return False

    def _do(self, act: Callable[[], object]) -> None:
        act()
        self._tell()

    def _write(self, work: Callable[[], NightPage], numbers: Sequence[str] = ()) -> None:
        """numbers: of those who are shown as being written meanwhile."""
        self.hand.pending |= set(numbers)

        def settle() -> None:
            self.hand.pending -= set(numbers)

        def written(page: NightPage) -> None:
            settle()
            self.said.emit("", "hint")
            self._show(page)

        def failed(error: Exception) -> None:
            settle()
            self._failed(error)

        self._jobs.run(work, written, failed)

    def _ticked(self, numbers: Sequence[str], act: Tick) -> None:
        if numbers and self._may:
            self._write(lambda: self._check.tick(numbers, act), numbers)

    def _others(self) -> None:
        """Whoever is left in the room is there; on to the next room."""
        self._ticked(self.hand.unseen(), "in")
        self.hand.onward()

    def _not_there(self, place: int) -> None:
        """The bed of that place is empty; once more, and it is not."""
        if (line := self.hand.at(place)) is not None:
            self._ticked([line.resident.number], "in" if line.standing == "absent" else "absent")

    def _undo(self) -> None:
        if self.hand.line is not None:
            self._ticked([self.hand.line.resident.number], "undone")

    def _open(self) -> None:
        if self._may:
            self._night = None
            self._write(self._check.open)

    def _enter(self) -> None:
        """Begin, where nobody has; else to the next room in which somebody is not seen yet."""
        if self.hand.page is not None and self.hand.page.check is None:
            self._open()
        else:
            self.hand.onward()

    def _turn(self, by: int) -> None:
        self._night = None
        self.refresh(self.hand.beside(by))

    def _turn_private(self) -> None:
        self.private = not self.private
        self.said.emit(mark("隐私屏已开，按 F12 恢复姓名。") if self.private else "", "hint")

    # Cases and forms

    def _list(self) -> None:
        self.face.turn_to(listing=True)
        self.face.cases.setFocus()
        self.hints_changed.emit()

    def _leave(self) -> None:
        """Back to the list where the form was begun from it, else to the room."""
        back = bool(self._form) and self.face.filling and self._listed
        self._form = ""
        if back:
            self._list()
            return
        self.face.turn_to()
        self.setFocus()
        self.hints_changed.emit()

    def _begin(self, name: str) -> None:
        page = self.hand.page
        about = self.face.case(self.hand)
        if page is None or not self._may or (page.check is None if name == CLOSE else about is None):
            return
        if name in (CALL, SETTLE) and about not in self.hand.cases():
            self.said.emit(mark("这个人不在未归名单里：不在的先按床位号点未归。"), "hint")
            return
        self._listed, self._form, self._about = self.face.listing, name, about
        form = self.face.forms[name]
        self.face.turn_to(name)
        begin(name, form, page, about, self._check.calls, private=self.private)
        self.hints_changed.emit()

    def _given(self, name: str, given: dict[str, str]) -> None:
        page, about = self.hand.page, self._about
        if page is None:
            return
        work = doing(self._check, name, page, about, given, self._clock())
        if work is None:
            self.face.forms[name].say_problem(mark("时间请写成 2305 或 23:05。"), "came")
            return
        self.face.forms[name].set_busy(True)
        self._jobs.run(work, self._done, self._failed)

    def _done(self, page: NightPage) -> None:
        """It is on the disk."""
        self.said.emit("", "hint")
        self._leave()
        self._show(page)

    def _failed(self, error: Exception) -> None:
        """Nothing was written: what was typed stays."""
        sentence = str(error)
        self.said.emit(lambda: sentence, "problem")
        if self.face.filling and self._form:
            self.face.forms[self._form].say_problem(lambda: sentence)
        self._tell()
