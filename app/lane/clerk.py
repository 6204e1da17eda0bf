"""The clerk of a lane: weighs a case, writes what was decided, and says what may be shown of it."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from app.clock import Clock
from app.errors import UserError
from app.lane import medical, results, takeback
from app.lane.book import Book, Done
from app.lane.case import Case
from app.lane.memory import Memory
from app.lane.post import Post
from app.lane.takeback import BackReason
from app.lane.view import LaneView, Phase
from app.lane.weigh import FAILED, is_final, not_written, weigh
from app.policy.decision import Decision
from app.policy.evidence import Direction, Evidence
from app.policy.level import Level
from app.records.field import PersonNumber
from app.records.kind import Record
from app.records.override import Override
from app.records.registry import kind as kind_of
from app.records.temperature import TemperatureCheck
from app.records.test_result import Result
from app.store.fact import Draft, Entry

Watcher = Callable[[LaneView], None]


class Clerk:
    """at: the post's kind; name: as records carry it. on_decision is told of every passage after its commit, on_written
    after any. `memory` is told who is done with."""

    def __init__(
        self, post: Post, clock: Clock, memory: Memory, *, at: str, name: str, direction: Direction, rests: bool,
        on_decision: Watcher, on_written: Callable[[], None], on_problem: Callable[[UserError], None],
    ) -> None:  # fmt: skip
        self._post, self._clock, self._memory = post, clock, memory
        self._at, self._name, self.direction, self._rests = at, name, direction, rests
        self._on_decision, self._on_written = on_decision, on_written
        self.book = Book(post, clock, on_problem)

    def weigh(self, case: Case) -> None:
        """Weigh the evidence. A decision that fell is changed only by another one that is final too, and what the
        guard judged himself only by a fever."""
        level = self._post.level()
        decision = weigh(level, self._evidence(case), self._clock())
        if not case.settled:
            case.decision, case.level = decision, level
            if is_final(decision):
                self._settle(case, decision, level)
        elif _changes(case, decision):
            case.judged = ""
            self._settle(case, decision, level)
        else:
            case.since = None if case.admitted or case.judged else decision
            self._keep_results(case)

    def leave(self, case: Case) -> None:
        """The person has gone: what they showed is not seen again; who was incomplete is decided as they stood."""
        case.left = True
        if case.settled:
            self._keep_results(case)
        elif not case.nameless:
            self.settle(case)

    def settle(self, case: Case) -> None:
        """The decision falls with the case as it stands."""
        level = self._post.level()
        self._settle(case, weigh(level, self._evidence(case), self._clock()), level)

    def judge(self, case: Case, word: str) -> None:
        """The guard's own word on what the program could not decide; by the level it could not be decided by."""
        if (
            case.decision
            and case.level
            and case.settled
            and case.decision.verdict == "undecided"
            and case.judged != word
        ):
            case.judged = word
            self._settle(case, case.decision, case.level)

    def keep_temperature(self, case: Case) -> None:
        """A temperature that came behind the verdict and changed nothing: the passage is written already."""
        if case.who.person:
            newest = case.temperatures[-1]
            number = PersonNumber(case.who.person.number)
            check = TemperatureCheck(person=number, celsius=newest.celsius, site=newest.site, source=newest.source)
            self._write("temperature", check, self._post.level(), lambda _entry: None)

    def override(self, case: Case, cause: str) -> None:
        """Life in danger."""
        number = PersonNumber(case.who.person.number if case.who.person else "")
        made = Override(direction=self.direction, person=number, cause=cause)
        self._write("override", made, self._post.level(), partial(self._overridden, case))

    def view(self, case: Case | None, notice: str = "") -> LaneView:
        """What a screen may show: of a verdict only what is on the disk."""
        now = self._clock()
        if case is None or (case.nameless and not case.override):
            waiting = weigh(self._post.level(), self._evidence(None), now)
            return LaneView("waiting", self.direction, now, waiting, notice=notice)
        phase, decision = _shown(case)
        return LaneView(
            phase=phase,
            direction=self.direction,
            at=now,
            decision=decision,
            person=case.who.person,
            claims=case.claims,
            temperature=case.temperatures[-1] if case.temperatures else None,
            entry=case.override or (case.entry if case.on_disk else None),
            notice=notice,
            latency_ms=case.latency_ms,
            judged=case.judged,
            overridden=case.override is not None,
            parts=case.chunks.seen,
            case=case.number,
            repeats=case.repeats,
            rests_until=case.rest_over if medical.measures_again(decision) else None,
        )

    def _evidence(self, case: Case | None) -> Evidence:
        reference_at = self._post.reference_at()
        if case is None:
            return Evidence(self._at, self.direction, reference_at=reference_at)
        return replace(case.evidence(self._at, self.direction, reference_at), may_rest=self._rests)

    def _settle(self, case: Case, decision: Decision, level: Level) -> None:
        """The decision fell. While an earlier one is still on its way to the disk this one waits for it, since it has
        to name what it corrects."""
        case.decision, case.level, case.since, case.present = decision, level, None, self._clock()
        if not case.writing:
            self._send(case, decision, level)

    def _send(self, case: Case, decision: Decision, level: Level) -> None:
        more = {"judged": case.judged} if case.judged else {}
        if case.entry:
            more |= {"corrects": case.entry.fact.id, "why": "judged" if case.judged else "later-evidence"}
        case.writing = True
        self._tell_medical(case, decision, level)
        made = case.passage(decision, self.direction, level.name, **more)
        self._write("passage", made, level, partial(self._written, case, decision, case.judged))

    def _tell_medical(self, case: Case, decision: Decision, level: Level) -> None:
        """Before the passage: whoever is sent to the duty room is on its list by the time that anybody sees it."""
        step = medical.step(case, decision, level)
        if step is not None and step.act == "resting":
            case.rest_over = self._clock() + timedelta(minutes=step.minutes)
        if step is not None:
            last = case.patient.last if case.patient else None
            self._write("medical-step", step, level, lambda _entry: None, not_before=last)

    def _written(self, case: Case, decision: Decision, judged: str, entry: Entry) -> None:
        """The decision is on the disk: now it may be seen."""
        case.writing = False
        case.entry = entry
        # A recording is read faster than it was taken: its pages may lie ahead.
        case.latency_ms = max(0.0, time.monotonic() - case.taken) * 1000
        if case.admitted or case.who.person is None:
            self._memory.settle(case.key, self.direction, self._clock())
        else:
            self._memory.reopen(case.key, self.direction)
        self._on_decision(replace(self.view(case), phase="decided", decision=decision, judged=judged, entry=entry))
        if case.decision and case.level and (case.decision.verdict, case.judged) != (decision.verdict, judged):
            self._send(case, case.decision, case.level)
        self._keep_results(case)
        self._on_written()

    def _keep_results(self, case: Case) -> None:
        """The tests that were shown belong to the person from now on, behind the passage for which they were."""
        if case.on_disk and case.level:
            for result in list(results.fresh(case, case.level, self._clock())):
                case.results.append(result)
                self._write("test-result", result, case.level, partial(self._kept, case, case.level, result))

    def take_back(self, passage: Entry, tests: Iterable[Entry], reason: BackReason) -> None:
        """A passage that did not take place; see app.lane.takeback. Whoever it named may come again at once."""
        said = passage.fact.body or {}
        self._memory.reopen(said.get("person", ""), said.get("direction", "in"))
        for draft in takeback.corrections(passage, tests, reason, self._post.operator()):
            self.book.write(draft, lambda _entry: self._on_written())

    def clear(self, case: Case) -> None:
        """The guard starts over: what was kept of the tests that were shown is taken back, the passage is not."""
        case.cleared = True
        for result, entry in case.on_record:
            self._take_back(result, entry, case.level or self._post.level())
        case.on_record.clear()

    def _kept(self, case: Case, level: Level, result: Result, entry: Entry) -> None:
        if case.cleared:  # meanwhile: the disk was full
            self._take_back(result, entry, level)
        else:
            case.on_record.append((result, entry))

    def _take_back(self, result: Result, entry: Entry, level: Level) -> None:
        """A record that corrects it: nobody knows whose test that was."""
        back: dict[str, Any] = {"result": "unknown", "corrects": entry.fact.id, "why": "started-over"}
        self._write("test-result", replace(result, **back), level, lambda _entry: None)

    def _overridden(self, case: Case, entry: Entry) -> None:
        case.override, case.present = entry, self._clock()
        self._on_written()

    def _write(
        self, kind: str, made: Record, level: Level, done: Done, *, not_before: datetime | None = None
    ) -> None:  # fmt: skip
        """not_before: a clock set back must not put it before what it follows."""
        about, now = kind_of(kind), self._clock()
        draft = Draft(
            kind=kind,
            body=about.body(made),
            schema=about.version,
            operator=self._post.operator(),
            post=self._name,
            at=max(now, not_before) if not_before else now,
            policy=level.version,
            reference=self._post.reference_version(),
        )
        self.book.write(draft, done)


def _shown(case: Case) -> tuple[Phase, Decision]:
    """What a screen may say of a case. Where more was shown after a decision that let nobody in, the checklist goes on,
    and a verdict that holds no more is not said any longer."""
    decision = case.decision or FAILED
    if case.writing:
        return ("decided" if case.override else "gathering"), not_written(decision)
    if not (case.entry or case.override):
        return "gathering", decision
    since = case.since or decision
    return ("decided" if case.override or since.verdict == decision.verdict else "gathering"), since


def _changes(case: Case, decision: Decision) -> bool:
    if case.decision is None or decision.verdict == case.decision.verdict or not is_final(decision):
        return False
    return not case.judged or decision.verdict == "refer"
