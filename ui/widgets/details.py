"""What only the guard should read, on a key: why, who exactly, what their pages say, and what was before."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.clock import campus
from app.codes.claim import Claim
from app.i18n import mark, tr
from app.lane.view import LaneView
from app.policy.person import Person
from app.policy.words import claim_word
from ui.claimed import shown
from ui.found import celsius, known
from ui.widgets.boxes import Panel, empty, row, rule
from ui.widgets.recent import Passed
from ui.widgets.text import Text
from ui.words import DIRECTIONS, FACES, reason


class Details(Panel):
    """Reasons first, then the person, then the pages they showed, then their last passages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        head = row(
            Text(mark("详情，仅供值守人员"), "small", "attention", bold=True),
            None,
            Text(mark("F7 隐藏"), "small", "quiet"),
        )
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(4)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(2)
        self._facts.setColumnStretch(1, 1)
        self._facts.setColumnStretch(3, 1)
        self._pages, self._history = QVBoxLayout(), QVBoxLayout()
        for lines in (self._pages, self._history):
            lines.setSpacing(2)
        self._person: Person | None = None
        layout = QVBoxLayout()
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(rule())
        for part in (self._reasons, self._facts, self._pages, self._history):
            layout.addLayout(part)
        layout.addStretch(1)
        super().__init__(layout, parent)

    def show_view(self, view: LaneView) -> None:
        """Fill in from a lane; the history comes later."""
        for layout in (self._reasons, self._facts, self._pages):
            empty(layout)
        if view.person != self._person:
            self._person = view.person
            empty(self._history)
        for code in dict.fromkeys((*view.decision.reasons, *_failed(view))):
            self._reasons.addWidget(_reason(code))
        for claim in view.claims:
            if claim.kind != "campus-code" and shown(claim):
                self._pages.addWidget(Text(_page(claim), "small", elide=True))
        if view.temperature is not None:
            temperature = view.temperature
            self._fact(0, mark("体温"), lambda: celsius(temperature))
        if view.person is None:
            self._facts.addWidget(Text(mark("没有查到此人的资料"), tone="quiet"), 1, 0, 1, 4)
            return
        for at, (label, value) in enumerate(known(view.person), 2):
            self._fact(at, label, _same(value))

    def show_history(self, passages: Sequence[Passed]) -> None:
        """The person's last passages, one line each, newest first."""
        empty(self._history)
        for passed in passages:
            self._history.addWidget(Text(_before(passed), "small", "quiet", elide=True))

    def _fact(self, at: int, label: str, value: Callable[[], str]) -> None:
        line, column = divmod(at, 2)
        self._facts.addWidget(Text(label, "small", "quiet"), line, column * 2)
        self._facts.addWidget(Text(value, elide=True), line, column * 2 + 1)


def _failed(view: LaneView) -> list[str]:
    return [check.reason for check in view.decision.checks if check.state == "failed" and check.reason]


def _reason(code: str) -> Text:
    text = Text(lambda: reason(code), bold=True, wrap=True, tone="attention")
    text.setObjectName("reason")
    return text


def _before(passed: Passed) -> Callable[[], str]:
    at = f"{campus(passed.at):%m-%d %H:%M:%S}"
    word = mark("紧急放行") if passed.overridden else FACES[passed.verdict].word
    return lambda: f"{at}  {tr(DIRECTIONS[passed.direction])}  {tr(word)}"


def _page(claim: Claim) -> Callable[[], str]:
    return lambda: f"{claim_word(claim.kind)}  {shown(claim)}"


def _same(value: str) -> Callable[[], str]:
    return lambda: value
