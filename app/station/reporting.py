"""Reports at a post (两报告、零报告、日报告): the day looked at and signed along the chain; fever told at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from app.clock import campus_day
from app.dormitory.daily.behind import Behind, behind
from app.dormitory.daily.count import Part
from app.dormitory.daily.disagree import OF_TESTS, Disagreement
from app.dormitory.daily.owed import Owed, owed
from app.dormitory.daily.passing import Stage
from app.dormitory.daily.report import Report
from app.dormitory.daily.urgent import Case, cases, record
from app.dormitory.daily.words import text
from app.dormitory.day import STEPS, Step, plan, rounds
from app.dormitory.facts import Facts
from app.dormitory.resident import Resident
from app.dormitory.responsible import Responsible
from app.dormitory.rounds.fever import is_high
from app.dormitory.rounds.state import State, state
from app.errors import UserError
from app.i18n import tr
from app.station import signing
from app.station.dormitory import Dormitory
from app.station.local import LocalPost
from app.station.residences import Residences
from app.store.fact import Entry

ANONYMOUS = "···"
"""In place of somebody who is not named to whoever is on duty."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was read: its report, the records it was made from, how far each part has come, of whom something
    has to be told at once (of this day, and left over from the day before), and who may sign."""

    report: Report
    known: Facts
    stages: dict[Part, tuple[Stage, ...]]
    cases: tuple[Case, ...]
    signers: signing.Signers

    @property
    def parts(self) -> list[Part]:
        """The campus first, then the buildings and the colleges."""
        return sorted(self.stages, key=lambda part: part.scope != "campus")


class ReportDesk:
    """Of an open post; from any thread."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._dormitory, self._plan = post, Dormitory(post), plan()

    def read(self, day: date | None = None, *, yesterday: bool = False) -> Day:
        """Everything anew: of a day, today or yesterday. UserError before the first round of the day has opened."""
        if yesterday:
            day = campus_day(self._post.clock()) - timedelta(days=1)
        made, known = self._dormitory.report(day)
        if not made.states:
            raise UserError(tr("{day} 的第一次检测还没有开始。", day=made.day))
        stages = {part: self._dormitory.stages(made, known, part) for part in made.parts()}
        before = self._before(made.day)
        late = [one for one in cases(*before, self._plan) if one.told is None]
        found = (*late, *cases(made.states, known, self._plan))
        return Day(made, known, stages, found, signing.signers(self._post))

    def _before(self, day: date) -> tuple[list[State], Facts]:
        """The rounds of the day before, as far as somebody in them may have to be told of."""
        yesterday = day - timedelta(days=1)
        known, thresholds = self._dormitory.facts(yesterday), self._post.level().fever_from
        hot = {one.number for one in known.measurements if one.ill or is_high(one, thresholds)}
        hot |= {number for one in known.spoken if one.says == "ill" for number in one.numbers}
        if not hot:
            return [], known
        house = self._dormitory.house()
        house = replace(house, residents=[one for one in house.residents if one.number in hot])
        now = self._post.clock()
        return [state(one, house, known, thresholds, self._plan, now) for one in rounds(self._plan, yesterday)], known

    # One day, as it was read

    def behind(self, day: Day, part: Part, name: str) -> list[Behind]:
        """What stands behind a number, the names as whoever is on duty may see them."""
        self._post.permit("rounds.read")
        found, tests = behind(day.report, part, name), self._post.may_read("test-result")
        if not tests:
            found = [one._replace(disagreements=_untested(one.disagreements)) for one in found]
        return [one._replace(line=replace(one.line, resident=self.shown(one.line.resident))) for one in found]

    def records(self, ids: Sequence[str]) -> list[Entry]:
        """The records themselves, in the order of their times, as far as they exist for whoever is on duty."""
        found = [entry for id_ in ids if (entry := self._post.ledger.entry(id_)) is not None]
        readable = [one for one in found if not one.fact.forgotten and self._post.may_read(one.fact.kind)]
        return sorted(readable, key=lambda one: one.fact.at)

    def shown(self, resident: Resident) -> Resident:
        """As whoever is on duty may see them."""
        if self._dormitory.sees(resident):
            return resident
        return replace(resident, name=ANONYMOUS, number="", phone="", bed="", room="")

    def text(self, day: Day, part: Part) -> str:
        """For a chat group, without a name or a room."""
        return text(day.report, part, day.stages.get(part, ()))

    def next_step(self, day: Day, part: Part) -> Stage | None:
        """See app.station.signing."""
        return signing.next_step(self._post, day.stages.get(part, ()), self._plan)

    def not_yours(self, day: Day, part: Part) -> str:
        """Why the step that is due is another's, and whose; empty where it is not."""
        return signing.not_yours(self._post, day.stages.get(part, ()), day.signers, self._plan)

    def owed(self, day: Day) -> list[Owed]:
        """What whoever is on duty has to sign now."""
        mine = {step for step in STEPS if self._post.may(f"report.sign.{step}")}
        return owed(day.report, day.parts, day.known.signed, self._plan, self._post.operator(), mine.__contains__)

    # What is done

    def sign(self, day: Day, part: Part, step: Step, *, zero: bool = False, note: str = "") -> Entry:
        """Sign the numbers that were looked at. UserError where they are others by now: nobody signs what he has not
        seen."""
        self._post.permit(f"report.sign.{step}")
        now, known = self._dormitory.report(day.report.day)
        if now.numbers(part) != day.report.numbers(part):
            raise UserError(tr("数据刚有变化，没有签发。请看清新的数字后再签。"))
        return signing.sign(self._post, now, known, part, step, self._plan, zero=zero, note=note)

    def export(self, day: Day, path: Path) -> None:
        """The day as a workbook, of the whole campus."""
        self._dormitory.export(day.report, day.known, path)

    def tell(self, case: Case, told: str, at: datetime | None = None, note: str = "") -> Entry:
        """Somebody was told of a fever or an illness."""
        self._post.permit("rounds.enter")
        if not self._dormitory.sees(case.line.resident):
            raise UserError(tr("这位学生不由您负责，请由其辅导员或楼长上报。"))
        if not told.strip():
            raise UserError(tr("请写明报告给了谁。"))
        raw = record(case, told.strip(), note)
        return self._post.enter("urgent-report", {**raw, "at": at.isoformat()} if at else raw)

    def to_call(self, case: Case) -> Sequence[Responsible]:
        """Whom else to call about somebody, with phones."""
        return Residences(self._post).responsible(case.line.resident)


def _untested(some: Iterable[Disagreement]) -> tuple[Disagreement, ...]:
    """What tests say is for those who read them."""
    return tuple(one for one in some if one.code not in OF_TESTS)
