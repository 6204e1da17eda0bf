"""The desk: any kind of record that people may enter, through a form made from the kind."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QStackedWidget

from app.clock import Clock
from app.i18n import mark, tr
from app.records.kind import Kind
from app.records.problem import RecordProblems
from ui.post import Post
from ui.recordview import RecordForm
from ui.screens.screen import Screen
from ui.threads import Jobs
from ui.widgets.boxes import column, row
from ui.widgets.keybar import Hint
from ui.widgets.text import Button

SAVE, EMPTY = mark("保存"), mark("清空表单")


class Desk(Screen):
    """One form a kind, made when it is first asked for; what is half filled in stays while another kind is entered.
    to_paper: what was noted on paper without power is entered."""

    to_paper = Signal()

    def __init__(self, post: Post, jobs: Jobs, clock: Clock, kinds: Mapping[str, Kind]) -> None:
        super().__init__()
        self._post, self._jobs, self._clock = post, jobs, clock
        self._kinds = {name: kind for name, kind in kinds.items() if kind.enterable}
        self._forms: dict[str, RecordForm] = {}
        self._stack = QStackedWidget()
        self._choices = QButtonGroup(self)
        which = column(gap=6)
        for name, kind in self._kinds.items():
            button = Button(kind.label, choice=True)
            button.clicked.connect(self._chooser(name))
            self._choices.addButton(button)
            which.addWidget(button)
        which.addStretch(1)
        paper = Button(mark("断电补录"))
        paper.clicked.connect(self.to_paper)
        which.addWidget(paper)
        save, clear = Button(SAVE, main=True), Button(EMPTY)
        save.clicked.connect(self.save)
        clear.clicked.connect(self.clear)
        form = column(self._stack, row(save, clear, None), gap=12)
        self.setLayout(row(which, form, margins=(14, 14, 14, 12), gap=14))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        QShortcut(QKeySequence("Ctrl+PgDown"), self).activated.connect(self._next_kind)
        QShortcut(QKeySequence("F7"), self).activated.connect(self.to_paper)
        if self._choices.buttons():
            self._choices.buttons()[0].click()

    @property
    def form(self) -> RecordForm:
        """The form in front."""
        form = self._stack.currentWidget()
        assert isinstance(form, RecordForm)
        return form

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("Ctrl+Enter", SAVE), Hint("Tab", mark("下一项")), Hint("Ctrl+PgDn", mark("下一种登记")),
            Hint("F7", mark("断电补录")),
            Hint("Ctrl+1", mark("回到校门"), last=True),
        )  # fmt: skip

    def choose(self, name: str) -> None:
        """Bring the form of a kind to the front."""
        if name not in self._forms:
            self._forms[name] = RecordForm(self._kinds[name], self._post.find_people, self._clock)
            self._stack.addWidget(self._forms[name])
        self._stack.setCurrentWidget(self._forms[name])
        at = list(self._kinds).index(name)
        self._choices.buttons()[at].setChecked(True)
        self.form.focus_first()

    def opened(self) -> None:
        self.form.focus_first()

    def save(self) -> None:
        """Check what was entered, and write it if it does."""
        form = self.form
        raw = form.raw()
        form.show_problems([])
        self._jobs.run(
            lambda: self._post.enter(form.kind.name, raw),
            lambda number: self._saved(form, number),
            lambda error: self._failed(form, error),
        )

    def clear(self) -> None:
        """An empty form; what stood there is nowhere else, so it can be had back with one key."""
        form, before = self.form, self.form.raw()
        form.clear()
        if before:
            self.said.emit(mark("表单已清空。按 Ctrl+Z 恢复。"), "hint")
            self._offer_back(form, before)

    def _offer_back(self, form: RecordForm, before: dict[str, Any]) -> None:
        back = QShortcut(QKeySequence("Ctrl+Z"), self)

        def restore() -> None:
            form.fill(before)
            back.deleteLater()
            self.said.emit("", "hint")

        back.activated.connect(restore)

    def _saved(self, form: RecordForm, number: int) -> None:
        form.clear()
        form.focus_first()
        self.said.emit(lambda: tr("已保存：{kind} {n} 号。", kind=tr(form.kind.label), n=f"{number:,}"), "hint")

    def _failed(self, form: RecordForm, error: Exception) -> None:
        if isinstance(error, RecordProblems):
            form.show_problems(error.problems)
            count = len(error.problems)
            self.said.emit(lambda: tr("还有 {n} 处要补充或改正，没有保存。", n=count), "problem")
        else:
            self.said.emit(lambda: str(error), "problem")

    def _chooser(self, name: str) -> Callable[[], None]:
        return lambda: self.choose(name)

    def _next_kind(self) -> None:
        names = list(self._kinds)
        self.choose(names[(names.index(self.form.kind.name) + 1) % len(names)])
