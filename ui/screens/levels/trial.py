"""The dry run (试运行): what a level would have said of a past day's passages, as far as their records tell."""

from collections.abc import Callable
from datetime import date, timedelta

from app.clock import campus
from app.errors import GivenUp
from app.i18n import language, mark, tr
from app.policy.level import Level
from app.policy.leveldiff import WAYS
from app.policy.words import item_label, kind_word, sentence, verdict_word
from app.records.passage import VERDICTS
from app.station.leveltrial import OUTCOMES, Line, Outcome, Trial
from ui.screens.levels.sub import InkTable, SubPage
from ui.texttable import view_of
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.running import Running
from ui.widgets.text import Text

Try = Callable[[Level, date, Callable[[int, int], None]], Trial]
INKS: dict[Outcome, str] = {"kept-out": "refuse_ink", "let-in": "admit_ink", "unknown": "ink_2", "forgotten": "ink_2"}
FAR = 30
"""Days back at most: passages are kept no longer."""


class LevelTrial(SubPage):
    """tried: does it; today: the campus's day."""

    def __init__(self, tried: Try, today: Callable[[], date], jobs: Jobs) -> None:
        super().__init__(jobs)
        self._try, self._today = tried, today
        self._level: Level | None = None
        self._back, self._found = 1, Trial(date.min, {}, [])
        self.model = InkTable(
            [mark("时间"), mark("姓名"), mark("类别"), mark("方向"), mark("当时"), mark("试运行"), mark("说明")],
            self._ink,
        )
        self.view = view_of(self.model, 6)
        self.title, self.counts, self.running = Text("", bold=True), Text("", wrap=True), Running(jobs)
        acts = (Act("F5", mark("再往前一天"), lambda: self._go(1)), Act("F6", mark("往后一天"), lambda: self._go(-1)))
        honest = mark(
            "按记录里还有的内容重新判定：审批和限制名单按现在的，行程卡只记有没有星号，核酸按登记过的采样时间。"
            "记录里不够判断的，列为“无法判断”，不猜。"
        )
        about = Text(honest, tone="quiet", wrap=True)
        left = column(self.title, self.view, gap=6)
        self.lay_out(mark("试运行"), left, self.view, Actions(self, acts), self.running, self.counts, about)

    def show_level(self, level: Level) -> None:
        """Try this one on yesterday."""
        self._level, self._back = level, 1
        self.opened()

    def opened(self) -> None:
        level, day = self._level, self._today() - timedelta(days=self._back)
        if level is None or self.running.going:
            return
        self.title.say(lambda: f"{tr(level.title)} · {day.isoformat()}")
        self._show(Trial(day, {}, []))
        self.running.run(
            mark("正在重新判定…"), lambda progress: self._try(level, day, progress), self._show, self._failed
        )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GivenUp):
            self.complain(error)

    def _show(self, found: Trial) -> None:
        self._found = found
        self.model.show(len(found.lines), self._cells)
        self.counts.say(self._counted)

    def _counted(self) -> str:
        counts = self._found.counts
        lines = [tr("共 {n} 人次", n=f"{self._found.total:,}")]
        lines += [
            tr("{outcome} {n}", outcome=tr(words), n=f"{counts[outcome]:,}")
            for outcome, words in OUTCOMES.items()
            if counts.get(outcome)
        ]
        return "\n".join(lines)

    def _cells(self, row: int) -> tuple[str, ...]:
        line = self._found.lines[row]
        after = verdict_word(line.after, for_guard=True) if line.after else tr(OUTCOMES[line.outcome])
        way = next((tr(words) for name, words in WAYS.items() if name == line.direction), "")
        before = tr(VERDICTS[line.before]) if line.before in VERDICTS else ""
        at = f"{campus(line.at):%H:%M}"
        return at, line.name or tr("—"), kind_word(line.kind), way, before, after, _why(line)

    def _ink(self, row: int, _column: int) -> str:
        return INKS.get(self._found.lines[row].outcome, "ink")

    def _go(self, days: int) -> None:
        if 1 <= self._back + days <= FAR and not self.running.going:
            self._back += days
            self.opened()


def _why(line: Line) -> str:
    between = ", " if language() == "en" else "、"
    if line.lost:
        return tr("记录里不够判断：{items}", items=between.join(item_label(item) for item in line.lost))
    if line.outcome == "ask-more":
        return tr("当时没有问：{items}", items=between.join(item_label(item) for item in line.ask))
    if line.outcome in ("unknown", "forgotten"):
        return ""
    return between.join(sentence(reason) for reason in line.reasons)
