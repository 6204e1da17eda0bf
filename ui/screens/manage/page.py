"""A page of 管理: what there is on the left, and beside it what can be done about it, one thing at a time."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from app.i18n import mark
from ui.screens.screen import Screen
from ui.threads import Jobs
from ui.widgets.actions import Actions
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.paper import Paper
from ui.widgets.smallform import SmallForm
from ui.widgets.text import Text, Words

T = TypeVar("T")
ASIDE = 380
"""Pixels; the list beside it takes the rest of 1366."""


class ListPage(Screen):
    """`lay_out` once, with what is on the left; `turn_to` brings something else to the right, `turn_back` the acts."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.jobs = jobs
        self._aside = QStackedWidget()
        self._aside.setFixedWidth(ASIDE)
        self._home = Panel()
        self._aside.addWidget(self._home)
        self._acts: Actions | None = None
        self._first: QWidget = self
        self.subject = ""
        """The key of the row that the form on the right is about, whichever row is in hand meanwhile."""

    def lay_out(self, title: Words, left: QLayout, first: QWidget, acts: Actions, *below: QWidget) -> None:
        """first: what has the keys when the page is entered; below: stands under the acts."""
        self._acts, self._first = acts, first
        head = Text(mark("可以做什么"), "lead", bold=True)
        self._home.setLayout(column(head, acts, *below, None, margins=(20, 14, 20, 16), gap=12))
        self.setFocusProxy(first)
        across = row(gap=14)
        across.addLayout(column(Text(title, "title", bold=True), left, gap=10), 1)
        across.addWidget(self._aside)
        self.setLayout(across)
        first.installEventFilter(self)

    def add_form(self, form: SmallForm, given: Callable[[dict[str, str]], None]) -> SmallForm:
        """A form that may be turned to."""
        self._aside.addWidget(form)
        form.given.connect(given)
        form.left.connect(self.turn_back)
        return form

    def add_aside(self, widget: QWidget) -> None:
        """Something else that may be turned to."""
        self._aside.addWidget(widget)

    def turn_to(self, widget: QWidget, subject: str = "") -> None:
        """Bring it to the right. subject: see there."""
        self.subject = subject
        self._aside.setCurrentWidget(widget)
        self.hints_changed.emit()

    def turn_back(self) -> None:
        """To the acts; what was typed is gone."""
        current = self._aside.currentWidget()
        if isinstance(current, SmallForm):
            current.clear()
        self.subject = ""
        self._aside.setCurrentWidget(self._home)
        self._first.setFocus()
        self.hints_changed.emit()

    @property
    def aside(self) -> QWidget:
        """What is on the right now."""
        return self._aside.currentWidget() or self._home

    def hints(self) -> tuple[Hint, ...]:
        if isinstance(self.aside, SmallForm):
            return (Hint("Enter", mark("下一项，最后一项确定")), Hint("Esc", mark("取消")))
        if isinstance(self.aside, Paper):
            return self.aside.acts.hints()
        acts = self._acts.hints() if self._acts and self.aside is self._home else ()
        return (*acts, Hint("Esc", mark("回到目录")))

    def run(self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Do `work` elsewhere; all that a page does goes through here."""
        self.jobs.run(work, then, failed)

    def ask(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do `work` elsewhere; what goes wrong is said in the banner."""
        self.run(work, then, self.complain)

    def submit(self, form: SmallForm, work: Callable[[], object], done: Words) -> None:
        """Do what a form asks for; what does not do is said in it, and otherwise it is put away."""

        def over(_found: object) -> None:
            self.turn_back()
            self.opened()
            self.said.emit(done, "hint")

        form.set_busy(True)
        self.run(work, over, lambda error: form.say_problem(lambda: str(error)))

    def complain(self, error: Exception) -> None:
        """What went wrong, in the banner."""
        self.said.emit(lambda: str(error), "problem")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.hints_changed.emit()
        return False
