"""The place before the post: one person stands there at a time, comes by an identity and goes by another's."""

import time
from collections.abc import Callable
from dataclasses import replace

from app.clock import Clock
from app.lane import medical, results
from app.lane.case import Case
from app.lane.clerk import Clerk
from app.lane.group import Group
from app.lane.memory import Memory
from app.lane.post import Post
from app.lane.takeback import BackReason
from app.lane.who import Identified
from app.policy.evidence import Temperature
from app.store.fact import Entry


class Stand:
    """case: of whoever stands there. temperature: of everyone, where one was given. on_open: somebody new came."""

    def __init__(
        self, post: Post, clock: Clock, clerk: Clerk, memory: Memory, *, temperature: float | None,
        on_open: Callable[[], None],
    ) -> None:  # fmt: skip
        self.case: Case | None = None
        self._group: Group | None = None
        self._post, self._clock, self._clerk, self._memory = post, clock, clerk, memory
        self._temperature, self._on_open = temperature, on_open

    @property
    def taker(self) -> Case | None:
        """The case that what names nobody goes to."""
        case = self.case
        nobody = case is None or case.who.person is None or case.admitted or case.gone(self._clock())
        return None if nobody else case

    def holds_another(self, who: Identified) -> bool:
        """Whether somebody else stands there."""
        return self.case is not None and not self.case.nameless and self.case.key != who.key

    def come(self, who: Identified, taken: float) -> Case | None:
        """The case of whoever identified themselves at `taken`; None where they have just been done with. Whoever stood
        there before has gone, either way: whose evidence comes next is not known."""
        case, now = self.case, self._clock()
        if case is None or case.key != who.key:
            self.leave()
            if self._memory.settled(who.key, self._clerk.direction, now):
                return None
            case = self._open(who, taken)
        else:
            case.who = who if who.trust == "verified" else case.who
            self._meet(case)
        case.present = now
        if who.claim:
            case.papers.code(who.claim)
        return case

    def lead(self, group: Group | None) -> None:
        """The people of `group` come from now on, among others; None: no more."""
        self._group = group
        if self.case and not self.case.settled:
            self._belongs(self.case)

    def somebody(self) -> Case:
        """Whoever stands there, also if nobody knows who it is."""
        if self.case is None:
            now = self._clock()
            self.case = Case(Identified(), now, now, now, float("-inf"), time.monotonic())
        return self.case

    def leave(self) -> None:
        """Nobody is there any more; who was incomplete is decided as they stood. The case is closed first, so that
        whatever happens to its record, nothing of the next person can reach it."""
        case, self.case = self.case, None
        if case:
            self._clerk.leave(case)

    def clear(self) -> None:
        """What was gathered is dropped, and was perhaps another's; so were the tests that were kept of it."""
        if self.case:
            self._memory.disown(self.case.key)
            self._clerk.clear(self.case)
        self.case = None

    def take_back(self, passage: Entry, reason: BackReason) -> None:
        """Whoever that passage was of is gone from here, and nothing later belongs to it. Somebody taken for another
        leaves what they showed to whoever it really is."""
        said = passage.fact.body or {}
        if reason == "back-wrong-person":
            self._memory.disown(said.get("person", ""))
        case = self.case
        if case and case.entry and case.entry.fact.id == passage.fact.id:
            case.cleared, self.case = True, None

    def refresh(self) -> None:
        """What is decided by has changed: whoever is not decided yet is looked up and weighed anew."""
        case = self.case
        if case and not case.settled and case.who.person:
            listed = self._post.person(case.who.person.number)
            case.who = replace(case.who, person=listed or case.who.person, on_roster=listed is not None)
            self._look_up(case)
            self._clerk.weigh(case)

    def _open(self, who: Identified, taken: float) -> Case:
        now = self._clock()
        case = self.case = Case(who, now, now, now, taken, taken)
        self._look_up(case)
        self._belongs(case)
        last = self._post.last_passage(case.key) if who.person else None
        case.repeats = last if last and last.direction == self._clerk.direction else None
        if self._temperature is not None:
            case.temperatures.append(Temperature(self._temperature, now, self._post.measures_at))
        self._on_open()
        return case

    def _belongs(self, case: Case) -> None:
        case.group = self._group.name_for(case.who.person) if self._group else ""

    def _meet(self, case: Case) -> None:
        """How the person stands with the medical duty room now."""
        case.patient = self._post.patients.of(case.key) if case.key else None
        case.earlier = medical.rested(case.patient, self._clock())
        case.rest_over = case.patient.due if case.patient and case.earlier else None

    def _look_up(self, case: Case) -> None:
        """What is known here of the person of a case."""
        self._meet(case)
        if case.who.person:
            case.approvals = self._post.approvals(case.key)
            case.denials, case.observed = self._post.denials(case.who.person), self._post.observed(case.key)
            kept = self._post.tests(case.key, results.since(self._post.level(), self._clock()))
            case.kept = tuple(claim for claim in kept if results.says(claim))
