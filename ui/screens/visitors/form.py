"""A visitor is registered: who, whom they visit, the host's telephone number to call, and what the host said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.clock import Clock, campus
from app.i18n import mark, tr
from app.policy.asgiven import Doubted, phone, remark
from app.policy.person import LABELS, Person
from app.records.visit import Visit
from app.station.outsiders.visitors import USUAL_HOURS
from ui.widgets.boxes import Panel, column
from ui.widgets.choice import Choice
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text, Words

KINDS = {kind: LABELS[kind] for kind in ("visitor", "contractor", "driver")}
_FIELDS = (
    Field("phone", mark("电话"), hint=mark("来过的会带出上次的登记")), Field("name", mark("姓名")),
    Field("host", mark("被访人"), hint=mark("姓名、拼音首字母或编号")), Field("purpose", mark("来访事由")),
    Field("hours", mark("来访时长（小时）")), Field("vehicle", mark("车牌"), optional=True),
    Field("person_kind", mark("人员类别"), choices=KINDS), Field("id_number", mark("证件号"), optional=True),
)  # fmt: skip
_COLUMNS = (Column(mark("被访人")), Column(mark("编号")), Column(mark("学院或部门"), wide=True))
_HOSTS_HIGH = 80
"""Pixels: the heading and one host. The form above it needs the room when something is wrong in it."""
_AGAIN = ("name", "host", "purpose", "vehicle", "person_kind", "id_number")


class VisitForm(QWidget):
    """typed: what stands in the host's line. chosen: the number of the host whose telephone is wanted. asked: the phone
    of a visitor who may have come before. given: fields of a visit, and its hours as typed. left: nobody wants it."""

    typed = Signal(str)
    chosen = Signal(str)
    asked = Signal(str)
    given = Signal(dict, str)
    left = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._hosts: dict[str, Person] = {}
        self._wanted = ""
        self._phoned, self._answer, self._doubted = "", "", ""
        self._confirmed_at: datetime | None = None
        self.form = SmallForm(mark("登记来访"), _FIELDS, mark("登记来访"), columns=2)
        self.form.narrow()
        self.table = Lines(_COLUMNS)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setMinimumHeight(_HOSTS_HIGH)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.called, self.answered = Text("", "title", bold=True), Text("", tone="quiet", wrap=True)
        below = Panel(column(self.called, self.answered, self.table, margins=(18, 10, 18, 12), gap=6))
        layout = column(self.form, below, gap=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._connect()

    def _connect(self) -> None:
        host, own = self._line("host"), self._line("phone")
        host.textEdited.connect(self._seek)
        host.editingFinished.connect(self._settle)
        own.editingFinished.connect(self._remember)
        self.table.currentCellChanged.connect(lambda *_at: self._other_host())
        self.table.cellClicked.connect(lambda *_at: self._settle())
        self.form.given.connect(self._take)
        self.form.left.connect(self.left)

    def begin(self, **values: str) -> None:
        """Begin anew, with these values."""
        self._wanted, self._answer, self._doubted, self._confirmed_at = "", "", "", None
        self.show_hosts([])
        self.form.begin(**{"hours": str(USUAL_HOURS), "person_kind": "visitor", **values})
        self.form.turn_to("name" if values.get("phone") else "phone")

    def show_last(self, number: str, last: Visit | None) -> None:
        """What was registered the last time, to be confirmed; nothing where something was typed meanwhile."""
        values = self.form.values()
        if last is None or values["phone"] != number or values["name"] or values["host"]:
            return
        given = {"host": last.host_name} | {name: str(getattr(last, name)) for name in _AGAIN if name != "host"}
        self.form.fill(**given)
        self.form.turn_to("host")
        self._wanted = last.host
        self._seek(last.host or last.host_name)

    def show_hosts(self, some: Sequence[Person]) -> None:
        """Who may be meant; the first of them is chosen."""
        self._hosts = {one.number: one for one in some}
        self.table.show_rows([_row(one) for one in some])
        if self._wanted not in self._hosts:
            self._wanted = ""
        if some and not self._wanted:
            self.table.setCurrentCell(0, 0)
        self._phoned = ""
        self._tell()
        if self._wanted:
            self._settle()

    def show_phone(self, number: str, phone: str) -> None:
        """The chosen host's."""
        if number == self.host_number:
            self._phoned = phone or "—"
            self._tell()

    @property
    def host_number(self) -> str:
        """Of the host chosen now; empty for none."""
        return self.table.chosen if self._hosts else ""

    def answer(self, outcome: str) -> None:
        """What the host said, or that nobody answered; what was noted before is replaced."""
        self._answer = outcome
        self._confirmed_at = self._clock() if outcome == "agreed" else None
        self._tell()
        self.form.say_problem("")
        if outcome != "agreed":
            self.form.take()

    def say_problem(self, words: Words, instead: str = "") -> None:
        """What does not do; `instead` is put into the plate's line, to be confirmed."""
        if instead:
            self.form.fill(vehicle=instead)
        self.form.say_problem(words, "vehicle" if instead else "")

    def step(self, by: int) -> None:
        """Another host, while somebody types in their line; another kind of person in that line."""
        kind = self.form.editor("person_kind")
        if isinstance(kind, Choice) and kind.hasFocus():
            kind.setCurrentIndex(min(max(kind.currentIndex() + by, 0), kind.count() - 1))
        if self._hosts and self._line("host").hasFocus():
            self.table.setCurrentCell(min(max(self.table.currentRow() + by, 0), len(self._hosts) - 1), 0)

    def _other_host(self) -> None:
        """What the one before said is not this one's word."""
        self._phoned, self._answer, self._confirmed_at = "", "", None
        self._tell()

    def _line(self, name: str) -> QLineEdit:
        editor = self.form.editor(name)
        assert isinstance(editor, QLineEdit)
        return editor

    def _seek(self, text: str) -> None:
        self._answer, self._confirmed_at = "", None
        self.typed.emit(text)

    def _settle(self) -> None:
        """The host is settled on: now their number may be called."""
        if number := self.host_number:
            self.chosen.emit(number)

    def _remember(self) -> None:
        if own := self.form.values()["phone"]:
            self.asked.emit(own)

    def _take(self, values: dict[str, str]) -> None:
        host = self._hosts.get(self.host_number)
        if not self._plausible(values["phone"]):
            return
        if host is None:
            self.form.say_problem(mark("请选定被访人。名单里没有的，请先问清楚找谁。"), "host")
        elif not self._answer:
            said = mark("请打电话问被访人：同意按 F4，不同意按 F8，没接通按 F9。")
            self.form.say_problem(said)
            self.chosen.emit(host.number)
        else:
            raw: dict[str, Any] = {name: text for name, text in values.items() if name not in ("hours", "host")}
            at = {"confirmed_at": campus(self._confirmed_at).isoformat()} if self._confirmed_at else {}
            told = {"host": host.number, "host_name": host.name, "outcome": self._answer, "note": remark(self._doubted)}
            self.given.emit({**raw, **told, **at}, values["hours"])

    def _plausible(self, number: str) -> bool:
        """Whether the visitor's own number can be one, or was given a second time."""
        try:
            phone(number, self._doubted)
        except Doubted as doubt:
            self._doubted, sentence = doubt.text, str(doubt)
            self.form.say_problem(lambda: sentence, "phone", again=True)
            return False
        if number != self._doubted:
            self._doubted = ""
        return True

    def _tell(self) -> None:
        host = self._hosts.get(self.host_number)
        name, phone, at = host.name if host else "", self._phoned, self._confirmed_at
        self.called.say((lambda: f"{name}  {phone}") if phone else (lambda: name))
        if at is not None:
            self.answered.say(lambda: tr("{at} 已电话确认，同意来访。", at=f"{campus(at):%H:%M}"), "admit")
        else:
            waits = mark("打电话给被访人，同意按 F4。") if host else mark("键入被访人，电话会显示在这里。")
            self.answered.say(waits, "quiet")


def _row(one: Person) -> Row:
    return Row(one.number, lambda: (one.name, one.number, one.college or one.place))
