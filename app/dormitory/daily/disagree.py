"""Records that disagree (数据不一致，待核实): named with their records, judged by a person, settled by a note."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.clock import EARLIEST
from app.dormitory.day import Plan
from app.dormitory.facts import Facts, Measurement, Passed, Sight, Tested
from app.dormitory.night.door import last_passage
from app.dormitory.resident import Absence, Resident
from app.dormitory.rounds.fever import is_high, threshold
from app.dormitory.rounds.state import Line, State
from app.i18n import mark, tr
from app.policy.rule import Fever as Thresholds

WORDS = {
    "gate-presence": mark("校门记录此人已出校未返回，楼内却有此人在场的记录"),
    "leave-presence": mark("此人请假期间，有此人在校或在楼内的记录"),
    "away-unknown": mark("报告此人不在，但没有请假记录"),
    "temperature": mark("两处测得的体温不一致，其中一处偏高"),
    "stated-normal": mark("报告此人正常，但同一次检测有偏高体温或不适的记录"),
    "door-absence": mark("公寓门记录此人已进楼未出，查寝时没有找到此人"),
    "test-away": mark("报告此人不在，但同一时间有此人采样的检测结果"),
    "test-normal": mark("报告此人正常，但此前一天内采样的检测结果为阳性"),
}
"""What disagrees, by code. The sentences say what stands where, and of nobody that he did wrong."""


OF_TESTS = frozenset({"test-away", "test-normal"})
"""Not told to whoever does not read test results."""
_TEST_COUNTS = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Somebody was seen in the building: by a thermometer in somebody's hand, at the night check, at its door."""

    id: str
    number: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """records: ids of those that disagree. settled: by the newest note on all of them, which is not open."""

    code: str
    number: str
    at: datetime
    records: tuple[str, ...]
    settled: bool = False

    @property
    def sentence(self) -> str:
        return tr(WORDS[self.code])


def presences(measurements: Iterable[Measurement], sights: Iterable[Sight] = ()) -> list[Presence]:
    """A thermometer's readings prove that somebody was there, and so does whoever ticked them at the night check; what
    is typed or pasted may come from anywhere."""
    measured = ((one.id, one.number, one.at) for one in measurements if one.source == "thermometer")
    seen = ((one.id, one.number, one.at) for one in sights if one.here)
    return [Presence(id=id_, number=number, at=at) for id_, number, at in (*measured, *seen)]


def disagreements(
    states: Sequence[State], facts: Facts, absences: Sequence[Absence], thresholds: Thresholds, plan: Plan,
    now: datetime,
) -> list[Disagreement]:  # fmt: skip
    """All of a day that are known at `now`, in the order of their times. facts: of this day and the days before it, as
    far as somebody may be out of the gate. Only people who live here, by `states`."""
    here = {line.resident.number: line.resident for state in states for line in state.lines}
    slack = timedelta(minutes=plan.disagree.slack_minutes)
    passed = _by_number(facts.passed, here)
    day = (states[0].round.begins, states[-1].round.ends)
    end = min(now, day[1])
    present = [
        one for one in presences(facts.measurements, facts.sights) if one.number in here and day[0] <= one.at <= end
    ]
    gone = [one for one in facts.sights if not one.here and one.number in here and day[0] <= one.at <= end]
    leaves = [one for one in absences if one.why == "leave"]
    found = [
        *_gate(present, passed, slack),
        *_leave(present, passed, leaves, slack, day),
        *_door(gone, here, passed, leaves, slack),
        *(one for state in states for line in state.lines for one in _line(line, passed, thresholds, plan)),
        *_tests(states, facts.tested, slack),
    ]
    return [_settled(one, facts) for one in sorted(found, key=lambda one: (one.at, one.number, one.code))]


def _door(
    gone: Iterable[Sight], here: Mapping[str, Resident], passed: Mapping[str, list[Passed]],
    leaves: Sequence[Absence], slack: timedelta,
) -> Iterator[Disagreement]:  # fmt: skip
    """Not found at the night check though the last passage by the building's door was in. A gate says nothing of a
    room, and whoever is on leave is looked for by nobody."""
    away = {(one.number, sight.id) for sight in gone for one in leaves if one.covers(sight.at)}
    for sight in gone:
        building = here[sight.number].building
        last = last_passage(passed.get(sight.number, ()), building, EARLIEST, sight.at)
        if last and last.direction == "in" and sight.at - last.at > slack and (sight.number, sight.id) not in away:
            yield Disagreement(code="door-absence", number=sight.number, at=sight.at, records=(last.id, sight.id))


