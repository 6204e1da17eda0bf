"""Records that disagree (数据不一致，待核实): each with its records and whom to ask; a person's note settles it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget

from app.dormitory.called import house
from app.dormitory.today.item import Lead
from app.i18n import mark, tr
from app.records.problem import RecordProblems
from app.records.verification import OUTCOMES
from app.station.verifying import Matter, Matters, Outcome, Verifying
from ui.screens.screen import Screen
from ui.screens.today.matter import MatterInHand, matter_line
from ui.screens.whileseen import WhileSeen
from ui.theme import state
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.retell import Retold
from ui.widgets.smallform import Field, SmallForm, one_of
from ui.widgets.text import Text

READ_AGAIN_MS = 30_000
WIDE = 420
"""Pixels of the list."""
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHOICES: tuple[Outcome, ...] = ("explained", "mistaken", "open")


class Verify(Retold, Screen):
    """What it shows is what is on the disk."""

    def __init__(self, desk: Verifying, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.matters: Matters | None = None
        self.private = False
        self._sought: Lead | None = None
        self.list, self.none = QListWidget(), Text(mark("没有待核实的记录。"), tone="quiet", wrap=True)
        self.count = Text("", "small", "quiet")
        self.matter, self.work = MatterInHand(), QStackedWidget()
        self.form = SmallForm(
            mark("核实情况"),
            [Field("outcome", mark("结果"), choices={name: OUTCOMES[name] for name in _CHOICES}),
             Field("answer", mark("问了谁、怎么说的"), hint=mark("例如：本人说出门时没有刷码，门卫记得"))],
            mark("记下"), mark("程序只说记录不一致，不说谁做错了。选“继续核实”的留在名单上。"),
        )  # fmt: skip
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._timer = WhileSeen(self, READ_AGAIN_MS, self._again)

    def _lay_out(self) -> None:
        state(self.list, list=True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.installEventFilter(self)
        self.list.currentRowChanged.connect(lambda _at: self._tell_matter())
        self.form.given.connect(self._given)
        self.form.left.connect(self._leave)
        head = Text(mark("记录不一致，待核实"), "lead", bold=True)
        left = Panel(column(head, self.count, self.none, self.list, margins=(16, 12, 8, 12)))
        left.setFixedWidth(WIDE)
        self.work.addWidget(self.matter)
        self.work.addWidget(self.form)
        layout = row(left, self.work, margins=(14, 14, 14, 14), gap=14)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    # What is shown

    def opened(self) -> None:
        self._timer.start()
        self.matters, self._sought = None, None
        self._leave()
        self._tell()
        self.refresh()

    def take_up(self, lead: Lead) -> None:
        """A building, and a day of it."""
        self._sought = lead
        self._seek()

    def hints(self) -> tuple[Hint, ...]:
        if self.work.currentWidget() is self.form:
            return (Hint("Enter", mark("下一格")), Hint("Esc", mark("返回")))
        some = (Hint("↑ ↓", mark("选一件")), Hint("Enter", mark("记下核实情况"))) if self.one else ()
        return (*some, Hint("F12", mark("隐私屏")))

    @property
    def one(self) -> Matter | None:
        """The one in hand."""
        at, found = self.list.currentRow(), self.matters.open if self.matters else ()
        return found[at] if 0 <= at < len(found) else None

    def refresh(self) -> None:
        """Read the list again."""
        self._jobs.run(self._desk.read, self._show, self._failed)

    def retell(self) -> None:
        self._tell()

    def _again(self) -> None:
        if self.work.currentWidget() is not self.form:
            self.refresh()

    def _show(self, found: Matters) -> None:
        self.matters = found
        self._tell()
        self._seek()

    def _seek(self) -> None:
        """The first matter of what somebody came for is in hand, once."""
        if self.matters is None or self._sought is None:
            return
        lead, self._sought = self._sought, None
        of_building = [at for at, one in enumerate(self.matters.open) if one.resident.building == lead.building]
        of_day = (at for at in of_building if lead.what in ("", self.matters.open[at].day.isoformat()))
        at = next(of_day, None)
        if at is not None:
            self.list.setCurrentRow(at)
        elif not of_building and self.matters.open:
            building = lead.building
            self.said.emit(lambda: tr("{building}没有待核实的记录，下面是别的楼的。", building=house(building)), "hint")

    def _tell(self) -> None:
        found, at = self.matters, max(self.list.currentRow(), 0)
        self.list.clear()
        words = [matter_line(one, found, private=self.private) for one in found.open] if found else []
        for line in words:
            self.list.addItem(QListWidgetItem(line))
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        self.none.setVisible(found is not None and not found.open)
        many, settled = (len(found.open), len(found.settled)) if found else (0, 0)
        self.count.say((lambda: tr("待核实 {many}，已核实 {settled}", many=many, settled=settled)) if found else "")
        self._tell_matter()

    def _tell_matter(self) -> None:
        one, found = self.one, self.matters
        if one is None or found is None:
            self.matter.show_nothing()
        else:
            self.matter.show_matter(one, found, private=self.private)
        self.hints_changed.emit()

    # What the hands do

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter in the list; a list would pass it on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTERS:
            self._begin()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F12:
            self.private = not self.private
            self.said.emit(mark("隐私屏已开，按 F12 恢复姓名。") if self.private else "", "hint")
            self._tell()
        else:
            super().keyPressEvent(event)

    def _begin(self) -> None:
        if (one := self.one) is None:
            return
        self.form.begin(lambda: one.about.sentence)
        self.work.setCurrentWidget(self.form)
        self.form.turn_to("outcome")
        self.hints_changed.emit()

    def _leave(self) -> None:
        self.work.setCurrentWidget(self.matter)
        self.list.setFocus()
        self.hints_changed.emit()

    def _given(self, given: dict[str, str]) -> None:
        if (one := self.one) is None:
            return
        outcome, answer = one_of(_CHOICES, given["outcome"]), given["answer"]
        self.form.set_busy(True)
        self._jobs.run(lambda: self._desk.settle(one, outcome, answer), lambda _entry: self._done(), self._failed)

    def _done(self) -> None:
        """It is on the disk."""
        self.said.emit("", "hint")
        self._leave()
        self.refresh()

    def _failed(self, error: Exception) -> None:
        """Nothing was written: what was typed stays."""
        problems = error.problems if isinstance(error, RecordProblems) else []
        sentence = problems[0].sentence if problems else str(error)
        self.said.emit(lambda: sentence, "problem")
        if self.work.currentWidget() is self.form:
            self.form.say_problem(lambda: sentence)
