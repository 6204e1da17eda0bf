"""Changes of residence in 管理: each from its own time, by a form or from a table; on a key what does not match."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.i18n import mark, tr
from app.station.residences import Brought, Listed, Residences
from app.typedtime import moment_of
from ui.screens.manage.page import ListPage
from ui.screens.residents.words import change_row, difference_rows, person_about
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text
from ui.widgets.whenfield import NO_TIME, WHEN_HINT

ChooseFile = Callable[[], Path | None]
WHO = Field("who", mark("人员"), hint=mark("学工号或姓名"))
SINCE = Field("since", mark("从何时起"), hint=WHEN_HINT, optional=True)
UNTIL = Field("until", mark("至何时"), hint=mark("空着为返寝之前；或 4-24 6:00"), optional=True)
NOTE = Field("note", mark("备注"), optional=True)
FORMS: dict[str, tuple[str, tuple[Field, ...]]] = {
    "moved": (mark("调换寝室"), (WHO, Field("to", mark("新寝室"), hint=mark("如 5-316-2")), SINCE, NOTE)),
    "leave": (mark("请假离寝"), (WHO, SINCE, UNTIL, NOTE)),
    "back": (mark("返寝销假"), (WHO, SINCE, NOTE)),
    "left": (mark("退宿"), (WHO, SINCE, NOTE)),
}  # fmt: skip
ABOUT = mark("变动从其时间起算，之前的报告不变。校门只看请假审批，不看这里。")


def ask_file() -> Path | None:
    """The table, by the system's own dialog; None where nobody said."""
    name, _ = QFileDialog.getOpenFileName(None, tr("从表格导入变动"), "", "Excel, CSV (*.xlsx *.xls *.csv)")
    return Path(name) if name else None


class ResidentsPage(ListPage):
    """A list, and what does not match on a key."""

    def __init__(self, residences: Residences, jobs: Jobs, choose: ChooseFile = ask_file) -> None:
        super().__init__(jobs)
        self._residences, self._choose, self._matching = residences, choose, False
        self._listed: list[Listed] = []
        names = (mark("姓名"), mark("变动"), mark("寝室"))
        self.table = Lines([Column(mark("时间")), *(Column(name) for name in names), Column(mark("状态"), wide=True)])
        self.none = Text(mark("没有住宿变动。"), tone="quiet")
        self.about = Text(ABOUT, tone="quiet", wrap=True)
        self.forms = {
            act: self.add_form(SmallForm(label, fields, mark("登记")), partial(self._enter, act))
            for act, (label, fields) in FORMS.items()
        }
        why = (Field("why", mark("原因")),)
        self.withdrawing = self.add_form(SmallForm("", why, mark("撤销这条")), self._withdraw)
        acts = (
            *(Act(cap, FORMS[act][0], partial(self._begin, act))
              for cap, act in zip(("F2", "F3", "F4", "F5"), FORMS, strict=True)),
            Act("F7", mark("从表格导入"), self._bring), Act("F8", mark("撤销一条"), self._begin_withdrawing),
            Act("F9", mark("对不上的"), self._turn_matching),
        )  # fmt: skip
        self.lay_out(mark("住宿变动"), column(self.none, self.table), self.table, Actions(self, acts), self.about)
        self.table.itemSelectionChanged.connect(self._tell_person)

    def opened(self) -> None:
        if self._matching:
            self.ask(lambda: difference_rows(self._residences.differences()), self._show_differences)
        else:
            self.ask(self._residences.listed, self._show)

    def _show(self, found: list[Listed]) -> None:
        self._listed = found
        self.table.show_rows([change_row(one) for one in found])
        self.none.say(mark("没有住宿变动。"))
        self.none.setVisible(not found)
        self._tell_person()

    def _show_differences(self, rows: list[Row]) -> None:
        self._listed = []
        self.table.show_rows(rows)
        self.none.say(mark("名单、住宿变动和房间都对得上。"))
        self.none.setVisible(not rows)
        self.about.say(
            mark("名单上的住处、登记的调宿、学校的房间，彼此对不上的。请改名单，或撤销、补登变动。F9 回到变动。")
        )

    def _tell_person(self) -> None:
        """Whom to call about whoever is in hand."""
        one = next((each for each in self._listed if each.change.id == self.table.chosen), None)
        if one is None or one.person is None:
            self.about.say(ABOUT)
            return
        number = one.person.number
        self.ask(
            lambda: [
                (resident, self._residences.responsible(resident)) for resident in self._residences.find(number)[:1]
            ],
            lambda found: self.about.say(lambda: "\n".join([*person_about(one, found), "", tr(ABOUT)])),
        )

    def _turn_matching(self) -> None:
        self._matching = not self._matching
        self.opened()

    def _begin(self, act: str) -> None:
        self.turn_to(self.forms[act])
        self.forms[act].begin()

    def _begin_withdrawing(self) -> None:
        one = next((each for each in self._listed if each.change.id == self.table.chosen), None)
        if one is not None:
            name = one.person.name if one.person else one.change.said.person
            self.turn_to(self.withdrawing, one.change.id)
            self.withdrawing.begin(lambda: tr("撤销 {name} 的变动", name=name))

    def _enter(self, act: str, given: dict[str, str]) -> None:
        form, moments, now = self.forms[act], dict[str, datetime | None](), self._residences.now()
        for name in ("since", "until"):
            text = given.get(name, "")
            moments[name] = moment_of(text, now) if text else None
            if text and moments[name] is None:
                form.say_problem(NO_TIME, name)
                return
        since, until = moments["since"], moments["until"]

        def work() -> object:
            number = self._residences.whose(given["who"]).number
            if act == "moved":
                return self._residences.move(number, given["to"], since, given["note"])
            if act == "leave":
                return self._residences.leave(number, since, until, given["note"])
            done = self._residences.back if act == "back" else self._residences.left
            return done(number, since, given["note"])

        self.submit(form, work, mark("已登记，从其时间起算。"))

    def _withdraw(self, given: dict[str, str]) -> None:
        subject = self.subject
        self.submit(self.withdrawing, lambda: self._residences.withdraw(subject, given["why"]), mark("已撤销。"))

    def _bring(self) -> None:
        path = self._choose()
        if path is not None:
            self.ask(lambda: self._residences.bring(path), self._brought)

    def _brought(self, found: Brought) -> None:
        """What came of it; the rows that were not entered are named."""

        def said() -> str:
            rows = [tr("第 {row} 行未导入：{reason}", row=one.row, reason=one.why) for one in found.refused[:3]]
            counts = tr("记入 {entered} 条，已有 {known} 条，未导入 {refused} 行。",
                        entered=found.entered, known=found.known, refused=len(found.refused))  # fmt: skip
            return " ".join([counts, *rows])

        self.said.emit(said, "problem" if found.refused else "hint")
        self.opened()
