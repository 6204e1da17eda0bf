"""The last passages, as anybody who stands near may read them: masked names, no temperatures, no reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import campus
from app.i18n import mark, tr
from app.policy.decision import Verdict
from app.policy.person import LABELS
from app.station.today import Today
from ui.theme import state
from ui.widgets.boxes import Panel, row
from ui.widgets.glyph import Glyph
from ui.widgets.hours import Hours
from ui.widgets.text import Text
from ui.words import DIRECTIONS, FACES, masked

KINDS: Mapping[str, str] = {str(kind): label for kind, label in LABELS.items()}
INKS = {"admit": "admit_ink", "hold": "hold_ink", "refuse": "refuse_ink", "undecided": "ink_2"}
"""The colour of a face → the one it has on a panel."""


@dataclass(frozen=True, slots=True)
class Passed:
    """One passage of the list. `name` in full: the list masks it. kind: of app.policy.person, or empty. verdict: what
    came of it, where the guard judged what he did. withdrawn: taken back. overridden: let through in an emergency; no
    level decided. id: of the record."""

    at: datetime
    name: str
    kind: str
    college: str
    verdict: Verdict
    direction: str = "in"
    withdrawn: bool = False
    overridden: bool = False
    id: str = ""


class _Line(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        state(self, row="true")
        self._at = Text("", tone="quiet")
        self._at.setFixedWidth(72)
        self._shape = Glyph(size=16)
        self._name = Text("", bold=True, elide=True)
        self._name.setFixedWidth(64)
        self._about = Text("", elide=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self._at, self._shape, self._name):
            layout.addWidget(part)
        layout.addWidget(self._about, 1)
        self.setFixedHeight(34)

    def fill(self, passed: Passed) -> None:
        face = FACES[passed.verdict]
        self._at.say(lambda: f"{campus(passed.at):%H:%M:%S}")
        self._shape.show_as(face.shape, "accent_ink" if passed.overridden else INKS[face.colour])
        self._name.say(lambda: masked(passed.name))
        self._about.say(lambda: _what(passed))


def _what(passed: Passed) -> str:
    """What happened; why it did is nobody's business here, and hold and refer read alike."""
    if passed.withdrawn:
        return tr("撤回了")
    if passed.overridden:
        return " · ".join((tr(DIRECTIONS[passed.direction]), tr("紧急放行")))
    if passed.verdict != "admit":
        return tr(FACES[passed.verdict].word)
    kind = tr(KINDS[passed.kind]) if passed.kind in KINDS else ""
    return " · ".join(part for part in (tr(DIRECTIONS[passed.direction]), kind, passed.college) if part)


def _figures(today: Today) -> str:
    entered, left = f"{sum(today.into):,}", f"{sum(today.out):,}"
    if today.inside is None:
        return tr("今日进 {entered} · 出 {left}", entered=entered, left=left)
    return tr("今日进 {entered} · 出 {left} · 在校 {inside}", entered=entered, left=left, inside=f"{today.inside:,}")


class RecentList(Panel):
    """As many lines as there is room for, newest first."""

    MOST = 12

    def __init__(self, parent: QWidget | None = None) -> None:
        self._tally = Text("", "small", bold=True)
        self._none = Text(mark("还没有人通过。第一位出示校园码后，会记在这里。"), tone="quiet", wrap=True)
        self._lines = [_Line() for _ in range(self.MOST)]
        self._passages: tuple[Passed, ...] = ()
        self._hours = Hours()
        head = row(Text(mark("最近通行"), "small", "quiet", bold=True), None, self._tally)
        layout = QVBoxLayout()
        layout.setContentsMargins(16, 10, 16, 6)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addSpacing(2)
        layout.addWidget(self._hours)
        layout.addWidget(self._none)
        for line in self._lines:
            layout.addWidget(line)
        layout.addStretch(1)
        super().__init__(layout, parent)
        self.setMinimumHeight(120)
        self.show_passages(())

    def show_passages(self, passages: tuple[Passed, ...]) -> None:
        """Show these passages, newest first."""
        self._passages = passages
        self._none.setVisible(not passages)
        for passed, line in zip(passages, self._lines, strict=False):
            line.fill(passed)
        self._fit()

    def show_today(self, today: Today) -> None:
        """How many went in and out today, by hour too, and how many are inside."""
        self._hours.show_today(today)
        self._tally.say(lambda: _figures(today))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Half a line is worse than none."""
        room = max(0, (self.height() - 66) // 34)
        for at, line in enumerate(self._lines):
            line.setVisible(at < min(room, len(self._passages)))
