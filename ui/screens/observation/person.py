"""Whoever is in hand: where and since when, what is due, what a release still needs, the temperatures, whom to call."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.clock import campus
from app.dormitory.observe.conditions import Condition
from app.dormitory.observe.taken import Taken
from app.dormitory.observe.words import MEASURES, cause_word, condition_word, due_word, step_line, where_word
from app.dormitory.responsible import LABELS, Responsible
from app.i18n import mark, tr
from app.station.observation import Observed
from ui.screens.observation.keys import NAMED, next_act
from ui.widgets.boxes import Panel, column, empty, row, rule
from ui.widgets.nextthing import NextThing
from ui.widgets.text import Text, Words

DAYS, STEPS = 5, 2
"""Days of temperatures and newest steps that there is room for."""
_SIGNS = {"met": "✓", "due": "!", "ahead": "…", "missed": "✗"}
_TONES = {"met": "admit", "due": "attention", "ahead": "quiet", "missed": "refuse"}


class PersonInHand(Panel):
    """next: what is done with them, on Enter; it stands where the forms do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._name, self._day = Text("", "title", bold=True, elide=True), Text("", "title", bold=True)
        self._about, self._due = Text("", "small", "quiet", wrap=True), Text("", tone="attention", bold=True, wrap=True)
        self._conditions, self._days, self._steps, self._calls = (
            QVBoxLayout(),
            QGridLayout(),
            QVBoxLayout(),
            QVBoxLayout(),
        )
        for layout in (self._conditions, self._steps, self._calls):
            layout.setSpacing(2)
        self._days.setHorizontalSpacing(18)
        self._days.setVerticalSpacing(3)
        self._days.setColumnStretch(3, 1)
        self.next = NextThing()
        needs = column(_head(mark("解除条件")), self._conditions, None, gap=5)
        days = column(_head(mark("体温")), self._days, None, gap=5)
        calls = column(_head(mark("联系")), self._calls, None, gap=5)
        middle = row(gap=24)
        for part, wide in ((needs, 4), (days, 3), (calls, 5)):
            middle.addLayout(part, wide)
        parts = (row(self._name, None, self._day), self._about, self._due, rule(), middle, None)
        below = (_head(mark("经过")), self._steps)
        super().__init__(column(*parts, *below, margins=(20, 8, 20, 8), gap=4), parent)

    def show_observed(self, one: Observed | None, now: datetime, *, places: bool, releases: bool) -> None:
        """places, releases: what whoever looks may do."""
        for layout in (self._conditions, self._days, self._steps):
            empty(layout)
        self._name.say((lambda: one.person.name) if one else mark("现在没有人留观"))
        self._day.say((lambda: tr("第 {day} 天", day=one.watched.day)) if one else "")
        self._about.say((lambda: _about(one)) if one else "")
        self._due.say((lambda: " · ".join(due_word(each) for each in one.watched.due)) if one else "")
        self._due.setVisible(one is not None and bool(one.watched.due))
        self._tell_next(one, places=places, releases=releases)
        if one is None:
            return
        for condition in one.watched.conditions:
            self._conditions.addWidget(Text(_condition(condition), "small", _TONES[condition.state], elide=True))
        self._show_days(one.watched.measures, now)
        for step in reversed(one.stay.steps[-STEPS:]):
            self._steps.addWidget(Text(lambda step=step: step_line(step), "small", elide=True))  # type: ignore[misc]

    def show_calls(self, one: Observed, chain: Sequence[Responsible]) -> None:
        """The person, the helper, then the chain of responsibility."""
        empty(self._calls)
        own = [(mark("本人"), one.person.name, one.person.phone)]
        if one.helper:
            own.append((mark("一对一"), one.helper.name, one.helper.phone))
        for label, name, phone in (*own, *((LABELS[each.duty], each.name, each.phone) for each in chain)):
            self._calls.addWidget(Text(_call(label, name, phone), "small", elide=True))

    def clear_calls(self) -> None:
        """Nobody is in hand, or it is not known yet whom to call."""
        empty(self._calls)

    def _show_days(self, measures: Sequence[Taken], now: datetime) -> None:
        days = sorted({campus(one.opens).date() for one in measures}, reverse=True)[:DAYS]
        for place, name in enumerate(MEASURES, 1):
            self._days.addWidget(Text(MEASURES[name], "small", "quiet"), 0, place)
        for at, day in enumerate(days, 1):
            self._days.addWidget(Text(f"{day:%m-%d}", "small", "quiet"), at, 0)
            for one in measures:
                if campus(one.opens).date() == day:
                    place = 1 if one.name == "morning" else 2
                    self._days.addWidget(_measure(one, now), at, place)

    def _tell_next(self, one: Observed | None, *, places: bool, releases: bool) -> None:
        if one is None:
            about = mark("F2 安排留观；校医留观的人会自动出现在这里。")
            self.next.show_thing(mark("现在没有人留观"), about if places else "", "")
            return
        act = next_act(one, places=places, releases=releases)
        if act is not None:
            does = NAMED[act].does
            self.next.show_thing(lambda: f"{tr(does)} · {one.person.name}", _WHY.get(act, ""), does)
        else:
            waits = (
                mark("等校医决定")
                if any(each.what == "release" for each in one.watched.due)
                else mark("现在没有要做的事")
            )
            self.next.show_thing(waits, mark("到了日子也不会自动解除，由校医解除。"), "")


_WHY: dict[str, Words] = {
    "measure": mark("键入三位数字，如 365。"), "move": mark("先安排房间，别人才知道到哪里找。"),
    "help": mark("一对一人员每天联系、送餐、转告。"), "release": mark("条件都已满足；放行意见会写入记录。"),
}  # fmt: skip


def _head(words: str) -> Text:
    return Text(words, "small", "quiet", bold=True)


def _about(one: Observed) -> str:
    since = f"{campus(one.stay.since):%m-%d %H:%M}"
    out = f"{campus(one.watched.out):%m-%d %H:%M}"
    parts = (
        where_word(one.watched, one.title), cause_word(one.watched), one.person.number,
        tr("{at} 起", at=since), tr("最早 {at} 解除", at=out), tr("本人寝室 {room}", room=one.home) if one.home else "",
    )  # fmt: skip
    return " · ".join(part for part in parts if part)


def _condition(one: Condition) -> Words:
    return lambda: f"{_SIGNS[one.state]} {condition_word(one)}"


def _measure(one: Taken, now: datetime) -> Text:
    high = any(each.high for each in one.readings)
    tone = "refuse" if high or one.missed(now) else "ink"

    def said() -> str:
        values = " / ".join(f"{each.celsius:.1f}" for each in one.readings)
        return values or (tr("缺") if one.missed(now) else "–")

    return Text(said, "small", tone)


def _call(label: str, name: str, phone: str) -> Words:
    return lambda: " ".join(part for part in (tr(label), name, phone) if part)