def _tests(states: Sequence[State], tested: Iterable[Tested], slack: timedelta) -> Iterator[Disagreement]:
    """Said to be away while a sample was taken; said to be well after a positive one."""
    of_person: dict[str, list[Tested]] = {}
    for test in tested:
        of_person.setdefault(test.number, []).append(test)
    for state in states:
        first, last = state.round.opens - slack, state.round.closes + slack
        for line in state.lines:
            for test in of_person.get(line.resident.number, ()):
                for said in line.spoken:
                    meanwhile = line.away == "said" and said.says == "away" and first <= test.sampled <= last
                    after = timedelta() <= said.at - test.sampled <= _TEST_COUNTS
                    against = said.says == "normal" and test.result == "positive" and after
                    if meanwhile or against:
                        code = "test-away" if meanwhile else "test-normal"
                        yield Disagreement(code=code, number=test.number, at=said.at, records=(said.id, test.id))


def _by_number(passed: Iterable[Passed], here: Container[str]) -> dict[str, list[Passed]]:
    found: dict[str, list[Passed]] = {}
    for one in sorted(passed, key=lambda one: one.at):
        if one.number in here:
            found.setdefault(one.number, []).append(one)
    return found


def _gate(present: Iterable[Presence], passed: dict[str, list[Passed]], slack: timedelta) -> Iterator[Disagreement]:
    """Seen inside while the last passage before was out; not within the slack of a passage."""
    for one in present:
        own = passed.get(one.number, [])
        before = bisect_right(own, one.at, key=lambda other: other.at)
        near = any(abs(other.at - one.at) <= slack for other in own[max(before - 1, 0) : before + 1])
        if before and own[before - 1].direction == "out" and not near:
            ids = (own[before - 1].id, one.id)
            yield Disagreement(code="gate-presence", number=one.number, at=one.at, records=ids)


def _leave(
    present: Iterable[Presence], passed: dict[str, list[Passed]], absences: Iterable[Absence], slack: timedelta,
    day: tuple[datetime, datetime],
) -> Iterator[Disagreement]:  # fmt: skip
    """Seen inside, or come in by the gate, on leave. The leave itself is no record of the ledger: the records are those
    of the sights."""
    sights: dict[str, list[tuple[datetime, str]]] = {}
    for one in present:
        sights.setdefault(one.number, []).append((one.at, one.id))
    for number, some in passed.items():
        came = [(one.at, one.id) for one in some if one.direction == "in" and day[0] <= one.at < day[1]]
        sights.setdefault(number, []).extend(came)
    inside: dict[str, list[tuple[datetime, str]]] = {}
    for leave in absences:
        end = leave.until - slack if leave.until else day[1]
        seen = [(at, id_) for at, id_ in sights.get(leave.number, ()) if leave.since + slack <= at < end]
        inside.setdefault(leave.number, []).extend(seen)
    for number, found in inside.items():
        if found:
            ids = tuple(dict.fromkeys(id_ for _, id_ in sorted(found)))
            yield Disagreement(code="leave-presence", number=number, at=min(found)[0], records=ids)


def _line(line: Line, passed: dict[str, list[Passed]], thresholds: Thresholds, plan: Plan) -> Iterator[Disagreement]:
    number = line.resident.number
    bad = [*line.fever.high, *(one.id for one in line.measurements if one.ill)]
    bad += [one.id for one in line.spoken if one.says == "ill"]
    normal = [one for one in line.spoken if one.says == "normal"]
    if bad and normal:
        ids = tuple(dict.fromkeys([*(one.id for one in normal), *bad]))
        yield Disagreement(code="stated-normal", number=number, at=normal[0].at, records=ids)
    if line.away == "said":
        said = [one for one in line.spoken if one.says == "away"]
        yield Disagreement(code="away-unknown", number=number, at=said[0].at, records=tuple(one.id for one in said))
    within = timedelta(minutes=plan.disagree.fever_minutes)
    for one in line.measurements:
        for other in passed.get(number, []):
            if other.celsius is not None and abs(other.at - one.at) <= within:
                high = other.celsius >= threshold("forehead", thresholds)
                if high != is_high(one, thresholds):
                    yield Disagreement(code="temperature", number=number, at=one.at, records=(one.id, other.id))


def _settled(one: Disagreement, facts: Facts) -> Disagreement:
    notes = [note for note in facts.verified if note.number == one.number and note.records >= set(one.records)]
    if not notes or notes[-1].open:
        return one
    return Disagreement(code=one.code, number=one.number, at=one.at, records=one.records, settled=True)
