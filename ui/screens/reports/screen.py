"""The reports' screen: the day by building and college; looked at, opened, signed, told at once, by the keys alone."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.clock import Clock, campus_day
from app.dormitory.daily.count import Part
from app.dormitory.daily.passing import Stage
from app.dormitory.daily.urgent import Case
from app.dormitory.daily.words import title
from app.dormitory.responsible import Responsible
from app.dormitory.today.item import Lead
from app.i18n import mark, tr
from app.records.daily_report import STEPS
from app.station.reporting import Day, ReportDesk
from app.typedtime import moment_of
from ui.screens.reports.face import Face
from ui.screens.reports.keys import Front, hints
from ui.screens.reports.words import calls, case_of, key_of, part_of
from ui.screens.screen import Screen
from ui.screens.whileseen import WhileSeen
from ui.threads import Jobs
from ui.widgets.keybar import Hint
from ui.widgets.retell import Retold
from ui.widgets.smallform import SmallForm
from ui.widgets.whenfield import NO_TIME

READ_AGAIN_MS = 60_000
ChooseFile = Callable[[str], Path | None]
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def ask_file(suggested: str) -> Path | None:
    """Where to, by the system's own dialog; None where nobody said."""
    name, _ = QFileDialog.getSaveFileName(None, tr("导出 XLSX"), suggested, "Excel (*.xlsx)")
    return Path(name) if name else None


