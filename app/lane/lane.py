"""The lane itself.

Evidence belongs to one person. An identity opens a case; what has no identity of its own (a temperature, an opaque
code, the guard's look) goes to the open case, once, and is gone with it. With no case open it goes nowhere.

A lane belongs to one thread and never waits: its clock is an argument, and its timers are `tick()`.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Literal

from app.clock import Clock
from app.codes.claim import Claim
from app.codes.registry import recognise
from app.decode.symbol import Symbol
from app.lane.case import Case, Identified, person_of
from app.lane.memory import Memory
from app.lane.post import Post
from app.lane.view import LaneView
from app.lane.weigh import is_final, weigh
from app.policy.decision import Decision
from app.policy.evidence import Direction, Evidence, Item, Look, Temperature
from app.records.kind import PersonNumber, Record
from app.records.override import Override
from app.records.registry import kind as kind_of
from app.records.temperature import TemperatureCheck
from app.store.fact import Draft, Entry

IDLE = timedelta(seconds=60)
"""A person of whom nothing new is seen for this long is decided as they stand: the next one may already be there."""
SHOWN = timedelta(seconds=20)
"""How long a decision stays on the screen when nobody presses a key."""
LATE = timedelta(seconds=10)
"""How long after a decision a first temperature still belongs to the person on the screen."""

Watcher = Callable[[LaneView], None]


def nobody(_view: LaneView) -> None:
    """Watches nothing."""


class Lane:
    """One lane of a post ("gate", "goods", "dormitory") in one direction.

    on_view is told whenever there is something new to show; on_decision once for every record of a passage, after its
    commit. `temperature`, if given, counts for everyone (a run without a thermometer).
    """

    def __init__(
        self, post: Post, clock: Clock, *, at: str = "gate", name: str = "", direction: Direction = "in",
        temperature: float | None = None, on_view: Watcher = nobody, on_decision: Watcher = nobody,
    ) -> None:  # fmt: skip
        self._post, self._clock = post, clock
        self._at, self._name, self._direction = at, name or at, direction
        self._temperature = temperature
        self._on_view, self._on_decision = on_view, on_decision
        self._case: Case | None = None
        self._memory = Memory()

    # What comes in

    def scan(self, symbol: Symbol, taken: float) -> None:
        """A code was seen or typed; `taken` in `time.monotonic()` seconds."""
        claim = recognise(symbol, self._post.trust(), self._clock())
        if claim.kind == "campus-code":
            self._campus_code(claim, taken)
        elif claim.kind == "unknown":
            person = self._post.person(symbol.text.strip()) if symbol.format == "Text" else None
            if person:
                self._identity(Identified(person.number, person, "read"), taken)
            else:
                self._show(notice=claim.reason)
        else:
            self._bind(claim, taken)

    def identify(self, number: str) -> None:
        """The guard looked the person up and says who it is."""
        person = self._post.person(number)
        if person:
            self._identity(Identified(person.number, person, "seen"), time.monotonic())

    def measure(self, celsius: float, source: Literal["thermometer", "typed"], taken: float) -> None:
        """A temperature in ℃ of whoever stands there."""
        case, now = self._case, self._clock()
        if case is None or (case.decided_at and (case.temperatures or now - case.decided_at > LATE)):
            self._show(notice="identity-first")
            return
        case.temperatures.append(Temperature(celsius, now, source=source))
        passage = case.entry
        self._touch(case, taken)
        if passage and passage is case.entry and case.who.person:
            # Measured behind the verdict and changing nothing: kept by itself, since the passage is written already.
            number = PersonNumber(case.who.person.number)
            self._append("temperature", TemperatureCheck(person=number, celsius=celsius, source=source))

    def look(self, item: Item, good: bool = True) -> None:
        """The guard looked at an item himself, or asked (目视核验)."""
        case = self._case
        if case is None:
            self._show(notice="identity-first")
            return
        case.looks.append(Look(item, good, self._clock()))
        self._touch(case, time.monotonic())

    # What the guard does

    def decide_now(self) -> None:
        """Decide the person as they stand."""
        self._close()
        self._show()

    def next_person(self) -> None:
        """The person leaves; one who was still incomplete is decided as they stand."""
        self._close()
        self._case = None
        self._show()

    def clear(self) -> None:
        """Start over with this person: what was gathered is dropped; a decision that fell stays in the ledger."""
        self._case = None
        self._show()

    def judge(self, admitted: bool) -> None:
        """The guard decides where the program could not: a record that corrects the undecided one."""
        case = self._case
        if case and case.settled and case.decision and case.decision.verdict == "undecided":
            self._write(case, case.decision, judged="admit" if admitted else "refuse")
            self._show()

    def override(self, cause: str) -> None:
        """Life in danger: recorded, asks nothing, overrides everything."""
        self._close()
        person = self._case.who.person if self._case else None
        number = PersonNumber(person.number if person else "")
        entry = self._append("override", Override(direction=self._direction, person=number, cause=cause))
        if self._case is None:
            self._case = Case(Identified(), self._clock(), time.monotonic())
        self._case.overridden, self._case.entry, self._case.decided_at = True, entry, self._clock()
        self._show()

    def turn(self, direction: Direction) -> None:
        """The lane now serves the other direction."""
        self.next_person()
        self._direction = direction
        self._show()

    def refresh(self) -> None:
        """What the lane decides by has changed: whoever is still in it is weighed anew."""
        if self._case and not self._case.settled:
            self._weigh(self._case)
        self._show()

    def tick(self) -> None:
        """Called about once a second: people who went away without a word."""
        case = self._case
        if case and self._clock() - case.touched > (SHOWN if case.settled else IDLE):
            self.next_person()

    # Who it is

    def _campus_code(self, claim: Claim, taken: float) -> None:
        """A code that does not hold names nobody: it is a case of its own, whatever number it claims."""
        if claim.reason == "code-damaged":
            self._show(notice=claim.reason)
        elif claim.trust == "verified":
            listed = self._post.person(claim.holder.number)
            person = listed or person_of(claim.holder)
            self._identity(Identified(person.number, person, "verified", listed is not None, claim), taken)
        else:
            self._identity(Identified(f"code {claim.token}", claim=claim), taken)

    def _identity(self, who: Identified, taken: float) -> None:
        case, now = self._case, self._clock()
        if case is None or case.key != who.key:
            if self._memory.passed(who.key, now):
                self._show(notice="already-passed")
                return
            self.next_person()
            case = self._case = self._open(who, taken)
        elif who.trust == "verified":
            case.who = who
        if who.claim:
            case.take(who.claim)
        self._touch(case, taken)

    def _open(self, who: Identified, taken: float) -> Case:
        now = self._clock()
        case = Case(who, now, taken)
        if who.person:
            case.approvals = self._post.approvals(who.key)
        if self._temperature is not None:
            case.temperatures.append(Temperature(self._temperature, now))
        return case

    def _bind(self, claim: Claim, taken: float) -> None:
        case = self._case
        if case is None or (case.settled and case.decision and case.decision.verdict == "admit"):
            self._show(notice="identity-first")
            return
        case.take(self._memory.own(claim, case.key, self._clock()))
        self._touch(case, taken)

    # What follows

    def _close(self) -> None:
        """Whoever is still incomplete is decided as they stand."""
        if self._case and not self._case.settled:
            self._weigh(self._case, forced=True)

    def _touch(self, case: Case, taken: float) -> None:
        case.touched, case.taken = self._clock(), taken
        self._weigh(case)
        self._show()

    def _weigh(self, case: Case, forced: bool = False) -> None:
        decision = weigh(self._post.level(), self._evidence(case), self._clock())
        if not case.settled:
            case.decision = decision
            if forced or is_final(decision):
                self._write(case, decision)
        elif case.decision and decision.verdict != case.decision.verdict and is_final(decision):
            self._write(case, decision)

    def _write(self, case: Case, decision: Decision, **more: str) -> None:
        """Writes the passage, as a correction where the person already has one, and tells after the commit."""
        if case.entry:
            more = {"corrects": case.entry.fact.id, "why": "later evidence", **more}
        entry = self._append("passage", case.passage(decision, self._direction, self._post.level().name, **more))
        case.entry, case.decision, case.decided_at = entry, decision, self._clock()
        case.judged = more.get("judged", "")
        case.latency_ms = (time.monotonic() - case.taken) * 1000
        self._memory.decided(case.key, decision, self._clock())
        self._on_decision(self._view(""))

    def _append(self, kind: str, made: Record) -> Entry:
        return self._post.append(
            Draft(
                kind=kind,
                body=kind_of(kind).body(made),
                operator=self._post.operator(),
                post=self._name,
                at=self._clock(),
                policy=self._post.level().version,
                reference=self._post.reference_version(),
            )
        )

    def _evidence(self, case: Case | None) -> Evidence:
        reference_at = self._post.reference_at()
        if case is None:
            return Evidence(self._at, self._direction, reference_at=reference_at)
        return case.evidence(self._at, self._direction, reference_at)

    def _view(self, notice: str) -> LaneView:
        case, now = self._case, self._clock()
        if case is None or case.decision is None:
            waiting = weigh(self._post.level(), self._evidence(case), now)
            phase: Literal["waiting", "decided"] = "decided" if case else "waiting"
            return LaneView(phase, self._direction, now, waiting, notice=notice, overridden=case is not None)
        return LaneView(
            phase="decided" if case.settled else "gathering",
            direction=self._direction,
            at=now,
            decision=case.decision,
            person=case.who.person,
            claims=tuple(case.claims),
            temperature=case.temperatures[-1] if case.temperatures else None,
            entry=case.entry,
            notice=notice,
            latency_ms=case.latency_ms,
            judged=case.judged,
            overridden=case.overridden,
        )

    def _show(self, notice: str = "") -> None:
        self._on_view(self._view(notice))
