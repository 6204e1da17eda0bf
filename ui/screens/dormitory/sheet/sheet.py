"""The sheet (粘贴接龙): a text or a table beside what was understood; nothing is written before somebody says so."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.dormitory.day import RoundName
from app.dormitory.resident import Resident
from app.i18n import mark, tr
from app.station.pasting import Pasted, Pasting, Written
from ui.screens.dormitory.sheet.ask import Ask
from ui.screens.dormitory.sheet.hand import CANDIDATES, Item, OnSheet
from ui.screens.dormitory.sheet.hints import WRITTEN, hints
from ui.screens.dormitory.sheet.result import result, written_rows
from ui.screens.dormitory.sheet.words import candidate, left_open, question, row_of, summary
from ui.screens.dormitory.words import ROUNDS
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.lines import Column, Lines
from ui.widgets.retell import Retold
from ui.widgets.text import Text

_COLUMNS = (
    Column(mark("姓名")), Column(mark("寝室")), Column(mark("体温")), Column(mark("部位")),
    Column(mark("说明"), wide=True),
)  # fmt: skip


class PasteSheet(Retold, QWidget):
    """left: back to the map. said, hints_changed: as a screen's."""

    left = Signal()
    said = Signal(object, str)
    hints_changed = Signal()

    def __init__(self, desk: Pasting, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.sheet = OnSheet()
        self.written: Written | None = None
        self._round: RoundName = "morning"
        self._building = ""
        self._path = Path()
        self._leaving = self._writing = False
        self.title, self.summary = Text(mark("粘贴接龙"), "title", bold=True), Text("", "small", "quiet", elide=True)
        self.table = Lines([Column(mark("行"), number=True), Column(mark("原文"), wide=True), *_COLUMNS])
        self.records = Lines([Column(mark("序号"), number=True), Column(mark("记录")), *_COLUMNS])
        self.ask = Ask()
        self._tables = QStackedWidget()
        self._tables.addWidget(self.table)
        self._tables.addWidget(self.records)
        self._tables.addWidget(Panel(column(Text(mark("正在读…"), tone="quiet"), None, margins=(16, 12, 16, 12))))
        head = row(self.title, self.summary, gap=14)
        head.setStretch(1, 1)
        layout = column(head, self._tables, self.ask, margins=(14, 10, 14, 10), gap=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._keys = self._bound()
        for one in (self.table, self.records):
            one.installEventFilter(self)
        self.table.currentCellChanged.connect(lambda *_: self._tell_item())
        self.ask.looked_for.connect(self._find)
        self.ask.chosen.connect(self._settle)
        self.ask.corrected.connect(self._correct)
        self.ask.left.connect(self.table.setFocus)

    def _bound(self) -> dict[int, Callable[[], None]]:
        key = Qt.Key
        found: dict[int, Callable[[], None]] = {
            at: partial(self._candidate, n) for n, at in enumerate((key.Key_1, key.Key_2, key.Key_3))
        }
        return found | {
            key.Key_S: partial(self._settle, ""), key.Key_F: self._begin_finding, key.Key_E: self._begin_correcting,
            key.Key_R: self._turn_remember, key.Key_B: self._turn_building, key.Key_Tab: self._to_next,
            key.Key_U: self._reopen, key.Key_F9: self.write, key.Key_Escape: self.leave,
        }  # fmt: skip

    # What is put on it

    def paste(self, text: str, round_: RoundName, building: str) -> None:
        """A text for that round; only of those who live in that building."""
        self._begin(round_, building)
        self._jobs.run(lambda: self._desk.read(text, building), self._lay, self._failed)

    def take_table(self, path: Path, round_: RoundName, building: str) -> None:
        """A file of temperatures."""
        self._begin(round_, building)
        self._path = path
        self._jobs.run(lambda: self._desk.table(path, building), self._lay, self._failed)

    def _begin(self, round_: RoundName, building: str) -> None:
        self._round, self._building, self._leaving, self.written = round_, building, False, None
        self.sheet.clear()
        self._tables.setCurrentIndex(2)
        self.retell()
        self.hints_changed.emit()

    def _lay(self, pasted: Pasted, *, keep: bool = False) -> None:
        self.sheet.lay(pasted, keep=keep)
        self._tables.setCurrentIndex(0)
        self.retell()
        if not keep:
            self.table.setCurrentCell(0, 0)
        self._to_next(here=True)
        self.table.setFocus()

    def clear(self) -> None:
        """Nothing of it stays: somebody else may sit here now."""
        self.sheet.clear()
        self.written = None
        self.retell()

    # What is shown

    def hints(self) -> tuple[Hint, ...]:
        if self.written is not None:
            return WRITTEN
        return self.ask.hints() if self.ask.busy else hints(self.item, self.sheet)

    @property
    def item(self) -> Item | None:
        """The row in hand."""
        return next((one for one in self.sheet.items if one.key == self.table.chosen), None)

    def retell(self) -> None:
        if self.written is not None and (written := self.written):
            self.records.show_rows(written_rows(written, self.sheet, self._desk.sees))
            self.summary.say(lambda: result(written))
        else:
            self.table.show_rows([row_of(one, self.sheet, self._desk.sees) for one in self.sheet.items])
            self.summary.say(lambda: summary(self.sheet))
        self.title.say(lambda: tr("粘贴接龙：{round}", round=tr(ROUNDS[self._round])))
        self._tell_item()

    def _tell_item(self) -> None:
        item = self.item if self.written is None else None
        self.ask.setVisible(item is not None and item.problem is not None)
        if item is not None and item.problem is not None:
            self.ask.show_candidates([one.number for one in self.sheet.candidates(item)], self._named(item))
            remember = self.sheet.remember if self.sheet.may_remember(item) else None
            self.ask.say(partial(question, item), item.line.text, remember=remember)
        self.hints_changed.emit()

    def _named(self, item: Item) -> list[Callable[[], str]]:
        some = enumerate(self.sheet.candidates(item), 1)
        return [partial(candidate, at, one, self._desk.sees) for at, one in some]

    # What the hands do

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keys of the tables: letters and digits would look for a row."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        act = self._keys.get(event.key()) if plain else None
        if self.written is not None and event.key() != Qt.Key.Key_Escape:
            act = None
        if act is not None:
            act()
        return act is not None or (plain and len(event.text()) == 1 and event.text().isprintable())

    def _candidate(self, at: int) -> None:
        item = self.item
        found = self.sheet.candidates(item) if item is not None else []
        if at < len(found):
            self._settle(found[at].number)

    def _settle(self, number: str) -> None:
        """Somebody is meant, or (with an empty number) nobody needs the line; on to the next."""
        item = self.item
        if item is None or (item.problem is None and number):
            return
        if item.problem is None:
            self.sheet.take_out(item)
            self.retell()
            return
        if self.sheet.choose(item, number):
            self.said.emit(mark("这一行说得不清楚，选了人也没有数可记。请按 E 改写，或按 S 不要。"), "problem")
            return
        self.said.emit("", "hint")
        self.ask.rest()
        self.table.setFocus()
        self.retell()
        self._to_next(here=True)

    def _reopen(self) -> None:
        if (item := self.item) is not None:
            self.sheet.reopen(item)
            self.retell()

    def _to_next(self, *, here: bool = False) -> None:
        """To the next row that a person has to look at."""
        items = self.sheet.items
        keys = [one.key for one in items]
        at = keys.index(self.table.chosen) if self.table.chosen in keys else 0
        rest = [*range(at + (not here), len(items)), *range(at)]
        to = next((n for n in rest if items[n].open), None)
        if to is not None:
            self.table.setCurrentCell(to, 0)

    def _turn_remember(self) -> None:
        if self.item is None or not self.sheet.may_remember(self.item):
            self.said.emit(mark("写的是人名，不是叫法，不能记住。"), "hint")
            return
        self.sheet.remember = not self.sheet.remember
        self._tell_item()

    def _turn_building(self) -> None:
        """Read it again for all buildings that are open, or for the one on the map only."""
        pasted = self.sheet.pasted
        if pasted is None:
            return
        building = "" if pasted.building else self._building
        work = (lambda: self._desk.read(pasted.text, building)) if pasted.source == "text" else (
            lambda: self._desk.table(self._path, building)
        )  # fmt: skip
        self._jobs.run(work, self._lay, self._failed)

    # Somebody else, another wording

    def _begin_finding(self) -> None:
        item = self.item
        if item is not None and item.problem is not None:
            self.ask.begin_finding()
            self.hints_changed.emit()

    def _begin_correcting(self) -> None:
        item, pasted = self.item, self.sheet.pasted
        if item is not None and pasted is not None and pasted.source == "text":
            self.ask.setVisible(True)
            self.ask.begin_correcting(item.line.text)
            self.hints_changed.emit()

    def _find(self, words: str) -> None:
        pasted = self.sheet.pasted
        if pasted is not None:
            self._jobs.run(lambda: self._desk.find(pasted, words), partial(self._found, words), self._failed)

    def _found(self, words: str, some: list[Resident]) -> None:
        names = [partial(candidate, at, one, self._desk.sees) for at, one in enumerate(some[:CANDIDATES], 1)]
        self.ask.found(words, [one.number for one in some], names)

    def _correct(self, text: str) -> None:
        item, pasted = self.item, self.sheet.pasted
        if item is None or pasted is None:
            return
        whole = self.sheet.corrected(item, text)
        self._jobs.run(lambda: self._desk.read(whole, pasted.building), partial(self._lay, keep=True), self._failed)
        self.ask.rest()

    # Written, and left

    def write(self) -> None:
        """All that was read and settled; what is open stays out of it, and is told."""
        pasted, choices, out, round_ = self.sheet.pasted, dict(self.sheet.choices), set(self.sheet.out), self._round
        if pasted is not None and self.written is None and not self._writing:
            self._writing = True
            self._jobs.run(lambda: self._desk.write(pasted, choices, round_, out), self._done, self._failed)

    def _done(self, written: Written) -> None:
        left = sum(one.open for one in self.sheet.items)
        self.written, self._writing = written, False
        self._tables.setCurrentIndex(1)
        self.retell()
        self.records.setFocus()
        self.said.emit((lambda: left_open(left)) if left else "", "problem" if left else "hint")

    def leave(self) -> None:
        """What was settled and is not written goes only when Esc is pressed again."""
        if self.written is None and (self.sheet.choices or self.sheet.out) and not self._leaving:
            self._leaving = True
            self.said.emit(mark("还没有写入。按 F9 写入；再按一次 Esc 不要了。"), "problem")
            return
        self.clear()
        self.said.emit("", "hint")
        self.left.emit()

    def _failed(self, error: Exception) -> None:
        sentence, self._writing = str(error), False
        self.said.emit(lambda: sentence, "problem")
        if self.sheet.pasted is None:
            self.left.emit()
