"""Who would be let in (谁能进): typical people with typical papers, and where that differs from the level in force."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView

from app.i18n import mark, tr
from app.policy.decision import Decision, Verdict
from app.policy.evidence import Direction
from app.policy.level import Level
from app.policy.leveldiff import place_words
from app.policy.person import KINDS, LABELS
from app.policy.preview import Row
from app.policy.rule import DIRECTIONS, POSTS, Post
from app.policy.words import sentence, verdict_word
from app.station.leveldesk import LevelDesk
from ui.screens.levels.sub import InkTable, SubPage, cells_of
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.text import Text

SHORT: dict[Verdict, str] = {
    "admit": mark("放行"), "hold": mark("缺项"), "refuse": mark("不放"), "refer": mark("医务"),
    "undecided": mark("人工"),
}  # fmt: skip
INKS: dict[Verdict, str] = {
    "admit": "admit_ink", "hold": "hold_ink", "refuse": "refuse_ink", "refer": "hold_ink", "undecided": "accent_ink",
}  # fmt: skip
OTHER = "◆ "
"""Before a verdict that differs from the one at the level in force: a sign, not a colour alone."""


class LevelPreview(SubPage):
    """A table of situations by kinds of people; what stands behind the cell in hand is said beside it."""

    def __init__(self, desk: LevelDesk, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._desk = desk
        self._level: Level | None = None
        self._post: Post = "gate"
        self._way: Direction = "in"
        self._rows: list[Row] = []
        self._before: list[Row] = []
        self.model = InkTable(["", *(LABELS[kind] for kind in KINDS)], self._ink)
        self.view = cells_of(self.model, 0)
        self.view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.view.selectionModel().currentChanged.connect(lambda *_at: self._tell())
        self.title, self.count, self.about = Text("", bold=True), Text("", tone="quiet"), Text("", wrap=True)
        acts = (
            Act("F5", mark("换进、出"), self._turn), Act("F6", mark("换校门、物资门、公寓"), self._move),
            Act("F7", mark("到下一处不同"), self.next_difference),
        )  # fmt: skip
        left = column(self.title, self.count, self.view, gap=6)
        self.lay_out(mark("谁能进"), left, self.view, Actions(self, acts), self.about)

    def show_level(self, level: Level) -> None:
        """Preview this level, beside the one in force."""
        self._level = level
        self.opened()

    def opened(self) -> None:
        if (level := self._level) is not None:
            post, way = self._post, self._way
            self.ask(
                lambda: (
                    self._desk.preview(level, post, way), self._desk.preview(self._desk.now(), post, way)
                ),
                lambda found: self._show(*found),
            )  # fmt: skip

    def differs(self, row: int, column_: int) -> bool:
        """Whether the verdict of a cell is another one than at the level in force."""
        return column_ > 0 and self._decision(row, column_).verdict != self._before[row].decisions[column_ - 1].verdict

    def next_difference(self) -> None:
        """From the cell in hand on, row by row, and from the top again."""
        here, width = self.view.currentIndex(), len(KINDS) + 1
        start = here.row() * width + here.column() + 1 if here.isValid() else 0
        total = len(self._rows) * width
        for at in range(start, start + total):
            row, column_ = divmod(at % total, width)
            if self.differs(row, column_):
                self.view.setCurrentIndex(self.model.index(row, column_))
                return

    def _show(self, rows: list[Row], before: list[Row]) -> None:
        at = self.view.currentIndex()
        self._rows, self._before = rows, before
        self.model.show(len(rows), self._cells)
        self.view.setCurrentIndex(self.model.index(max(at.row(), 0), max(at.column(), 1)))
        level = self._level
        self.title.say(lambda: f"{tr(level.title)} · {place_words(self._post, self._way)}" if level else "")
        self.count.say(self._counted)
        self._tell()

    def _counted(self) -> str:
        cells = [(row, at) for row in range(len(self._rows)) for at in range(1, len(KINDS) + 1)]
        differing = sum(self.differs(*cell) for cell in cells)
        if not differing:
            return tr("与现行级别没有不同。")
        return tr("与现行级别不同的有 {n} 处，前面标 ◆。", n=differing)

    def _cells(self, row: int) -> Sequence[str]:
        verdicts = [tr(SHORT[one.verdict]) for one in self._rows[row].decisions]
        marked = [(OTHER if self.differs(row, at) else "") + word for at, word in enumerate(verdicts, 1)]
        return (tr(self._rows[row].words), *marked)

    def _ink(self, row: int, column_: int) -> str:
        return INKS[self._decision(row, column_).verdict] if column_ else "ink"

    def _decision(self, row: int, column_: int) -> Decision:
        return self._rows[row].decisions[column_ - 1]

    def _tell(self) -> None:
        at = self.view.currentIndex()
        self.about.say((lambda: self._told(at.row(), at.column())) if at.isValid() and at.column() else "")

    def _told(self, row: int, column_: int) -> str:
        if row >= len(self._rows):
            return ""
        now, was = self._decision(row, column_), self._before[row].decisions[column_ - 1]
        head = tr("{kind}，{situation}", kind=tr(LABELS[KINDS[column_ - 1]]), situation=tr(self._rows[row].words))
        lines = [head, _words(now)]
        if now.verdict != was.verdict:
            lines.append(tr("现行级别：{verdict}", verdict=verdict_word(was.verdict, for_guard=True)))
        return "\n".join(lines)

    def _turn(self) -> None:
        self._way = DIRECTIONS[1 - DIRECTIONS.index(self._way)]
        self.opened()

    def _move(self) -> None:
        self._post = POSTS[(POSTS.index(self._post) + 1) % len(POSTS)]
        self.opened()


def _words(decision: Decision) -> str:
    reasons = "\n".join(sentence(reason) for reason in decision.reasons)
    return "\n".join(part for part in (verdict_word(decision.verdict, for_guard=True), reasons) if part)
