"""Exceptions (例外): who is not asked for what, and which place is no risk, until when."""

from datetime import datetime, timedelta
from functools import partial

from app.clock import Clock
from app.i18n import language, mark, tr
from app.policy.evidence import Item
from app.policy.lists import EXEMPTABLE, By
from app.policy.person import KINDS, LABELS
from app.policy.words import ITEM_LABELS, item_label, kind_word, level_word
from app.station.campuslists import Exceptions
from app.store.reference.campuslists import Exempted
from app.typedtime import bound_of
from ui.screens.levels.sub import PLACE_HINT, told_moment
from ui.screens.manage.page import ListPage
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text
from ui.widgets.whenfield import END_HINT, NO_END
from ui.words import LEVELS

ALL = "all"
WHY, UNTIL = Field("why", mark("原因")), Field("until", mark("到何时止"), hint=END_HINT)
LEVEL = Field("level", mark("哪个级别"), choices={ALL: mark("所有级别"), **LEVELS})
ITEM = Field(
    "item", mark("免查什么"),
    choices={**{item: ITEM_LABELS[item] for item in EXEMPTABLE}, ALL: mark("除身份、体温、症状外全部")},
)  # fmt: skip
_COLUMNS = (
    Column(mark("对谁")), Column(mark("免查"), wide=True), Column(mark("级别")), Column(mark("到")),
    Column(mark("状态")),
)  # fmt: skip


class ExceptionsPage(ListPage):
    """The exceptions in force or to come; who made the one in hand, and why, stands beside them."""

    def __init__(self, desk: Exceptions, jobs: Jobs, clock: Clock) -> None:
        super().__init__(jobs)
        self._desk, self._clock = desk, clock
        self._kept: dict[str, Exempted] = {}
        self._ended = False
        self.table, self.about = Lines(_COLUMNS), Text("", tone="quiet", wrap=True)
        kind = Field("value", mark("人员类别"), choices={one: LABELS[one] for one in KINDS})
        number, place = Field("value", mark("学工号")), Field("value", mark("地区"), hint=PLACE_HINT)
        self.forms: dict[By, SmallForm] = {
            "kind": SmallForm(mark("一类人员免查"), [kind, ITEM, LEVEL, UNTIL, WHY], mark("设立")),
            "number": SmallForm(mark("一个人免查"), [number, ITEM, LEVEL, UNTIL, WHY], mark("设立")),
            "place": SmallForm(
                mark("一个地区不算风险"), [place, LEVEL, UNTIL, WHY], mark("设立"),
                mark("例如本市：行程卡上人人都有的星号不再需要值守人员看。"),
            ),
        }  # fmt: skip
        for by, form in self.forms.items():
            self.add_form(form, partial(self._add, by))
        self.lifting = self.add_form(SmallForm(mark("取消例外"), [WHY], mark("取消例外")), self._lift)
        acts = (
            Act("F2", mark("一类人员免查"), lambda: self._begin("kind")),
            Act("F3", mark("一个人免查"), lambda: self._begin("number")),
            Act("F4", mark("一个地区不算风险"), lambda: self._begin("place")),
            Act("F8", mark("取消例外"), self._begin_lifting),
            Act("F6", mark("显示或隐藏已结束的"), self._turn_ended),
        )
        general = mark("例外只是不再问；红码、阳性、发热、被限制的人照样不放行。身份、体温和发烧咳嗽询问不能免。")
        self.table.currentCellChanged.connect(lambda *_at: self._tell())
        left, rules = column(self.table), Text(general, tone="quiet", wrap=True)
        self.lay_out(mark("例外"), left, self.table, Actions(self, acts), self.about, rules)

    def opened(self) -> None:
        ended = self._ended
        self.ask(lambda: self._desk.all(ended=ended), self._show)

    def _show(self, found: list[Exempted]) -> None:
        self._kept = {one.id: one for one in found}
        now = self._clock()
        self.table.show_rows([_row(one, now) for one in found])
        self._tell()

    def _tell(self) -> None:
        one = self._kept.get(self.table.chosen)
        self.about.say((lambda: _about(one)) if one else "")

    def _turn_ended(self) -> None:
        self._ended = not self._ended
        self.opened()

    def _begin(self, by: By) -> None:
        form = self.forms[by]
        self.turn_to(form)
        form.begin()
        form.turn_to("value")

    def _add(self, by: By, given: dict[str, str]) -> None:
        form, until = self.forms[by], _end(given["until"], self._clock())
        if until is None:
            form.say_problem(NO_END, "until")
            return
        item = given.get("item", ALL)
        items: tuple[Item, ...] = EXEMPTABLE if item == ALL else tuple(one for one in EXEMPTABLE if one == item)
        levels = () if given["level"] == ALL else (given["level"],)
        self.submit(
            form, lambda: self._desk.add(by, given["value"], until, given["why"], items=items, levels=levels),
            mark("例外已设立，立即生效。"),
        )  # fmt: skip

    def _begin_lifting(self) -> None:
        if id_ := self.table.chosen:
            self.turn_to(self.lifting, id_)
            self.lifting.begin()

    def _lift(self, given: dict[str, str]) -> None:
        id_ = self.subject
        self.submit(self.lifting, lambda: self._desk.lift(id_, given["why"]), mark("例外已取消，立即生效。"))


def _row(one: Exempted, now: datetime) -> Row:
    over = one.over <= now

    def cells() -> tuple[str, ...]:
        between = ", " if language() == "en" else "、"
        items = between.join(item_label(item) for item in one.items) or tr("不算风险地区")
        levels = between.join(level_word(name) for name in one.levels) or tr("所有级别")
        state = tr("已结束") if over else tr("未生效") if one.since > now else tr("生效中")
        return kind_word(one.value) if one.by == "kind" else one.value, items, levels, told_moment(one.over), state

    return Row(one.id, cells, "ink_2" if over else "ink")


def _about(one: Exempted) -> str:
    return tr("{who} 于 {at} 设立：{why}", who=one.who, at=told_moment(one.entered_at), why=one.why)


def _end(text: str, now: datetime) -> datetime | None:
    """A number of days from now, or a moment of the campus."""
    if text.isdecimal() and 0 < int(text) <= 366:
        return now + timedelta(days=int(text))
    return bound_of(text, now, end=True)
