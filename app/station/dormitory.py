"""The dormitory's day at a post: what a pasted text says, how a round stands, the daily report and its way upwards."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from app.access.sight import may_name, may_open, person_for
from app.clock import DRIFT, campus
from app.dormitory.chain.entering import Setting, ToEnter, to_enter
from app.dormitory.chain.names import Directory
from app.dormitory.chain.parse import parse
from app.dormitory.chain.said import Chain
from app.dormitory.daily.count import Part
from app.dormitory.daily.passing import Stage, stages
from app.dormitory.daily.report import Report, report
from app.dormitory.daily.sheets import sheets
from app.dormitory.day import Round, Step, plan, round_of, rounds
from app.dormitory.facts import KINDS, Facts, facts
from app.dormitory.moving import absences, present
from app.dormitory.observe.absent import absences as observed
from app.dormitory.observe.board import Board
from app.dormitory.resident import Absence, Resident, Zone
from app.dormitory.roster import Placed, placed
from app.dormitory.rounds.calls import Call, Heads
from app.dormitory.rounds.referral import owed, referral
from app.dormitory.rounds.state import House, State, state
from app.errors import UserError, WrongUse
from app.i18n import mark, tr
from app.report.workbook import keep, made, refuse_other
from app.station import signing
from app.station.handedout import recorded
from app.station.local import LocalPost
from app.station.residences import Residences
from app.store.fact import Entry
from app.store.reference.approvals import Approvals
from app.store.reference.charges import Charges
from app.store.reference.nicknames import Nicknames
from app.store.reference.places import Places
from app.store.reference.rooms import rooms_of
from app.store.reference.zones import Zones

BEFORE, AFTER = timedelta(days=7), timedelta(days=2)
"""How far around a day its records lie: somebody who is out of the gate went, and a report was signed."""
_CALLED = ("room", "building")
NOBODY = mark("人员名单里没有住在这里的人。请先导入名单，并写明宿舍，如 5-316。")


class Dormitory:
    """The residents and rounds of an open post. building: only those of one building; empty for all."""

    def __init__(self, post: LocalPost, building: str = "") -> None:
        self._post, self._building = post, building.upper()
        self._plan, self._places = plan(), Places(post.database)
        self._residences = Residences(post)
        self._observed = Board(lambda: post.ledger, post.clock)

    def sees(self, resident: Resident) -> bool:
        """Whether whoever is on duty may see the name."""
        return may_name(self._post.role(), self._post.operator(), resident.counsellor)

    def opens(self) -> Callable[[Resident], bool]:
        """Whose rooms whoever is on duty may open on the map: those in the places that were named for the account, or
        whose head has its name; where there are none, those that the role opens by itself."""
        role, operator = self._post.role(), self._post.operator()
        named = Charges(self._post.database).of(operator)
        headed = [one.path for one in self._places.all() if any(head.name == operator for head in one.heads.values())]
        within = (*named, *headed)
        return lambda one: may_open(role, operator, one.counsellor, any(map(one.lies_in, within)), named=bool(named))

    def residents(self) -> list[Resident]:
        """Everybody who lives in a room, phones masked for whoever may not see them. UserError where that is nobody."""
        found = [one for one in self.placed().residents if self._of(one)]
        if not found:
            raise UserError(tr(NOBODY))
        return found

    def placed(self) -> Placed:
        """The residents at the campus's places, and what does not match between the two."""
        here = present(self._residences.moved().residents, self._post.clock())
        return placed(here, rooms_of(self._places.all()))

    def _stays(self) -> list[Resident]:
        """Everybody's, each room with its times. UserError where nobody lives here."""
        known = self._residences.moved().residents
        found = [one for one in placed(known, rooms_of(self._places.all())).residents if self._of(one)]
        if not found:
            raise UserError(tr(NOBODY))
        return found

    def _of(self, one: Resident) -> bool:
        return self._building in ("", one.building)

    def rooms(self) -> dict[str, str]:
        """Building and room ("5/316") → the place's path, of all that the campus's places have."""
        return rooms_of(self._places.all())

    def every_room(self) -> list[Resident]:
        """A room each of the campus's places, as nobody's: for whoever asks whether it is open to them."""
        named = ((room.partition("/"), path) for room, path in self.rooms().items())
        return [
            Resident(number="", name="", building=building, room=room, place=path)
            for (building, _, room), path in named
        ]

    def heads(self) -> Heads:
        """Who answers for rooms and buildings, to be called about somebody who is missing."""
        return {
            one.path: [Call(duty, head.name, head.phone) for duty, head in one.heads.items() if duty in _CALLED]
            for one in self._places.all()
            if one.heads
        }

    def phones(self, residents: Iterable[Resident]) -> dict[str, str]:
        """Of their counsellors, by name; of a name that two of the staff have, nobody's."""
        wanted = {one.counsellor for one in residents}
        staff = [one for one in self._post.people.all() if one.kind == "staff" and one.name in wanted]
        names = Counter(one.name for one in staff)
        return {one.name: person_for(self._post.role(), one).phone for one in staff if names[one.name] == 1}

    # Pasted texts

    def read(self, text: str, nicknames: Mapping[str, str] | None = None) -> Chain:
        """What a pasted text says; nothing is written. nicknames: beside those that were learned."""
        self._post.permit("rounds.read")
        known = {**Nicknames(self._post.database).all(), **(nicknames or {})}
        return parse(text, Directory(self.residents(), known))

    def learn(self, nickname: str, number: str) -> None:
        """Somebody settled that this is what a resident is called."""
        self._post.permit("rounds.enter")
        with self._post.database.write():
            Nicknames(self._post.database).put(nickname, number)
            self._post.audit("nickname", person=number)

    def enter(
        self, chain: Chain, at: datetime | None = None, round_: str = "", times: Mapping[int, datetime] | None = None
    ) -> list[tuple[ToEnter, Entry]]:
        """Write what a text says and the ledger does not have yet. What was not read is left out: see its problems.
        times: of lines that have one of their own, all of the day of `at`."""
        self._post.permit("rounds.enter")
        at = at or self._post.clock()
        if at > self._post.clock() + DRIFT:
            raise WrongUse(tr("发生时间晚于现在，请核对"))
        setting, thresholds, residents = (
            Setting(at=at, round=round_, times=times or {}),
            self._post.level().fever_from,
            self.residents(),
        )
        with self._post.database.write():  # nobody else pastes the same text meanwhile
            known = self.facts(campus(at).date())
            wanted = to_enter(chain, residents, known, setting, thresholds, self._plan)
            written = [(one, self._post.enter(one.kind, one.raw)) for one in wanted]
            self.refer({one.raw["person"] for one in wanted if one.kind == "temperature"}, residents, campus(at).date())
            return written

    def refer(self, numbers: Collection[str], residents: Iterable[Resident], day: date) -> list[Entry]:
        """Whoever of these was high in both measurements of a round of that day goes to the medical duty room's
        worklist, at once and once. Belongs into the transaction of what was written of them."""
        concerned = [one for one in residents if one.number in numbers]
        if not concerned:
            return []
        house, known, now = House(residents=concerned), self.facts(day, ("temperature",)), self._post.clock()
        of_day = (
            state(one, house, known, self._post.level().fever_from, self._plan, now) for one in rounds(self._plan, day)
        )
        written = []
        for line in (line for round_ in of_day for line in round_.lines):
            patient = self._post.patients.of(line.resident.number)
            if owed(line, patient):
                at = max(now, patient.last) if patient else now
                written.append(self._post.register("medical-step", referral(line), at))
        return written

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
        house, known = self.house(), self.facts(round_.day)
        return state(round_, house, known, self._post.level().fever_from, self._plan, self._post.clock())

    # Reports

    def report(self, day: date | None = None) -> tuple[Report, Facts]:
        """The report of a day, and the records it was made from."""
        self._post.permit("rounds.read")
        day = day or campus(self._post.clock()).date()
        known, thresholds = self.facts(day), self._post.level().fever_from
        return report(day, self.house(), known, thresholds, self._plan, self._post.clock()), known

    def stages(self, made_: Report, known: Facts, part: Part) -> tuple[Stage, ...]:
        """How far the report of one part has come."""
        return stages(made_, part, known.signed, self._plan)

    def sign(self, part: Part, step: Step, day: date | None = None, *, zero: bool = False, note: str = "") -> Entry:
        """Sign a step as the numbers are now. zero: whoever signs says that nothing happened."""
        made_, known = self.report(day)
        return signing.sign(self._post, made_, known, part, step, self._plan, zero=zero, note=note)

    def export(self, made_: Report, known: Facts, path: Path) -> None:
        """The report as a workbook, with the names that whoever is on duty may see."""
        self._post.permit("rounds.read")
        self._post.permit("records.export")
        if path.suffix.lower() != ".xlsx":
            raise WrongUse(tr("{path} 应以 .xlsx 结尾。请换一个文件名。", path=path))
        refuse_other(path)
        made_ = made_ if self._post.may_read("test-result") else made_.without_tests()
        keep(path, made(sheets(made_, known.signed, self._plan, self.sees)))
        with recorded(path):
            self._post.audit("export", "daily-report", made_.day.isoformat())

    def house(self) -> House:
        """Who lived where from when to when, who is on leave or observed elsewhere, which zones there are."""
        residents = self._stays()
        leaves = Approvals(self._post.database).all()
        granted = [
            Absence(number=number, since=leave.valid_from, until=leave.valid_to)
            for number in dict.fromkeys(one.number for one in residents)
            for leave in leaves.get(number, ())
            if leave.kind == "leave"
        ]
        own = {one.number: f"{one.building}/{one.room}" for one in present(residents, self._post.clock())}
        away = [*absences(self._residences.changes(), granted), *observed(self._observed.everybody(), own)]
        zones = [
            Zone(place=one.place, kind=one.kind, since=one.since, until=one.over)
            for one in Zones(self._post.database).all()
        ]
        return House(residents=residents, absences=away, zones=zones)

    def facts(self, day: date, kinds: Iterable[str] = KINDS) -> Facts:
        """Records of the day, the passages of the days before it, the notes and signatures of those behind it. The
        numbers are computed from all of them, whoever asks. kinds: where not all are wanted."""
        of_day = rounds(self._plan, day)
        start, end = of_day[0].begins, of_day[-1].ends
        around = {
            "passage": (start - BEFORE, end),
            "night-step": (start, end + AFTER),
            "test-result": (start, end + AFTER),
            "verification": (start, end + AFTER),
            "daily-report": (start, end + AFTER),
            "urgent-report": (start, end + AFTER),
        }
        bounds = ((kind, *around.get(kind, (start, end))) for kind in kinds)
        return facts(one for kind, a, b in bounds for one in self._post.ledger.entries(kind, start=a, end=b))
