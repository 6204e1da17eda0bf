"""The dormitories' day as whoever is signed in may see it: the parts with their chain, and by name whom to call."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.access.sight import masked, may_open, may_read
from app.dormitory.daily.count import Numbers, Part
from app.dormitory.daily.disagree import OF_TESTS, Disagreement
from app.dormitory.daily.passing import Stage, stages
from app.dormitory.daily.words import title
from app.dormitory.day import RoundName, rounds
from app.dormitory.resident import Resident
from app.dormitory.rounds.calls import Call, calls
from app.records.registry import kinds
from app.server.counts.dormitory.board import Look
from app.server.counts.dormitory.person import Own, Source
from app.server.dashboard.page import Visit
from app.store.reference.places import BETWEEN

SHOWN = ("temperature", "statement", "urgent-report", "test-result")
"""Kinds that say how somebody is; the others stand where they disagree."""
_PHONE = (3, 4)


class Row(NamedTuple):
    """A building, a college or the campus. call: who answers for its report."""

    part: Part
    title: str
    numbers: Numbers
    stages: tuple[Stage, ...]
    call: tuple[Call, ...]

    @property
    def overdue(self) -> bool:
        """Whether a step of the chain should have been signed by now."""
        return any(one.state == "overdue" for one in self.stages)


class Somebody(NamedTuple):
    """A resident whose name whoever asks may see. calls: whom to call about him; missing: the rounds that are over and
    have nothing from him; sources: the records of the day that he stands in, as far as they are for whoever asks."""

    resident: Resident
    own: Own
    missing: tuple[RoundName, ...]
    calls: tuple[Call, ...]
    sources: tuple[Source, ...]


class Doubt(NamedTuple):
    """Records of somebody that disagree, with those of them that are here."""

    who: Somebody
    about: Disagreement
    records: tuple[Source, ...]


class People(NamedTuple):
    """Of one part. unseen: who is on one of the lists, and whose name is for others."""

    missing: tuple[Somebody, ...]
    late: tuple[Somebody, ...]
    ill: tuple[Somebody, ...]
    doubts: tuple[Doubt, ...]
    unseen: int


def rows(look: Look) -> list[Row]:
    """Every part, the campus last."""
    answering = _answering(look)
    return [row(look, part, answering.get(part, ())) for part in look.report.parts()]


def row(look: Look, part: Part, call: Sequence[Call] | None = None) -> Row:
    """One part. call: worked out where it is not given."""
    found = _answering(look).get(part, ()) if call is None else tuple(call)
    chain = stages(look.report, part, look.signed, look.plan)
    return Row(part, title(part), look.report.numbers(part), chain, tuple(found))


def people(visit: Visit, look: Look, part: Part) -> People:
    """By name, in the order of the beds."""
    closed = {one.name for one in rounds(look.plan, look.report.day) if one.closes <= look.report.now}
    missing: list[Somebody] = []
    late: list[Somebody] = []
    ill: list[Somebody] = []
    doubts: list[Doubt] = []
    unseen = 0
    for own in sorted(look.people.values(), key=_bed):
        resident = own.resident
        lists = [
            rows_ for rows_, holds in (
                (missing, bool(closed & set(own.missing))), (late, bool(own.numbers.late or own.numbers.amended)),
                (ill, bool(own.numbers.high or own.numbers.ill)),
            ) if holds
        ]  # fmt: skip
        if not (lists or own.disagreements) or part not in own.counts:
            continue
        if not _sees(visit, look, resident):
            unseen += 1
            continue
        who = _somebody(visit, look, own, closed)
        for rows_ in lists:
            rows_.append(who)
        doubts += _doubts(visit, who)
    return People(tuple(missing), tuple(late), tuple(ill), tuple(doubts), unseen)


def _somebody(visit: Visit, look: Look, own: Own, closed: set[RoundName]) -> Somebody:
    found = calls(own.resident, look.campus.heads, look.campus.phones)
    if not visit.may("people.identity"):
        found = [one._replace(phone=masked(one.phone, *_PHONE)) for one in found]
    gone = tuple(name for name in own.missing if name in closed)
    sources = tuple(one for one in own.sources if one.kind in SHOWN and may_read(visit.who.role, kinds()[one.kind]))
    return Somebody(own.resident, own, gone, tuple(one for one in found if one.name), sources)


def _doubts(visit: Visit, who: Somebody) -> Iterator[Doubt]:
    """What tests say is for those who read them."""
    tests = may_read(visit.who.role, kinds()["test-result"])
    here = {one.id: one for one in who.own.sources if may_read(visit.who.role, kinds()[one.kind])}
    for about in who.own.disagreements:
        if about.code in OF_TESTS and not tests:
            continue
        yield Doubt(who, about, tuple(here[id_] for id_ in about.records if id_ in here))


def _sees(visit: Visit, look: Look, resident: Resident) -> bool:
    name = visit.who.name
    headed = (one.path for one in look.campus.places if any(head.name == name for head in one.heads.values()))
    within = any(map(resident.lies_in, headed))
    return may_open(visit.who.role, name, resident.counsellor, within, named=False)


def _bed(own: Own) -> tuple[int, str, str, str, str]:
    resident = own.resident
    return len(resident.building), resident.building, resident.room.zfill(6), resident.bed, resident.number


def _answering(look: Look) -> dict[Part, tuple[Call, ...]]:
    """Of a building its head; of a college the counsellors, whose students are missing most first."""
    found: dict[Part, tuple[Call, ...]] = {}
    missing: dict[str, Counter[str]] = {}
    for own in look.people.values():
        resident = own.resident
        place = Part("building", resident.building)
        if place not in found and resident.place.count(BETWEEN) > 1:
            found[place] = tuple(look.campus.heads.get(BETWEEN.join(resident.place.split(BETWEEN)[:2]), ()))
        if resident.counsellor and own.missing:
            missing.setdefault(resident.college, Counter())[resident.counsellor] += 1
    for college, counsellors in missing.items():
        named = [Call("counsellor", name, look.campus.phones.get(name, "")) for name, _ in counsellors.most_common(2)]
        found[Part("college", college)] = tuple(named)
    return found