class Reports(Retold, Screen):
    """What it shows was read in the background, and what is signed is what it shows."""

    def __init__(self, desk: ReportDesk, jobs: Jobs, clock: Clock, choose: ChooseFile = ask_file) -> None:
        super().__init__()
        self._desk, self._jobs, self._clock, self._choose = desk, jobs, clock, choose
        self.day: Day | None = None
        self.part, self._yesterday, self._reading = Part("campus"), False, False
        self.front: Front = "numbers"
        self._case: Case | None = None
        self._sought: Lead | None = None
        self.face = Face(self._ask_records)
        self.setLayout(self.face.layout)
        given_to = ((self.face.sign, self._sign), (self.face.zero, self._say_zero), (self.face.tell, self._tell))
        for form, given in given_to:
            form.given.connect(given)
            form.left.connect(self.back)
        self._bind()
        self._timer = WhileSeen(self, READ_AGAIN_MS, self.tick)

    def _bind(self) -> None:
        self.face.parts.chosen.connect(self._choose_part)
        for table in (self.face.numbers, self.face.cases):
            table.installEventFilter(self)
        self.face.behind.view.installEventFilter(self)
        keys: dict[str, Callable[[], None]] = {
            "F3": self.begin_sign, "F8": self.begin_zero, "F4": self.show_cases, "F5": self.copy, "F9": self._turn_day,
            "Ctrl+E": self.export, "PgDown": partial(self._step, 1), "PgUp": partial(self._step, -1),
        }  # fmt: skip
        self.bind(keys)

    # What is shown

    def opened(self) -> None:
        """Nothing of what somebody else saw stays."""
        self.day, self._yesterday, self._case, self._sought = None, False, None, None
        self.face.forget()
        self._timer.start()
        self.back()
        self.refresh()

    def take_up(self, lead: Lead) -> None:
        """A part of a day's report, or somebody who has to be reported at once."""
        self._sought = lead
        self._yesterday = lead.day not in ("", campus_day(self._clock()).isoformat())
        self.refresh()

    def hints(self) -> tuple[Hint, ...]:
        return hints(self.front, signs=self._stage() is not None)

    def refresh(self) -> None:
        """Compute the day anew; one at a time."""
        if self._reading:
            return
        self._reading, yesterday = True, self._yesterday
        self.face.notice.say(mark("正在计算……"))
        self._jobs.run(lambda: self._desk.read(yesterday=yesterday), self._show, self._failed)

    def tick(self) -> None:
        """While somebody looks, and nothing is being read or filled in."""
        if self.front == "numbers":
            self.refresh()

    def retell(self) -> None:
        self._show_day()

    def _show(self, day: Day) -> None:
        self._reading = False
        if (day.report.day < campus_day(self._clock())) != self._yesterday:
            self.refresh()  # another day is wanted by now
            return
        self.day = day
        lead, self._sought = self._sought, None
        self.part = part_of(day, lead, self.part)
        self._show_day()
        if lead is not None and lead.number:
            self._show_case(day, lead.number)

    def _show_case(self, day: Day, number: str) -> None:
        """Whoever has to be reported is in hand; who has been meanwhile is not asked for again."""
        if (at := case_of(day, number)) is not None:
            self.show_cases()
            self.face.cases.setCurrentCell(at, 0)

    def _show_day(self) -> None:
        if self.day is not None:
            self.face.show_day(self.day, self.part, self._desk, self._clock())
            self.hints_changed.emit()

    def _turn(self, front: Front, widget: QWidget, form: SmallForm | None = None) -> None:
        self.front = front
        self.face.turn(widget, form)
        self.hints_changed.emit()

    # What the hands do

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _ENTERS:
            if watched is self.face.numbers:
                self.open_number(self.face.numbers.chosen)
            elif watched is self.face.cases:
                self.begin_tell()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.back()
            return True
        return False

    def back(self) -> None:
        """To the numbers; from a form about a case to the cases."""
        if self.front == "form" and self._case is not None:
            self._case = None
            self.show_cases()
            return
        self._turn("numbers", self.face.numbers)
        self.face.numbers.setFocus()

    def open_number(self, name: str) -> None:
        """Who stands behind it."""
        day, part = self.day, self.part
        if day is not None and name:
            self._jobs.run(lambda: self._desk.behind(day, part, name), partial(self._show_behind, name), self._failed)

    def _show_behind(self, name: str, rows: Sequence[object]) -> None:
        self._turn("behind", self.face.behind)
        self.face.behind.show_number(name, rows)  # type: ignore[arg-type]

    def _ask_records(self, ids: Sequence[str]) -> None:
        self._jobs.run(lambda: self._desk.records(ids), self.face.behind.show_records, self._failed)

    def show_cases(self) -> None:
        """Whom to report at once."""
        self._turn("cases", self.face.cases)
        self.face.cases.setFocus()

    def begin_tell(self) -> None:
        """The form of the case in hand; nothing of one that was told."""
        if self.day is None or not self.face.cases.chosen:
            return
        case = self.day.cases[int(self.face.cases.chosen)]
        if case.told is not None:
            self.said.emit(mark("这一位已经上报。"), "hint")
            return
        self._jobs.run(lambda: self._desk.to_call(case), partial(self._open_tell, case), self._failed)

    def _open_tell(self, case: Case, chain: Sequence[Responsible]) -> None:
        """Whom to call stands beside the lines."""
        self._case = case
        self._turn("form", self.face.cases, self.face.tell)
        name = self._desk.shown(case.line.resident).name
        self.face.tell.begin(lambda: tr("及时上报 · {name}", name=name), lambda: calls(chain))

    def begin_sign(self) -> None:
        """The step that is to be signed next, by whoever looks."""
        self._begin(self.face.sign, mark("{step}签发 {title} 的日报告"))

    def begin_zero(self) -> None:
        """A zero is said by a person: the key opens a question, and never answers it."""
        if self.day is not None and not self.day.report.numbers(self.part).quiet:
            self.said.emit(mark("有发热、不适、漏报或待核实的情况，不能作零报告"), "hint")
            return
        self._begin(self.face.zero, mark("{step}的零报告 · {title}"))

    def _begin(self, form: SmallForm, words: str) -> None:
        stage = self._stage()
        if stage is None:
            self.said.emit(self._not_yours, "hint")
            return
        self._turn("form", self.face.numbers, form)
        form.begin(lambda: tr(words, step=tr(STEPS[stage.step]), title=title(self.part)))

    def _not_yours(self) -> str:
        why = self._desk.not_yours(self.day, self.part) if self.day is not None else ""
        return why or tr("现在没有轮到您签发的一步。")

    def _stage(self) -> Stage | None:
        return self._desk.next_step(self.day, self.part) if self.day is not None else None

    def _sign(self, given: dict[str, str], *, zero: bool = False) -> None:
        day, part, stage = self.day, self.part, self._stage()
        if day is None or stage is None:
            return
        form = self.face.zero if zero else self.face.sign
        form.set_busy(True)
        work = partial(self._desk.sign, day, part, stage.step, zero=zero, note=given.get("note", ""))
        self._jobs.run(work, lambda _entry: self._done(mark("已签发。")), partial(self._not_done, form))

    def _say_zero(self, given: dict[str, str]) -> None:
        self._sign(given, zero=True)

    def _tell(self, given: dict[str, str]) -> None:
        case, at = self._case, moment_of(given["at"], self._clock(), past=True) if given["at"] else None
        if case is None:
            return
        if given["at"] and at is None:
            self.face.tell.say_problem(NO_TIME, "at")
            return
        self.face.tell.set_busy(True)
        work = partial(self._desk.tell, case, given["told"], at, given["note"])
        self._jobs.run(work, lambda _entry: self._done(mark("已登记上报。")), partial(self._not_done, self.face.tell))

    def copy(self) -> None:
        """The words without names, for a chat group."""
        if self.day is not None:
            QGuiApplication.clipboard().setText(self._desk.text(self.day, self.part))
            self.said.emit(mark("已复制，不含姓名，可以粘贴到工作群。"), "hint")

    def export(self) -> None:
        """The whole day as a workbook, written in the background."""
        day = self.day
        path = self._choose(f"{tr('日报告')}-{day.report.day}.xlsx") if day is not None else None
        if day is None or path is None:
            return
        self.face.notice.say(mark("正在写表格……"))
        self._jobs.run(lambda: self._desk.export(day, path), lambda _none: self._written(path), self._failed)

    def _written(self, path: Path) -> None:
        self.face.notice.say("")
        self.said.emit(lambda: tr("已写入 {path}。", path=path), "hint")

    def _turn_day(self) -> None:
        self._yesterday = not self._yesterday
        self.refresh()

    def _choose_part(self, key: str) -> None:
        if self.day is not None:
            self.part = next(one for one in self.day.parts if key_of(one) == key)
            self.back()
            self._show_day()

    def _step(self, by: int) -> None:
        if self.day is not None and self.front == "numbers":
            parts = self.day.parts
            at = parts.index(self.part) + by
            self._choose_part(key_of(parts[max(0, min(len(parts) - 1, at))]))

    def _done(self, words: str) -> None:
        """It is on the disk."""
        self.back()
        self.said.emit(words, "hint")
        self.refresh()

    def _not_done(self, form: SmallForm, error: Exception) -> None:
        """Nothing was written: what was typed stays, and the numbers are read again."""
        form.say_problem(lambda: str(error))
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._reading = False
        self.face.notice.say("")
        self.said.emit(lambda: str(error), "problem")
