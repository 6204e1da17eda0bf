"""A day of the dormitories, kept up to date: who is counted anew is whoever a record came about; the sums follow."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from threading import Lock
from typing import NamedTuple

from app.dormitory.daily.count import Numbers, Part
from app.dormitory.daily.report import Report
from app.dormitory.day import Plan, plan, rounds
from app.dormitory.facts import KINDS, Signed, facts
from app.dormitory.moving import KIND as MOVED
from app.dormitory.observe.step import KIND as OBSERVED
from app.dormitory.observe.step import MEDICAL
from app.dormitory.resident import Resident
from app.errors import UserError
from app.i18n import tr
from app.server.counts.dormitory.campus import NOBODY, Campus, campus, thresholds
from app.server.counts.dormitory.person import Own, Setting, own
from app.server.counts.dormitory.records import PASSAGE, ByPerson
from app.server.counts.following import Following
from app.server.reference.published import Published
from app.server.sql.port import Engine
from app.store.reference.people import SECTION as PEOPLE

BEFORE = {PASSAGE: timedelta(days=7), OBSERVED: timedelta(days=60), MEDICAL: timedelta(days=60),
          MOVED: timedelta(days=400)}  # fmt: skip
"""How far back records still count on a day: somebody's last passage, where they are observed and live."""
MOST = 100_000
"""People on the list: of more, everybody cannot be counted while somebody waits for a page."""
_By = tuple[Setting, datetime]
_ADDED = tuple(Numbers.__dataclass_fields__)


class TooMany(UserError):
    """The list is a whole district's; nobody was counted."""


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
        self._since = {kind: self._begins - BEFORE.get(kind, timedelta()) for kind in {*KINDS, *BEFORE}}
        self._records, self._campus = ByPerson(self._begins), NOBODY
        self._people: dict[str, Own] = {}
        self._sums: dict[Part, dict[str, int]] = {}
        self._by: _By | None = None
        self._last: Look | None = None

    def look(self, now: datetime) -> Look:
        """With everything that has arrived by now; where somebody else is counting it at this moment, as it stood.
        TooMany where more than MOST people are on the list."""
        if self._published.head().counts.get(PEOPLE, 0) > MOST:
            raise TooMany(tr("名单超过 {most} 人，这里不逐人统计公寓。请看各楼签发的日报告。", most=f"{MOST:,}"))
        if not self._lock.acquire(blocking=self._last is None):
            assert self._last is not None
            return self._last
        try:
            before, self._by = self._by, None  # where this comes to nothing, everybody is counted anew the next time
            news = self._following.news(now, self._since)
            if news.anew:
                self._records, before = ByPerson(self._begins), None
            self._by = self._count(self._records.add(news.entries), before, now)
            self._last = self._shown(now)
            return self._last
        finally:
            self._lock.release()

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
            late = self._away() if before[1] != minute else ()
            for number in {*touched, *late} & self._campus.residents.keys():
                resident = self._campus.residents[number]
                self._put(self._own(resident, setting, now))
        return setting, minute

    def _away(self) -> Iterable[str]:
        """Whose absence may begin or end with the clock."""
        return {*self._campus.leaves, *self._records.moving}

    def _everybody(self, setting: Setting, now: datetime) -> None:
        """Those of whom nothing is known all stand alike."""
        known = {*self._records.about(), *self._campus.leaves}
        silent: Own | None = None
        for number, resident in self._campus.residents.items():
            if number in known or not resident.building:
                self._put(self._own(resident, setting, now))
                continue
            if silent is None:
                silent = self._own(resident, setting, now)
            there = self._campus.rooms.get(resident.place, resident.place)
            self._put(silent.of_another(dataclasses.replace(resident, place=there)))

    def _own(self, resident: Resident, setting: Setting, now: datetime) -> Own:
        return own(resident, self._campus, self._records.of(resident.number), setting, now)

    def _put(self, new: Own) -> None:
        old = self._people.get(new.resident.number)
        self._people[new.resident.number] = new
        for counts, sign in ((old.counts if old else {}, -1), (new.counts, 1)):
            for part, numbers in counts.items():
                sums = self._sums.setdefault(part, dict.fromkeys(_ADDED, 0))
                for name in _ADDED:
                    sums[name] += sign * getattr(numbers, name)

    def _shown(self, now: datetime) -> Look:
        found = [one for person in self._people.values() for one in person.disagreements]
        report = Report(
            self._day, now, (), tuple(sorted(found, key=lambda one: (one.at, one.number, one.code))),
            {part: Numbers(**sums) for part, sums in self._sums.items() if sums["residents"] or part == Part("campus")},
        )  # fmt: skip
        entries = sorted(self._records.signed.values(), key=lambda one: one.fact.id)
        stations = {one.fact.id: one.station for one in entries}
        signed = tuple(facts(entries).signed)
        return Look(report, dict(self._people), self._campus, signed, stations, self._plan)
