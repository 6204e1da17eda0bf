"""The dormitory's day at a post: what a pasted text says, how a round stands, the daily report and its way upwards."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from app.access.sight import may_name, person_for
from app.clock import DRIFT, campus
from app.dormitory.chain.entering import Setting, ToEnter, to_enter
from app.dormitory.chain.names import Directory
from app.dormitory.chain.parse import parse
from app.dormitory.chain.said import Chain
from app.dormitory.daily.count import Part
from app.dormitory.daily.passing import Stage, signature, stages
from app.dormitory.daily.report import Report, report
from app.dormitory.daily.sheets import sheets
from app.dormitory.day import Round, Step, plan, round_of, rounds
from app.dormitory.facts import KINDS, Facts, facts
from app.dormitory.resident import Absence, Resident
from app.dormitory.roster import housed
from app.dormitory.rounds.state import House, State, state
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.report.workbook import keep, made, refuse_other
from app.station.local import LocalPost
from app.store.fact import Entry
from app.store.faults import StoreFault
from app.store.reference.approvals import Approvals

BEFORE, AFTER = timedelta(days=7), timedelta(days=2)
"""How far around a day its records lie: somebody who is out of the gate went, and a report was signed."""


class Dormitory:
    """The residents and rounds of an open post. building: only those of one building; empty for all."""

    def __init__(self, post: LocalPost, building: str = "") -> None:
        self._post, self._building = post, building.upper()
        self._plan = plan()

    def sees(self, resident: Resident) -> bool:
        """Whether whoever is on duty may see the name."""
        return may_name(self._post.role(), self._post.operator(), resident.counsellor)

    def residents(self) -> list[Resident]:
        """Everybody who lives in a room, phones masked for whoever may not see them. UserError where that is nobody."""
        role = self._post.role()
        found = housed(person_for(role, one) for one in self._post.people.all()).residents
        found = [one for one in found if self._building in ("", one.building)]
        if not found:
            raise UserError(tr("人员名单里没有住在这里的人。请先导入名单，并写明宿舍，如 5-316。"))
        return found

    # Pasted texts

    def read(self, text: str, nicknames: Mapping[str, str] | None = None) -> Chain:
        """What a pasted text says; nothing is written."""
        self._post.permit("rounds.read")
        return parse(text, Directory(self.residents(), nicknames))

    def enter(self, chain: Chain, at: datetime | None = None, round_: str = "") -> list[tuple[ToEnter, Entry]]:
        """Write what a text says and the ledger does not have yet. What was not read is left out: see its problems."""
        self._post.permit("rounds.enter")
        at = at or self._post.clock()
        if at > self._post.clock() + DRIFT:
            raise WrongUse(tr("发生时间晚于现在，请核对"))
        setting, thresholds, residents = Setting(at=at, round=round_), self._post.level().fever_from, self.residents()
        with self._post.database.write():  # nobody else pastes the same text meanwhile
            known = self._facts(campus(at).date())
            wanted = to_enter(chain, residents, known, setting, thresholds, self._plan)
            return [(one, self._post.enter(one.kind, one.raw)) for one in wanted]

    # Rounds

    def round(self, day: date | None = None, name: str = "") -> Round:
        """A round of a day; without a name the one that is on, or the last of a day that is over."""
        now = campus(self._post.clock())
        of_day = rounds(self._plan, day or now.date())
        if name:
            return next(one for one in of_day if one.name == name)
        return round_of(self._plan, now) if day in (None, now.date()) else of_day[-1]

    def state(self, round_: Round) -> State:
        """How a round stands now."""
        self._post.permit("rounds.read")
        house, known = self._house(), self._facts(round_.day)
        return state(round_, house, known, self._post.level().fever_from, self._plan, self._post.clock())

    # Reports

    def report(self, day: date | None = None) -> tuple[Report, Facts]:
        """The report of a day, and the records it was made from."""
        self._post.permit("rounds.read")
        day = day or campus(self._post.clock()).date()
        known, thresholds = self._facts(day), self._post.level().fever_from
        return report(day, self._house(), known, thresholds, self._plan, self._post.clock()), known

    def stages(self, made_: Report, known: Facts, part: Part) -> tuple[Stage, ...]:
        """How far the report of one part has come."""
        return stages(made_, part, known.signed, self._plan)

    def sign(self, part: Part, step: Step, day: date | None = None, *, zero: bool = False, note: str = "") -> Entry:
        """Sign a step as the numbers are now. zero: whoever signs says that nothing happened."""
        self._post.permit(f"report.sign.{step}")
        made_, known = self.report(day)
        raw: dict[str, Any] = signature(made_, part, step, known.signed, self._plan, zero=zero)
        return self._post.enter("daily-report", {**raw, "note": note})

    def export(self, made_: Report, known: Facts, path: Path) -> None:
        """The report as a workbook, with the names that whoever is on duty may see."""
        self._post.permit("rounds.read")
        self._post.permit("records.export")
        if path.suffix.lower() != ".xlsx":
            raise WrongUse(tr("{path} 应以 .xlsx 结尾。请换一个文件名。", path=path))
        refuse_other(path)
        keep(path, made(sheets(made_, known.signed, self._plan, self.sees)))
        try:
            self._post.audit("export", "daily-report", made_.day.isoformat())
        except StoreFault:
            path.unlink(missing_ok=True)
            raise

    def _house(self) -> House:
        residents = self.residents()
        leaves = Approvals(self._post.database).all()
        absences = [
            Absence(number=one.number, since=leave.valid_from, until=leave.valid_to)
            for one in residents
            for leave in leaves.get(one.number, ())
            if leave.kind == "leave"
        ]
        return House(residents=residents, absences=absences)

    def _facts(self, day: date) -> Facts:
        """Records of the day, the passages of the days before it, the notes and signatures of those behind it. The
        numbers are computed from all of them, whoever asks."""
        of_day = rounds(self._plan, day)
        start, end = of_day[0].begins, of_day[-1].ends
        around = {
            "passage": (start - BEFORE, end),
            "verification": (start, end + AFTER),
            "daily-report": (start, end + AFTER),
        }
        bounds = ((kind, *around.get(kind, (start, end))) for kind in KINDS)
        return facts(one for kind, a, b in bounds for one in self._post.ledger.entries(kind, start=a, end=b))
