"""Looking back over a vehicle (车辆回溯) or over goods (物资溯源): what was found, line by line, under a grant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from app.clock import Clock, campus
from app.errors import WrongUse
from app.i18n import mark, tr
from app.station.granting import Granting
from app.station.tracing import lines
from app.station.tracing.desk import ACT, Traced, Tracing
from app.station.tracing.goods import Supplied
from app.station.tracing.vehicle import Came
from ui.screens.lookback.asked import Span, ask_workbook, span
from ui.screens.manage.granted import GrantedPage
from ui.texttable import TextTable, view_of
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text
from ui.widgets.whenfield import SPAN_HINT

T = TypeVar("T")
ChooseFile = Callable[[str], Path | None]


@dataclass(frozen=True)
class Kind(Generic[T]):
    """What is looked back over. title, what, since, about, nothing: words, to be translated; days: how far back where
    nobody says. shown: the columns of the list; the line in hand shows all. wide: the one that takes what room is
    left."""

    title: str
    what: str
    since: str
    about: str
    begin: str
    nothing: str
    days: int
    columns: Sequence[str]
    shown: Sequence[int]
    wide: int
    look: Callable[[str, datetime, datetime], Traced[T]]
    line: Callable[[T], list[str]]
    export: Callable[[Traced[T], Path], None]


def vehicles(desk: Tracing) -> Kind[Came]:
    """Who came with a vehicle, and what for."""
    return Kind(
        title=mark("车辆回溯"), what=mark("车牌"), since=mark("从（不填为 30 天前）"),
        about=mark("这辆车何时到过、谁随车、为何事。车牌中的点和空格可以不写。"), begin=mark("按 F2，写明回溯哪辆车。"),
        nothing=mark("这段时间没有这辆车的记录。"), days=30, columns=lines.VEHICLE, shown=(0, 2, 4, 6, 7), wide=7,
        look=desk.vehicle, line=lines.vehicle_line, export=desk.export_vehicle,
    )  # fmt: skip


def goods(desk: Tracing) -> Kind[Supplied]:
    """Where the goods of a supplier, or of a name, came from and went."""
    return Kind(
        title=mark("物资溯源"), what=mark("供应商或品名"), since=mark("从（不填为 7 天前）"),
        about=mark("写出供应商或品名中的两个字以上，例如“云鲜”。"), begin=mark("按 F2，写明查哪家供应商或哪种物资。"),
        nothing=mark("这段时间没有这样的物资。"), days=7, columns=lines.GOODS, shown=(0, 2, 3, 4, 5, 11), wide=2,
        look=desk.goods, line=lines.goods_line, export=desk.export_goods,
    )  # fmt: skip


class TracePage(GrantedPage, Generic[T]):
    """One line for each thing found, by time."""

    def __init__(
        self, kind: Kind[T], granting: Granting, jobs: Jobs, clock: Clock, choose: ChooseFile = ask_workbook
    ) -> None:
        super().__init__(granting, ACT, jobs)
        self._kind, self._clock, self._choose = kind, clock, choose
        self._found: Traced[T] | None = None
        self._typed: dict[str, str] = {}
        self.lines = TextTable([kind.columns[at] for at in kind.shown])
        self.table = view_of(self.lines, kind.shown.index(kind.wide))
        self.table.selectionModel().currentRowChanged.connect(lambda row, _before: self._tell(row.row()))
        self._says, self._whole = Text("", wrap=True), Text("", wrap=True)
        self._none = Text("", tone="quiet", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fields = (
            Field("what", kind.what), Field("start", kind.since, hint=SPAN_HINT, optional=True),
            Field("end", mark("到（不填为现在）"), hint=SPAN_HINT, optional=True),
        )  # fmt: skip
        self.asking = self.add_form(SmallForm(kind.title, fields, mark("查找"), kind.about), self._look)
        acts = (
            Act("F2", mark("查找"), self._begin), Act("F9", mark("导出 Excel"), self.export),
            Act("F3", mark("授权"), lambda: self.begin_grant(self._found.what if self._found else "")),
        )  # fmt: skip
        self._stack = QStackedWidget()
        for part in (self._none, self.table):
            self._stack.addWidget(part)
        warned = Text(mark("只为写明的原因使用；每次回溯都有记录。"), tone="quiet", wrap=True)
        left = column(self._says, self._stack, gap=10)
        self.lay_out(kind.title, left, self.table, Actions(self, acts), self._whole, self.grants, warned)

    def opened(self) -> None:
        """Nothing of what was found before, perhaps by somebody else."""
        super().opened()
        self._found = None
        self.lines.forget()
        self._says.say("")
        self._whole.say("")
        self._none.say(self._kind.begin)
        self._stack.setCurrentWidget(self._none)
        self.tell_grants()

    def export(self) -> None:
        """Everything that was found, to a file of the user's choice."""
        found = self._found
        path = self._choose(f"{tr(self._kind.title)}-{found.what}.xlsx") if found else None
        if found is None:
            self.said.emit(mark("先查找，再导出。"), "hint")
        elif path is not None:
            chosen, told = path, tr("已导出 {count} 行到 {path}。", count=len(found.found), path=path)
            self.under_grant(
                found.what, lambda: self._kind.export(found, chosen),
                lambda _none: self.said.emit(lambda: told, "hint"),
            )  # fmt: skip

    def complain(self, error: Exception) -> None:
        """What was typed wrongly is typed again where it stands."""
        if not isinstance(error, WrongUse) or not self._typed:
            super().complain(error)
            return
        self.turn_to(self.asking)
        self.asking.begin(**self._typed)
        self.asking.say_problem(lambda: str(error), "what")

    def _begin(self) -> None:
        self._typed = {}
        self.turn_to(self.asking)
        self.asking.begin()

    def _look(self, given: dict[str, str]) -> None:
        now = self._clock()
        period = span(self.asking, given, Span(now - timedelta(days=self._kind.days), now))
        if period is not None:
            self.turn_back()
            self._typed = given
            what = given["what"].strip()
            self.under_grant(what, lambda: self._kind.look(what, *period), self._show)

    def _show(self, found: Traced[T]) -> None:
        self._found, self._typed = found, {}
        self._says.say(
            lambda: tr(
                "{what} · {start} – {end} · {count} 条", what=found.what, start=f"{campus(found.start):%m-%d %H:%M}",
                end=f"{campus(found.end):%m-%d %H:%M}", count=len(found.found),
            )
        )  # fmt: skip
        self.lines.show(len(found.found), lambda at: self._line(found.found[at]))
        self._none.say(self._kind.nothing)
        self._stack.setCurrentWidget(self.table if found.found else self._none)
        if found.found:
            self.table.selectRow(0)
            self.table.setFocus()

    def _line(self, one: T) -> list[str]:
        words = self._kind.line(one)
        return [words[at] for at in self._kind.shown]

    def _tell(self, at: int) -> None:
        """All that is known of the line in hand."""
        found = self._found.found if self._found else ()
        one = found[at] if 0 <= at < len(found) else None
        self._whole.say((lambda: self._words(one)) if one is not None else "")

    def _words(self, one: T) -> str:
        said = zip(self._kind.columns, self._kind.line(one), strict=True)
        return "\n".join(f"{tr(column)}  {words}" for column, words in said if words)
