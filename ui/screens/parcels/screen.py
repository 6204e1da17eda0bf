"""Parcels and takeaway (快递、外卖): registered by the scanner gun, handed out by a scan and one key."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from app.errors import UserError
from app.i18n import mark, tr
from app.parcels.state import Parcel
from app.records.problem import RecordProblems
from app.station.parcels import Claimant, KnownWaybill, Lying
from ui.screens.parcels.acts import ParcelActs, There
from ui.screens.parcels.doing import ON_SOME, about, do
from ui.screens.parcels.forms import begin, forms
from ui.screens.parcels.giving import Giving
from ui.screens.parcels.keys import FORMS, LEFT, ONE, Moment, hints
from ui.screens.parcels.rows import LYING, PEOPLE, lying_row, person_row
from ui.screens.screen import Screen
from ui.screens.whileseen import WhileSeen
from ui.theme import state
from ui.widgets.boxes import column, row
from ui.widgets.keybar import Hint
from ui.widgets.lines import Lines
from ui.widgets.retell import Retold
from ui.widgets.smallform import SmallForm

WORK = 440
"""Pixels of what is being done, beside the list."""
AGAIN_MS = 10_000
"""What another window did, and contact times that are over, are looked for every so often."""
_DONE = {
    "disinfected": mark("{n} 件已开始消毒计时。"), "out": mark("{n} 件已上架。"), "returned": mark("{n} 件已退回。"),
    "struck": mark("{n} 件已撤销。"), "turned-away": mark("没有接收的 {n} 件已登记。"),
}  # fmt: skip


class ParcelsScreen(Retold, Screen):
    """What it says was done is on the disk."""

    def __init__(self, acts: ParcelActs) -> None:
        super().__init__()
        self.acts = acts
        acts.setParent(self)
        self.line = QLineEdit()
        state(self.line, letters="lead")
        self.lying, self.people = Lines(LYING), Lines(PEOPLE)
        self.tables, self.work = QStackedWidget(), QStackedWidget()
        for table in (self.lying, self.people):
            table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.tables.addWidget(table)
        self.giving, self.forms = Giving(), forms()
        self.work.setFixedWidth(WORK)
        self.work.addWidget(self.giving)
        for name, form in self.forms.items():
            form.given.connect(partial(self._given, name))
            form.left.connect(self._leave_form)
            self.work.addWidget(form)
        self._there: There | None = None
        self._found: dict[str, Claimant] = {}
        self._claimant: Claimant | None = None
        self._asked, self._only_left = "", False
        self._courier, self._shelf = "", ""
        self._keys: tuple[str, ...] = ()
        across = row(gap=14, margins=(14, 12, 14, 12))
        across.addLayout(column(self.line, self.tables, gap=8), 1)
        across.addWidget(self.work)
        self.setLayout(across)
        self._timer = WhileSeen(self, AGAIN_MS, self._again)
        self._connect()
        self.retell()

    def _connect(self) -> None:
        acts = self.acts
        self.line.returnPressed.connect(self.enter)
        self.line.textEdited.connect(self._typed)
        acts.listed.connect(self._show_there)
        acts.looked.connect(self._show_found)
        acts.arrived.connect(self._came)
        acts.handed.connect(self._handed)
        acts.done.connect(self._done)
        acts.failed.connect(self._failed)
        keys: dict[str, Callable[[], None]] = {cap: partial(self.begin, act) for cap, act in FORMS.items()}
        keys |= {
            ONE: self._give_one,
            LEFT: self._turn_left,
            "Up": partial(self._step, -1),
            "Down": partial(self._step, 1),
        }
        self.bind(keys, repeating=("Up", "Down"))

    # What is shown

    def opened(self) -> None:
        self._timer.start()
        self.acts.list()
        if self.moment != "form":
            self.line.setFocus()

    def hints(self) -> tuple[Hint, ...]:
        return hints(self.moment)

    def retell(self) -> None:
        self.line.setPlaceholderText(tr("扫校园码，或键入姓名、编号、手机尾号、运单号"))

    @property
    def moment(self) -> Moment:
        """What the keys are about now."""
        if self.work.currentWidget() is not self.giving:
            return "form"
        if self._claimant is not None:
            return "claimant"
        return "people" if self._found else "list"

    @property
    def chosen(self) -> Lying | None:
        """The parcel in hand."""
        some = self._claimant.lying if self._claimant else self._there.lying if self._there else ()
        return next((one for one in some if one.parcel.key == self.lying.chosen), None)

    def _again(self) -> None:
        if self.moment == "list":
            self.acts.list()

    def _show_there(self, there: There) -> None:
        self._there = there
        self._courier = self._courier or next(iter(there.usual.couriers), "")
        self._shelf = self._shelf or there.usual.shelf
        if self._claimant is None and not self._found:
            some = [one for one in there.lying if not self._only_left or one.parcel.key in there.left]
            self._show_lying(some)
            self.giving.show_there(there)
        self.hints_changed.emit()

    def _show_lying(self, some: list[Lying]) -> None:
        left, open_ = self._there.left if self._there else frozenset(), self._claimant is not None
        self.lying.show_rows([lying_row(one, left=one.parcel.key in left, open_=open_) for one in some])
        self.tables.setCurrentWidget(self.lying)

    def _show_found(self, text: str, found: list[Claimant]) -> None:
        """An answer that comes late is to a question nobody asks any more."""
        if text != self.line.text():
            return
        self._asked, self._claimant = text, None
        self._found = {str(at): one for at, one in enumerate(found)}
        self.line.selectAll()
        if len(found) == 1:
            self._take(found[0])
        elif found:
            self.people.show_rows([person_row(key, one) for key, one in self._found.items()])
            self.tables.setCurrentWidget(self.people)
            self.said.emit(mark("有几位相符：按 ↑ ↓ 选人，再按回车。"), "hint")
        else:
            self.said.emit(
                lambda: tr("没有与“{text}”相符的快递。请核对姓名、编号、尾号或运单号。", text=text[:20]), "problem"
            )
            self.rest()
        self.hints_changed.emit()

    def _take(self, claimant: Claimant) -> None:
        """Whoever stands there."""
        self._claimant = claimant
        self._show_lying(list(claimant.lying))
        self.giving.show_claimant(claimant)
        self.said.emit("", "hint")
        self.hints_changed.emit()

    # What the hands do

    def rest(self) -> None:
        """Nobody stands there: everything that lies here."""
        self._claimant, self._found, self._asked = None, {}, ""
        self.work.setCurrentWidget(self.giving)
        self.line.setFocus()
        self.line.selectAll()
        if self._there:
            self._show_there(self._there)

    def enter(self) -> None:
        """What was typed is looked for; whoever is chosen gets what lies here for them."""
        text = self.line.text()
        if text.strip() and text != self._asked:
            self.acts.look(text)
        elif self._claimant is not None:
            self.acts.hand_out(self._claimant)
        elif self._found and self.people.chosen in self._found:
            self._take(self._found[self.people.chosen])

    def begin(self, act: str) -> None:
        """Open a form; nothing where there is nothing to do with it."""
        title, self._keys = about(act, self._there, self._claimant, self.chosen)
        if act in ON_SOME and not self._keys:
            self.said.emit(mark("没有要处理的。"), "hint")
        elif act == "by" and self._claimant is None:
            self.said.emit(mark("先查收件人，再按 F6 代领。"), "hint")
        elif self._there is not None:
            self.work.setCurrentWidget(self.forms[act])
            begin(act, self.forms[act], self._there.usual, self._courier, self._shelf, title)
        self.hints_changed.emit()

    def _given(self, act: str, given: dict[str, str]) -> None:
        self._courier, self._shelf = given.get("courier", self._courier), given.get("shelf", self._shelf)
        self.forms[act].set_busy(True)
        try:
            do(act, given, self.acts, self._keys, self._claimant)
        except UserError as error:
            self._failed(error)

    def _give_one(self) -> None:
        if self._claimant is not None and self.chosen is not None:
            self.acts.hand_out(self._claimant, [self.chosen.parcel.key])

    def _turn_left(self) -> None:
        self._only_left = not self._only_left
        self.rest()

    def _step(self, by: int) -> None:
        table = self.tables.currentWidget()
        if isinstance(table, Lines) and self.moment != "form" and table.rowCount():
            table.setCurrentCell(min(max(table.currentRow() + by, 0), table.rowCount() - 1), 0)

    def _typed(self) -> None:
        """Somebody else is looked for."""
        if self._claimant is not None or self._found:
            self._claimant, self._found, self._asked = None, {}, ""
            if self._there:
                self._show_there(self._there)

    def _leave_form(self) -> None:
        self.work.setCurrentWidget(self.giving)
        self.line.setFocus()
        self.hints_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where no form is in front that would take it."""
        if event.key() == Qt.Key.Key_Escape:
            self.line.clear()
            self.rest()
        else:
            super().keyPressEvent(event)

    # What comes back

    def _came(self, some: list[Parcel]) -> None:
        """The next one of the same courier; the gun goes on."""
        self.acts.list()
        many = len(some)
        if many == 1 and self.work.currentWidget() is self.forms["arrive"]:
            form = self.forms["arrive"]
            values = form.values()
            form.begin(courier=values["courier"], shelf=values["shelf"], sort=values["sort"])
            form.turn_to("waybill")
            who = some[0].name or some[0].phone_tail or some[0].waybill
            self.said.emit(lambda: tr("已登记：{who}。接着扫下一件，Esc 结束。", who=who), "hint")
        else:
            self.said.emit(lambda: tr("已登记 {n} 件。", n=many), "hint")
            self._leave_form()

    def _handed(self, claimant: Claimant, some: list[Parcel]) -> None:
        if self._claimant is claimant:  # nobody has begun to scan the next one meanwhile
            self.line.clear()
            self.rest()
        self.acts.list()
        self.said.emit(lambda: tr("{name} 领走 {n} 件，已登记。", name=claimant.name, n=len(some)), "hint")

    def _done(self, act: str, many: int) -> None:
        self.line.clear()
        self.rest()
        self.acts.list()
        self.said.emit(lambda: tr(_DONE[act], n=many), "hint")

    def _failed(self, error: Exception) -> None:
        """Nothing was written: what was typed stays."""
        problems = error.problems if isinstance(error, RecordProblems) else []
        sentence = problems[0].sentence if problems else str(error)
        form = self.work.currentWidget()
        if isinstance(form, SmallForm):
            form.say_problem(lambda: sentence, "waybill" if isinstance(error, KnownWaybill) else "")
        else:
            self.said.emit(lambda: sentence, "problem")
            self.acts.list()
