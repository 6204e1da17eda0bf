"""Zones (封控区、管控区、防控区): those in force and to come; on a key each setting one, lifting one, the history."""

from datetime import datetime

from app.clock import Clock
from app.i18n import mark, tr
from app.policy.zone import ZONE_LABELS
from app.station.zones import ZoneDesk
from app.store.reference.zones import Zoned
from app.typedtime import moment_of
from ui.screens.levels.sub import told_moment
from ui.screens.manage.page import ListPage
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text
from ui.widgets.whenfield import NO_TIME, WHEN_HINT

WHY = Field("why", mark("依据"), hint=mark("如文件号或通知"))
FIELDS = (
    Field("place", mark("地点"), hint=mark("5、5/3、5/316 或地点编码")),
    Field("kind", mark("区域"), choices=ZONE_LABELS),
    Field("since", mark("从何时起"), hint=WHEN_HINT, optional=True),
    Field("until", mark("到何时止"), hint=mark("空着为解除之前；或 4-24 6:00"), optional=True),
    WHY,
)
ABOUT = mark("住在区域里的人，出入公寓按该级别对这种区域的规定；地图上标出。只从生效时起，不改以前的记录。")


class ZonesPage(ListPage):
    """A list, and its history on a key."""

    def __init__(self, desk: ZoneDesk, jobs: Jobs, clock: Clock) -> None:
        super().__init__(jobs)
        self._desk, self._clock, self._ended = desk, clock, False
        names = (mark("区域"), mark("从"), mark("到"), mark("状态"))
        self.table = Lines([Column(mark("地点"), wide=True), *(Column(name) for name in names)])
        self.none, self.about = (
            Text(mark("没有设定封控区、管控区或防控区。"), tone="quiet"),
            Text("", tone="quiet", wrap=True),
        )
        self.adding = self.add_form(SmallForm(mark("设定区域"), FIELDS, mark("设定")), self._add)
        self.lifting = self.add_form(SmallForm("", [WHY], mark("解除")), self._lift)
        acts = (
            Act("F2", mark("设定区域"), self._begin_adding), Act("F8", mark("解除"), self._begin_lifting),
            Act("F9", mark("含已解除的"), self._turn_ended),
        )  # fmt: skip
        self.lay_out(mark("封控区域"), column(self.none, self.table), self.table, Actions(self, acts), self.about)

    def opened(self) -> None:
        ended = self._ended
        self.ask(lambda: self._desk.all(ended=ended), self._show)

    def _show(self, zones: list[Zoned]) -> None:
        now = self._clock()
        self.table.show_rows([_row(one, now) for one in reversed(zones)])
        self.none.setVisible(not zones)
        self.about.say(lambda: "\n".join([tr(ABOUT), *(_told(one) for one in reversed(zones[-4:]))]))

    def _begin_adding(self) -> None:
        self.turn_to(self.adding)
        self.adding.begin(kind="sealed")

    def _begin_lifting(self) -> None:
        if chosen := self.table.chosen:
            self.turn_to(self.lifting, chosen)
            self.lifting.begin(mark("解除这个区域"))

    def _turn_ended(self) -> None:
        self._ended = not self._ended
        self.opened()

    def _add(self, given: dict[str, str]) -> None:
        moments = {}
        for name in ("since", "until"):
            moments[name] = moment_of(given[name], self._clock()) if given[name] else None
            if given[name] and moments[name] is None:
                self.adding.say_problem(NO_TIME, name)
                return
        kind = next(one for one in ZONE_LABELS if one == given["kind"])
        done = mark("区域已设定，地图和公寓门从生效时起按它。")
        self.submit(self.adding, lambda: self._desk.add(given["place"], kind, given["why"], **moments), done)

    def _lift(self, given: dict[str, str]) -> None:
        subject = self.subject
        self.submit(self.lifting, lambda: self._desk.lift(subject, given["why"]), mark("区域已解除。"))


def _row(one: Zoned, now: datetime) -> Row:
    holds = one.holds(now)

    def cells() -> tuple[str, ...]:
        ends = told_moment(one.over) if one.over else ""
        ahead = one.since > now and (one.over is None or one.over > now)
        how = tr("生效中") if holds else tr("未到时间") if ahead else tr("已解除")
        return one.place, tr(ZONE_LABELS[one.kind]), told_moment(one.since), ends, how

    return Row(one.id, cells, "ink" if holds else "ink_2")


def _told(one: Zoned) -> str:
    said = tr("{at} {who}：{place} 设为{kind}，{why}", at=told_moment(one.entered_at), who=one.who, place=one.place,
              kind=tr(ZONE_LABELS[one.kind]), why=one.why)  # fmt: skip
    if one.lifted_at is None:
        return said
    lifted = tr("{at} {who} 解除，{why}", at=told_moment(one.lifted_at), who=one.lifted_by, why=one.lifted_why)
    return f"{said}\n{lifted}"
