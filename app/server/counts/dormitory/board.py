"""A day of the dormitories, kept up to date: who is counted anew is whoever a record came about; the sums follow."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from threading import Lock
from typing import NamedTuple

from app.dormitory.daily.count import Numbers, Part, parts_of
from app.dormitory.daily.report import Report
from app.dormitory.day import Plan, plan, rounds
from app.dormitory.facts import Signed, facts
from app.dormitory.resident import Resident
from app.server.counts.dormitory.campus import NOBODY, Campus, campus, thresholds
from app.server.counts.dormitory.person import Own, Setting, own
from app.server.counts.dormitory.records import PASSAGE, SIGNED, ByPerson
from app.server.counts.following import Following
from app.server.reference.published import Published
from app.server.sql.port import Engine

OUT = timedelta(days=7)
"""How far back somebody's last passage is looked for."""
_KINDS = ("temperature", "statement", "urgent-report", "verification", SIGNED)
_By = tuple[Setting, datetime]
_ADDED = tuple(Numbers.__dataclass_fields__)


class Look(NamedTuple):
    """The day as it stands. people: every resident's own day, by number. signed: the reports that somebody signed;
    stations: where each was, by its id. plan: when rounds open and reports are due."""

    report: Report
    people: Mapping[str, Own]
    campus: Campus
    signed: tuple[Signed, ...]
    stations: Mapping[str, str]
    plan: Plan


class DayBoard:
    """Use it from any thread."""

    def __init__(self, engine: Engine, day: date) -> None:
        self._published, self._plan, self._day = Published(engine), plan(), day
        self._begins = rounds(self._plan, day)[0].begins
        self._following, self._lock = Following(engine), Lock()
        self._records, self._campus = ByPerson(self._begins), NOBODY
        self._people: dict[str, Own] = {}
        self._sums: dict[Part, dict[str, int]] = {}
        self._by: _By | None = None

    def look(self, now: datetime) -> Look:
        """With everything that has arrived by now."""
        with self._lock:
            before, self._by = self._by, None  # where this comes to nothing, everybody is counted anew the next time
            news = self._following.news(now, {**dict.fromkeys(_KINDS, self._begins), PASSAGE: self._begins - OUT})
            if news.anew:
                self._records, before = ByPerson(self._begins), None
            self._by = self._count(self._records.add(news.entries), before, now)
            return self._shown(now)

    def _count(self, touched: Iterable[str], before: _By | None, now: datetime) -> _By:
        """Everybody where what they are counted by has changed; else whoever a record is about, and once a minute
        those whose leave may begin or end."""
        version = self._published.head().version
        opened = sum(one.opens <= now for one in rounds(self._plan, self._day))
        setting = Setting(self._day, self._plan, thresholds(self._published, now), opened)
        minute = now.replace(second=0, microsecond=0)
        if before is None or before[0] != setting or self._campus.version != version:
            self._campus = campus(self._published, version)
            self._people, self._sums = {}, {Part("campus"): dict.fromkeys(_ADDED, 0)}
            self._everybody(setting, now)
        else:
            late = self._campus.absences.keys() if before[1] != minute else ()
            for number in {*touched, *late} & self._campus.residents.keys():
                resident = self._campus.residents[number]
                self._put(resident, self._own(resident, setting, now))
        return setting, minute

    def _everybody(self, setting: Setting, now: datetime) -> None:
        """Those of whom nothing is known all stand alike."""
        known = {*self._records.about(), *self._campus.absences}
        silent: Own | None = None
        for number, resident in self._campus.residents.items():
            if number in known:
                self._put(resident, self._own(resident, setting, now))
            else:
                silent = silent or self._own(resident, setting, now)
                self._put(resident, silent)

    def _own(self, resident: Resident, setting: Setting, now: datetime) -> Own:
        absences = self._campus.absences.get(resident.number, ())
        return own(resident, absences, self._records.of(resident.number), setting, now)

    def _put(self, resident: Resident, new: Own) -> None:
        old = self._people.get(resident.number)
        self._people[resident.number] = new
        change = asdict(new.numbers)
        if old:
            change = {name: value - getattr(old.numbers, name) for name, value in change.items()}
        for part in parts_of(resident):
            sums = self._sums.setdefault(part, dict.fromkeys(_ADDED, 0))
            for name, value in change.items():
                sums[name] += value

    def _shown(self, now: datetime) -> Look:
        found = [one for person in self._people.values() for one in person.disagreements]
        report = Report(
            self._day, now, (), tuple(sorted(found, key=lambda one: (one.at, one.number, one.code))),
            {part: Numbers(**sums) for part, sums in self._sums.items()},
        )  # fmt: skip
        entries = sorted(self._records.signed.values(), key=lambda one: one.fact.id)
        stations = {one.fact.id: one.station for one in entries}
        signed = tuple(facts(entries).signed)
        return Look(report, dict(self._people), self._campus, signed, stations, self._plan)
