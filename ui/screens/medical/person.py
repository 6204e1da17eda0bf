"""Whoever is in hand at the medical duty room: who, since when, why, what was done; and the one next thing."""

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from app.clock import campus
from app.goods.words import lasted
from app.i18n import mark, tr
from app.medical.state import Patient
from app.medical.words import called, phase_word, step_line
from app.policy.words import sentence
from ui.screens.medical.keys import NAMED, next_act
from ui.widgets.boxes import Panel, column, row, rule
from ui.widgets.latest import Latest
from ui.widgets.nextthing import NextThing
from ui.widgets.text import Text

LINES = 10
"""Steps of which as many are shown as there is room for, the newest ones."""


class PersonInHand(Panel):
    """next: what is done with them, on Enter; it stands where the forms do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._name, self._clock = Text("", "title", bold=True, elide=True), Text("", "title", bold=True)
        self._about, self._why = Text("", tone="quiet"), Text("", tone="attention", bold=True, wrap=True)
        self.next = NextThing()
        self.steps = Latest()
        self._shown: tuple[str, int] = ("", -1)
        head = row(self._name, None, self._clock)
        title = Text(mark("经过"), "small", "quiet", bold=True)
        parts = (head, self._about, self._why, rule(), title, self.steps)
        inside = column(*parts, margins=(20, 14, 20, 14), gap=8)
        inside.setStretch(inside.count() - 1, 1)
        super().__init__(inside, parent)

    def show_patient(self, one: Patient | None, now: datetime, *, decides: bool) -> None:
        """decides: the medical officer looks."""
        self._name.say(lambda: called(one) if one else tr("没有等候的人"))
        self._clock.say(lasted(one.came or now, now) if one else "")
        self._about.say((lambda: _about(one)) if one else "")
        self._why.say((lambda: "\n".join(sentence(reason) for reason in one.reasons)) if one else "")
        self._tell_next(one, now, decides)
        shown = (one.key, len(one.steps)) if one else ("", 0)
        if shown != self._shown:
            self._shown = shown
            self.steps.show_lines([partial(step_line, step) for step in reversed((one.steps if one else ())[-LINES:])])

    def _tell_next(self, one: Patient | None, now: datetime, decides: bool) -> None:
        if one is None:
            self.next.show_thing(mark("现在没有人等候"), mark("门岗转来的人会自动出现在这里。"), "")
            return
        act = next_act(one) if decides else ""
        if act:
            about = mark("先接手，别的校医就不会重复处置。") if act == "take" else mark("键入三位数字，如 365。")
            self.next.show_thing(lambda: f"{tr(NAMED[act].does)} · {called(one)}", about, NAMED[act].does)
        elif not decides:
            self.next.show_thing(lambda: phase_word(one), mark("只有校医可以处置。"), "")
        elif one.phase == "kept":
            self.next.show_thing(lambda: _kept(one, now), mark("F4 测体温，F6 放行，F5 继续留观。"), "")
        else:
            self.next.show_thing(mark("请决定：留观还是放行"), mark("F5 留观，F6 放行，F4 再测一次。"), "")


def _about(one: Patient) -> str:
    came = tr("{at} 转来", at=f"{campus(one.came):%m-%d %H:%M}") if one.came else ""
    taken = tr("接手：{who}", who=one.taken_by) if one.taken_by else ""
    return " · ".join(part for part in (phase_word(one), one.number, came, taken) if part)


def _kept(one: Patient, now: datetime) -> str:
    if one.until is None:
        return tr("留观 · {where}", where=one.where)
    if one.until <= now:
        return tr("留观到时，请查看")
    return tr("留观 · {where}，{at} 再看", where=one.where, at=f"{campus(one.until):%m-%d %H:%M}")
