"""Visitors and vehicles (来访与车辆): looked up, registered with the host's word, led to the lane, by the keyboard."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from app.clock import Clock
from app.i18n import mark, tr
from app.policy.plate import is_plate, meant
from app.policy.platecheck import NotAPlate
from app.records.vehicle_passage import VehiclePassage
from app.records.visit import OUTCOMES
from app.station.outsiders.vehicles import VehicleAt
from app.station.visits import Due
from app.store.standing import Stood
from ui.screens.screen import Screen
from ui.screens.visitors.acts import VisitorsActs
from ui.screens.visitors.form import VisitForm
from ui.screens.visitors.rows import INSIDE, VISITS, inside_row, visit_row
from ui.screens.visitors.vehicle import VehicleForm
from ui.theme import state
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.lines import Lines
from ui.widgets.retell import Retold
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text

ABOUT = (
    mark("先键入电话、姓名或车牌再按 Enter：今天有预约的送到通道，没有的登记来访，车牌则查看车辆。"),
    mark("来访要被访人在电话里同意；登记后来访人仍要过通道，由通道按管控级别放行。"),
    mark("车辆要先备案或有今天的来访，司机在通道放行后才能通过。"),
)
WORK = 560
"""Pixels of what is being done, beside the lists."""


class VisitorsScreen(Retold, Screen):
    """to_gate: somebody was sent to the lane, which stands there."""

    to_gate = Signal()

    def __init__(self, acts: VisitorsActs, clock: Clock) -> None:
        super().__init__()
        self.acts = acts
        acts.setParent(self)
        self.line = QLineEdit()
        state(self.line, letters="lead")
        self.visits, self.inside = Lines(VISITS), Lines(INSIDE)
        for table in (self.visits, self.inside):
            table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._due: dict[str, Due] = {}
        self._entered = ""
        self.visit, self.vehicle = VisitForm(clock), VehicleForm()
        self.why = SmallForm(mark("不予放行"), (Field("why", mark("原因")),), mark("登记"))
        self._resting = Panel(column(Text(mark("来访与车辆"), "lead", bold=True),
                                     *(Text(line, tone="quiet", wrap=True) for line in ABOUT), None,
                                     margins=(20, 14, 20, 16), gap=12))  # fmt: skip
        self.work = QStackedWidget()
        self.work.setFixedWidth(WORK)
        for page in (self._resting, self.visit, self.vehicle, self.why):
            self.work.addWidget(page)
        lists = column(self.line, Text(mark("今天的来访"), bold=True), self.visits, self.inside, gap=8)
        lists.setStretch(2, 3)
        lists.setStretch(3, 2)
        across = row(gap=14, margins=(14, 12, 14, 12))
        across.addLayout(lists, 1)
        across.addWidget(self.work)
        self.setLayout(across)
        self._connect()
        self._bind()
        self.retell()

    def _connect(self) -> None:
        acts, visit, vehicle = self.acts, self.visit, self.vehicle
        self.line.textEdited.connect(acts.list)
        self.line.returnPressed.connect(self.enter)
        visit.typed.connect(acts.find_hosts)
        visit.chosen.connect(acts.phone)
        visit.asked.connect(acts.recall)
        visit.given.connect(acts.register)
        vehicle.asked.connect(acts.look)
        vehicle.given.connect(self._let)
        self.why.given.connect(self._turn_away)
        for form in (visit, vehicle, self.why):
            form.left.connect(self.rest)
        acts.listed.connect(self._show_lists)
        acts.hosts.connect(visit.show_hosts)
        acts.phoned.connect(visit.show_phone)
        acts.recalled.connect(visit.show_last)
        acts.looked.connect(self._show_vehicle)
        acts.registered.connect(self._registered)
        acts.passed.connect(self._passed)
        acts.went.connect(self._went)
        acts.failed.connect(self._failed)

    def _bind(self) -> None:
        keys: dict[str, Callable[[], None]] = {
            "F2": self.begin_visit, "F3": self.begin_vehicle, "F4": lambda: self.answer("agreed"), "F5": self.send,
            "F6": self.rest, "F8": self.refuse, "F9": self.other_way, "Up": partial(self._step, -1),
            "Down": partial(self._step, 1),
        }  # fmt: skip
        self.bind(keys, repeating=("Up", "Down"))

    # What is shown

    def opened(self) -> None:
        self.acts.list(self.line.text())
        if self.page is self._resting:
            self.rest()

    def hints(self) -> tuple[Hint, ...]:
        turn = Hint("F6", mark("查找"), last=True)
        if self.page is self.visit:
            return (
                Hint("Enter", mark("下一格")), Hint("↑ ↓", mark("选被访人")), Hint("F4", mark("已电话确认")),
                Hint("F8", mark("被访人不同意")), Hint("F9", mark("没接通")),
                Hint("Ctrl+Enter", mark("登记来访")), Hint("Esc", mark("返回")), turn,
            )  # fmt: skip
        if self.page is self.vehicle and self.vehicle.at is not None:
            passes = () if self.vehicle.at.refusal else (Hint("Enter", mark("放行")), Hint("F5", mark("司机送到通道")))
            others = (Hint("F8", mark("不予放行")), Hint("F9", mark("换方向")), Hint("Esc", mark("返回")), turn)
            return (*passes, *others)
        return (
            Hint("Enter", mark("查看或登记")), Hint("↑ ↓", mark("选择")), Hint("F2", mark("登记来访")),
            Hint("F3", mark("车辆进出")), Hint("F5", mark("送到通道")),
        )  # fmt: skip

    @property
    def page(self) -> QWidget | None:
        """What is being done now."""
        return self.work.currentWidget()

    def retell(self) -> None:
        self.line.setPlaceholderText(tr("扫码，或键入电话、证件号、姓名、车牌"))

    def _turn_to(self, page: QWidget) -> None:
        self.work.setCurrentWidget(page)
        self.hints_changed.emit()

    def _show_lists(self, text: str, visits: list[Due], inside: list[Stood[VehiclePassage]]) -> None:
        if text != self.line.text():  # an answer that comes late is to a question nobody asks any more
            return
        self._due = {f"{at} {one.number}": one for at, one in enumerate(visits)}
        self.visits.show_rows([visit_row(key, one) for key, one in self._due.items()])
        self.inside.show_rows([inside_row(one) for one in reversed(inside)])
        entered, self._entered = self._entered, ""
        if entered and entered == text:
            self._enter(text.strip())

    def _show_vehicle(self, at: VehicleAt) -> None:
        self.vehicle.show_vehicle(at)
        self._turn_to(self.vehicle)
        if at.refusal is not None:
            self.setFocus()  # no line is left to type in

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where no form is in front that would take it."""
        if event.key() == Qt.Key.Key_Escape:
            self.rest()
        else:
            super().keyPressEvent(event)

    # What the hands do

    def rest(self) -> None:
        """Back to the line where everything begins."""
        self._turn_to(self._resting)
        self.line.setFocus()
        self.line.selectAll()

    def enter(self) -> None:
        """What was typed: a plate is looked at, somebody expected is sent on, a stranger is registered."""
        text = self.line.text()
        if is_plate(text) or meant(text):
            self.begin_vehicle(text.strip())
            self.acts.look(text)
        elif text.strip():
            self._entered = text
            self.acts.list(text)  # a gun is faster than the list

    def _enter(self, text: str) -> None:
        """With the list as it is for that text."""
        if len(self._due) == 1:
            self.send()
        elif self._due:
            self.said.emit(mark("有几位相符：按 ↑ ↓ 选人，再按 F5 送到通道。"), "hint")
        else:
            self.begin_visit(text)

    def begin_visit(self, text: str = "") -> None:
        """Register a visitor, by phone or name where one was typed."""
        self._turn_to(self.visit)
        is_phone = text.isdecimal()
        self.visit.begin(**({"phone": text} if is_phone else {"name": text}))
        if is_phone:
            self.acts.recall(text)

    def begin_vehicle(self, text: str = "") -> None:
        """A vehicle comes or leaves."""
        self._turn_to(self.vehicle)
        self.vehicle.begin(text)

    def answer(self, outcome: str) -> None:
        """What the host said on the telephone."""
        if self.page is self.visit:
            self.visit.answer(outcome)

    def send(self) -> None:
        """Whoever is in hand goes to the lane: the driver of the vehicle, or the visitor chosen."""
        if self.page is self.vehicle and self.vehicle.at is not None:
            self.acts.send(self.vehicle.driver)
        elif self.page is self._resting and self._chosen is not None:
            self.acts.send(self._chosen.number)

    def refuse(self) -> None:
        """The host does not agree, or the vehicle does not come in."""
        at = self.vehicle.at
        if self.page is self.visit:
            self.visit.answer("declined")
        elif self.page is self.vehicle and at is not None and at.refusal is not None:
            self.acts.turn_away(at, "")
        elif self.page is self.vehicle and at is not None:
            self._turn_to(self.why)
            self.why.begin()

    def other_way(self) -> None:
        """Nobody answers the telephone; or the vehicle goes in the other direction."""
        at = self.vehicle.at
        if self.page is self.visit:
            self.visit.answer("unreached")
        elif self.page is self.vehicle and at is not None:
            self.acts.look(at.plate, "in" if at.direction == "out" else "out")

    @property
    def _chosen(self) -> Due | None:
        return self._due.get(self.visits.chosen)

    def _step(self, by: int) -> None:
        if self.page is self.visit:
            self.visit.step(by)
        elif self.page is self._resting and self._due:
            self.visits.setCurrentCell(min(max(self.visits.currentRow() + by, 0), len(self._due) - 1), 0)

    def _let(self, driver: str, note: str) -> None:
        if self.vehicle.at is not None:
            self.acts.let(self.vehicle.at, driver, note)

    def _turn_away(self, given: dict[str, str]) -> None:
        if self.vehicle.at is not None:
            self.acts.turn_away(self.vehicle.at, given["why"])

    # What comes back

    def _registered(self, number: str, name: str, outcome: str) -> None:
        self.line.setText(number if outcome == "agreed" else "")
        self.acts.list(self.line.text())
        self.rest()
        if outcome == "agreed":
            self.said.emit(lambda: tr("{name} 已登记。按 F5 送到通道，由通道放行。", name=name), "hint")
        else:
            self.said.emit(
                lambda: tr("{name}：{answer}，已登记，不得进校。", name=name, answer=tr(OUTCOMES[outcome])), "hint"
            )

    def _passed(self, at: VehicleAt, let: bool) -> None:
        self.line.clear()
        self.acts.list("")
        self.rest()
        done = mark("{plate} 已放行，已登记。") if let else mark("{plate} 不予放行，已登记。")
        self.said.emit(lambda: tr(done, plate=at.plate), "hint")

    def _went(self, name: str) -> None:
        self.said.emit(lambda: tr("{name} 已送到通道。", name=name), "hint")
        self.to_gate.emit()

    def _failed(self, error: Exception) -> None:
        """It was not written: what was typed stays."""
        sentence = str(error)
        instead = error.instead if isinstance(error, NotAPlate) else ""
        if self.page is self.visit:
            self.visit.say_problem(lambda: sentence, instead)
        elif self.page is self.vehicle:
            self.vehicle.say_problem(lambda: sentence, instead)
        elif self.page is self.why:
            self.why.say_problem(lambda: sentence)
        else:
            self.said.emit(lambda: sentence, "problem")
