"""Places at risk (风险地区): the list that travel cards are held against, each place from when to when."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.clock import Clock
from app.i18n import mark, tr
from app.policy.lists import Region
from app.station.campuslists import RiskRegions
from app.store.importing.regions import Read
from app.store.reference.campuslists import RegionList
from ui.screens.levels.sub import PLACE_HINT, told_moment
from ui.screens.manage.page import ListPage
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text

ChooseFile = Callable[[], Path | None]
DAY_HINT = mark("2022-04-10，空着为不限")
WHY = Field("why", mark("依据"), hint=mark("如通报的日期或文号"))
SINCE = Field("since", mark("从哪天起"), hint=DAY_HINT, optional=True)
UNTIL = Field("until", mark("到哪天止"), hint=DAY_HINT, optional=True)
SHOWN = 4
"""Versions and refused lines that are told beside the list."""


def ask_regions() -> Path | None:
    """Which file, by the system's own dialog."""
    name, _ = QFileDialog.getOpenFileName(
        None, tr("选择风险地区名单"), "", "TXT, CSV, Excel (*.txt *.csv *.xlsx *.xls)"
    )
    return Path(name) if name else None


class RegionsPage(ListPage):
    """A list, and on a key each, adding a place, taking one off, and a whole list from a file."""

    def __init__(self, desk: RiskRegions, jobs: Jobs, clock: Clock, choose: ChooseFile = ask_regions) -> None:
        super().__init__(jobs)
        self._desk, self._clock, self._choose = desk, clock, choose
        self._kept: dict[str, Region] = {}
        self._read: Read | None = None
        self.table = Lines(
            [Column(mark("地区"), wide=True), Column(mark("从")), Column(mark("到")), Column(mark("状态"))]
        )
        self.none, self.about = Text("", tone="quiet"), Text("", tone="quiet", wrap=True)
        name = Field("name", mark("地区"), hint=PLACE_HINT)
        self.adding = self.add_form(SmallForm(mark("添加地区"), [name, SINCE, UNTIL, WHY], mark("添加")), self._add)
        self.changing = self.add_form(SmallForm("", [SINCE, UNTIL, WHY], mark("更改")), self._change)
        self.removing = self.add_form(SmallForm("", [WHY], mark("移出")), self._remove)
        self.replacing = self.add_form(SmallForm("", [WHY], mark("换成这份名单")), self._replace)
        acts = (
            Act("F2", mark("添加地区"), self._begin_adding), Act("F4", mark("更改起止日期"), self._begin_changing),
            Act("F8", mark("移出名单"), self._begin_removing), Act("Ctrl+I", mark("导入整份名单"), self._import),
        )  # fmt: skip
        left = column(self.none, self.table)
        self.lay_out(mark("风险地区"), left, self.table, Actions(self, acts), self.about)

    def opened(self) -> None:
        self.ask(self._desk.versions, self._show)

    def _show(self, versions: list[RegionList]) -> None:
        regions = versions[-1].regions if versions else ()
        self._kept = {region.name: region for region in regions}
        now = self._clock()
        self.table.show_rows([_row(region, now) for region in regions])
        self.none.say(mark("名单中没有地区。各级别对行程卡带星号的地区另有规定。"))
        self.none.setVisible(not regions)
        self.about.say(lambda: _history(versions))

    def _begin_adding(self) -> None:
        self.turn_to(self.adding)
        self.adding.begin()

    def _begin_changing(self) -> None:
        if region := self._kept.get(self.table.chosen):
            self.turn_to(self.changing, region.name)
            self.changing.begin(lambda: region.name, since=_iso(region.since), until=_iso(region.until))
            self.changing.turn_to("since")

    def _begin_removing(self) -> None:
        if name := self.table.chosen:
            self.turn_to(self.removing, name)
            self.removing.begin(lambda: tr("移出 {name}", name=name))

    def _add(self, given: dict[str, str]) -> None:
        self._put(self.adding, given["name"], given)

    def _change(self, given: dict[str, str]) -> None:
        self._put(self.changing, self.subject, given)

    def _put(self, form: SmallForm, name: str, given: dict[str, str]) -> None:
        days = [_day(given[field]) if given[field] else None for field in ("since", "until")]
        for field, day in zip(("since", "until"), days, strict=True):
            if given[field] and day is None:
                form.say_problem(mark("日期请写成 2022-04-10"), field)
                return
        region = Region(name=name, since=days[0], until=days[1])
        self.submit(form, lambda: self._desk.add(region, given["why"]), mark("名单已更新，立即生效。"))

    def _remove(self, given: dict[str, str]) -> None:
        name = self.subject
        self.submit(self.removing, lambda: self._desk.remove(name, given["why"]), mark("名单已更新，立即生效。"))

    # A whole list

    def _import(self) -> None:
        path = self._choose()
        if path is not None:
            self.ask(lambda: self._desk.read(path), self._begin_replacing)

    def _begin_replacing(self, read: Read) -> None:
        self._read = read
        self.turn_to(self.replacing)
        self.replacing.begin(lambda: tr("文件里有 {n} 个地区", n=len(read.regions)), lambda: _refused(read))

    def _replace(self, given: dict[str, str]) -> None:
        read = self._read
        if read is not None:
            self.submit(
                self.replacing, lambda: self._desk.put(read.regions, given["why"]), mark("名单已更新，立即生效。")
            )


def _row(region: Region, now: datetime) -> Row:
    holds = region.holds(now)

    def cells() -> tuple[str, ...]:
        return region.name, _iso(region.since), _iso(region.until), tr("生效中") if holds else tr("不在期内")

    return Row(region.name, cells, "ink" if holds else "ink_2")


def _history(versions: list[RegionList]) -> str:
    lines = [tr("行程卡上的地名与名单一致，或属于名单上的省、市时，按级别的规定看或不予放行。")]
    for one in reversed(versions[-SHOWN:]):
        said = tr("{at} {who}：{n} 个地区，{why}", at=told_moment(one.at), who=one.who, n=len(one.regions), why=one.why)
        lines.append(said)
    return "\n".join(lines)


def _refused(read: Read) -> str:
    lines = [tr("第 {row} 行未导入：{reason}", row=one.row, reason=one.reason) for one in read.refused[:SHOWN]]
    return "\n".join([*lines, *([tr("……")] if len(read.refused) > SHOWN else [])])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
