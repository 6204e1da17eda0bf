"""Key post staff over every station: who signed in where, and who was seen where they may not be."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple

from app.clock import campus_day
from app.keyposts.day import Shown, Sighting, shown, urgency
from app.keyposts.presence import Sign
from app.records.key_sign import KeySign
from app.records.said import said
from app.server.counts.asked import Counts
from app.server.counts.following import Following
from app.server.reference.published import Published
from app.server.sql.port import Engine
from app.store.fact import Entry
from app.store.reference.keystaff import SECTION, KeyStaff

MOST = 100_000
"""Passages of a day; of more, as in a large district, nobody is looked for. 20,000 are read in 0.7 s, once a day."""
_SIGN, _PASSAGE = "key-sign", "passage"
_BACK = timedelta(days=2)
"""Yesterday's night shift began within it."""


class Look(NamedTuple):
    """lines: the shifts of today, with what is left of the night, whom to call first. where: of everybody who signed,
    by number, at which post they did last. staff: how many are on the list. watched: whether passages were looked
    through for who is out of area."""

    lines: tuple[Shown, ...]
    where: Mapping[str, str]
    staff: int
    watched: bool


class KeyPostBoard:
    """Use it from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._published, self._lock = engine, Published(engine), Lock()
        self._list: tuple[int, date] | None = None
        self._staff: tuple[KeyStaff, ...] = ()
        self._begin(frozenset())

    def look(self, now: datetime) -> Look:
        """With everything that has arrived by now."""
        with self._lock:
            self._read_list(campus_day(now))
            self._read_on(now)
            signs, seen = self._by_person()
            lines = [line for one in self._staff for line in _lines(one, signs, seen, now)]
            where = {number: max(some).where for number, some in signs.items()}
            wanted = any(one.allowed for one in self._staff)
            return Look(tuple(sorted(lines, key=urgency)), where, len(self._staff), bool(self._watched) or not wanted)

    def _begin(self, watched: frozenset[str]) -> None:
        """Everything anew, with passages of these."""
        self._following, self._watched = Following(self._engine), watched
        self._known: dict[str, tuple[str, Sign | Sighting]] = {}
        self._heirs: dict[str, str] = {}

    def _read_list(self, today: date) -> None:
        version = self._published.head().version
        if self._list == (version, today):
            return
        self._staff = tuple(one for _, one in self._published.all(SECTION, KeyStaff))
        passages = sum(one.number for one in Counts(self._engine).day(today) if one.kind == _PASSAGE)
        watched = frozenset(one.number for one in self._staff if one.allowed) if passages <= MOST else frozenset[str]()
        if watched != self._watched:
            self._begin(watched)
        self._list = version, today

    def _read_on(self, now: datetime) -> None:
        kinds = (_SIGN, _PASSAGE) if self._watched else (_SIGN,)
        news = self._following.news(now, dict.fromkeys(kinds, now - _BACK))
        if news.anew:
            self._known, self._heirs = {}, {}
        for entry in news.entries:
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        """Of a row of corrections the last one stands."""
        fact, body = entry.fact, entry.fact.body or {}
        before = str(body.get("corrects") or "")
        while before in self._heirs:
            before = self._heirs[before]
        if before and before != fact.id:
            self._known.pop(before, None)
            self._heirs[before] = fact.id
        if fact.id in self._heirs:
            return
        if fact.kind == _PASSAGE:
            self._saw(fact.id, Sighting(fact.at, fact.post), body)
        elif says := said(body, KeySign):
            self._known[fact.id] = says.person, Sign(fact.at, says.act, fact.post)

    def _saw(self, id_: str, seen: Sighting, body: Mapping[str, Any]) -> None:
        if body.get("person") in self._watched and body.get("judged") != "withdrawn":
            self._known[id_] = str(body["person"]), seen

    def _by_person(self) -> tuple[dict[str, list[Sign]], dict[str, list[Sighting]]]:
        signs: dict[str, list[Sign]] = {}
        seen: dict[str, list[Sighting]] = {}
        for number, one in self._known.values():
            if isinstance(one, Sign):
                signs.setdefault(number, []).append(one)
            else:
                seen.setdefault(number, []).append(one)
        return signs, seen


def _lines(
    staff: KeyStaff, signs: Mapping[str, list[Sign]], seen: Mapping[str, list[Sighting]], now: datetime
) -> list[Shown]:  # fmt: skip
    today, own = campus_day(now), signs.get(staff.number, [])
    night = shown(staff, today - timedelta(days=1), own, (), now)
    return [*(one for one in night if one.ends > now), *shown(staff, today, own, seen.get(staff.number, ()), now)]
