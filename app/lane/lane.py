"""The lane itself.

Evidence belongs to one person. An identity opens a case; what has no identity of its own (a temperature, an opaque
code, the guard's look) goes to the open case, once, and is gone with it. With no case open it goes nowhere. Another
identity closes the case, whoever it names.

A lane belongs to one thread and never waits: its clock is an argument, and its timers are `tick()`.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from app.clock import Clock
from app.codes.claim import Claim
from app.codes.joined import PART
from app.codes.registry import recognise
from app.decode.symbol import Symbol
from app.errors import UserError
from app.lane import results
from app.lane.case import Case, Identified, person_of
from app.lane.clerk import Clerk, Watcher
from app.lane.memory import Memory
from app.lane.post import Post
from app.lane.view import LaneView
from app.policy.evidence import Direction, Item, Look, Temperature
from app.policy.finding import OF_NO_PERSON

IDLE = timedelta(seconds=60)
"""A person of whom nothing new is seen for this long is decided as they stand: the next one may already be there."""
SHOWN = timedelta(seconds=20)
"""How long a decision stays on the screen when nobody presses a key."""
LATE = timedelta(seconds=10)
"""How long after a decision what has no identity of its own still belongs to the person on the screen."""


def nobody(_view: LaneView) -> None:
    """Watches nothing."""


def raising(error: UserError) -> None:
    """For a lane whose owner wants to hear of trouble as an exception."""
    raise error


class Lane:
    """One lane of a post ("gate", "goods", "dormitory") in one direction.

    on_view is told whenever there is something new to show; on_decision once for every record of a passage, after its
    commit; on_open when a new person is there, so that what is still in view is looked at again; on_problem when a
    record could not be written (it is kept, and tried again). `temperature`, if given, counts for everyone.
    """

    def __init__(
        self,
        post: Post,
        clock: Clock,
        *,
        at: str = "gate",
        name: str = "",
        direction: Direction = "in",
        temperature: float | None = None,
        on_view: Watcher = nobody,
        on_decision: Watcher = nobody,
        on_open: Callable[[], None] = lambda: None,
        on_problem: Callable[[UserError], None] = raising,
    ) -> None:
        self._post, self._clock, self._temperature = post, clock, temperature
        self._on_view, self._on_open = on_view, on_open
        self._case: Case | None = None
        self._memory = Memory()
        self._clerk = Clerk(
            post, clock, self._memory, at=at, name=name or at, direction=direction,
            on_decision=on_decision, on_written=self._show, on_problem=on_problem,
        )  # fmt: skip

    @property
    def owed(self) -> int:
        """How many records are not on the disk yet, because it took nothing."""
        return self._clerk.book.owed

    # What comes in

    def scan(self, symbol: Symbol, taken: float, *, again: bool = False) -> None:
        """A code was seen or typed; `taken` in `time.monotonic()` seconds. again: it was in view before somebody new
        came, so that it brings nobody new itself."""
        if self._case and taken < self._case.began:  # a slow reader's: whoever held it up may have gone
            self._on_open()
            return
        claim = recognise(symbol, self._post.trust(), self._clock())
        if claim.kind == "campus-code":
            self._campus_code(claim, symbol, taken, again=again)
        elif claim.kind in OF_NO_PERSON:
            self._show(notice=claim.kind)
        elif claim.reason == PART:
            self._part(symbol, taken)
        elif claim.kind == "unknown":
            person = self._post.person(symbol.text.strip()) if symbol.format == "Text" else None
            if person:
                self._identity(Identified(person.number, person, "read"), taken)
            else:
                self._show(notice=claim.reason)
        else:
            self._bind(claim, taken)

    def page(self, claim: Claim, taken: float) -> None:
        """A page was read by OCR from pictures; `taken`: the last of them, in `time.monotonic()` seconds."""
        case = self._case
        if case and case.admitted and case.papers.holds(claim) and not self._gone(case):
            self._look_again(case, claim, taken)
        else:
            self._bind(claim, taken, page=True)

    def identify(self, number: str) -> None:
        """The guard looked the person up and says who it is."""
        person = self._post.person(number)
        if person:
            self._identity(Identified(person.number, person, "seen"), time.monotonic())

    def measure(self, celsius: float, source: Literal["thermometer", "typed"], taken: float) -> None:
        """A temperature in ℃ of whoever stands there."""
        case = self._case
        if case is None or self._gone(case) or case.measured:
            self._show(notice="identity-first")
            return
        case.temperatures.append(Temperature(celsius, self._clock(), source=source))
        settled, decision = case.settled, case.decision
        self._touch(case, taken)
        if settled and case.decision is decision:
            self._clerk.keep_temperature(case)

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
        if self._case and not self._case.settled:
            self._clerk.settle(self._case)
        self._show()

    def next_person(self) -> None:
        """The person leaves; one who was still incomplete is decided as they stand."""
        self._leave()
        self._show()

    def clear(self) -> None:
        """Start over with this person: what was gathered is dropped; a decision that fell stays in the ledger."""
        if self._case:
            self._memory.disown(self._case.key)
        self._case = None
        self._show()

    def judge(self, admitted: bool) -> None:
        """The guard decides where the program could not: a record that corrects the undecided one."""
        if self._case:
            self._clerk.judge(self._case, "admit" if admitted else "refuse")
            self._show()

    def override(self, cause: str) -> None:
        """Life in danger: recorded, asks nothing, overrides everything."""
        now = self._clock()
        case = self._case = self._case or Case(Identified(), now, now, now, float("-inf"), time.monotonic())
        self._clerk.override(case, cause)
        if not case.nameless and not case.settled:
            self._clerk.settle(case)
        self._show()

    def turn(self, direction: Direction) -> None:
        """The lane now serves the other direction."""
        self._leave()
        self._clerk.direction = direction
        self._show()

    def refresh(self) -> None:
        """What the lane decides by has changed: whoever is still in it is looked up and weighed anew."""
        case = self._case
        if case and not case.settled and case.who.person:
            listed = self._post.person(case.who.person.number)
            case.who = replace(case.who, person=listed or case.who.person, on_roster=listed is not None)
            self._look_up(case)
            self._clerk.weigh(case)
        self._show()

    def tick(self) -> None:
        """Called about once a second: people who went away without a word, and records that are still owed."""
        self._clerk.book.tick()
        case, now = self._case, self._clock()
        if case is None:
            return
        patience = SHOWN if case.settled and not case.waits_for_the_guard else IDLE
        if now - max(case.touched, case.present) > patience:
            self.next_person()

    # Who it is

    def _campus_code(self, claim: Claim, symbol: Symbol, taken: float, *, again: bool) -> None:
        """A code that does not hold names nobody: it is a case of its own, whatever number it claims."""
        if claim.trust == "verified":
            listed = self._post.person(claim.holder.number)
            person = listed or person_of(claim.holder)
            self._identity(Identified(person.number, person, "verified", listed is not None, claim), taken, again=again)
        else:
            token = claim.token or hashlib.sha256(symbol.data).hexdigest()[:16]
            self._identity(Identified(f"code {token}", claim=claim), taken, again=again)

    def _identity(self, who: Identified, taken: float, *, again: bool = False) -> None:
        case, now = self._case, self._clock()
        if case is None or case.key != who.key:
            if again and case and not case.nameless:
                return
            self._leave()
            if self._memory.settled(who.key, self._clerk.direction, now):
                self._show(notice="already-passed" if who.person or not who.claim else who.claim.reason)
                return
            case = self._open(who, taken)
        elif who.trust == "verified":
            case.who = who
        case.present = now
        if who.claim:
            case.papers.code(who.claim)
        self._touch(case, taken)

    def _open(self, who: Identified, taken: float) -> Case:
        now = self._clock()
        case = self._case = Case(who, now, now, now, taken, taken)
        self._look_up(case)
        if self._temperature is not None:
            case.temperatures.append(Temperature(self._temperature, now))
        self._on_open()
        return case

    def _look_up(self, case: Case) -> None:
        """What is known here of the person of a case."""
        if case.who.person:
            case.approvals = self._post.approvals(case.key)
            case.kept = self._post.tests(case.key, results.since(self._post.level(), self._clock()))

    def _bind(self, claim: Claim, taken: float, *, page: bool = False) -> None:
        """What names nobody belongs to whoever is there, if somebody still is."""
        case = self._taker()
        if case is None or case.who.person is None:
            self._show(notice="identity-first")
            return
        owned = self._memory.own(claim, case.who.person, self._clock())
        if page:
            case.papers.page(owned, taken)
        else:
            case.papers.code(owned)
        self._touch(case, taken)

    def _taker(self) -> Case | None:
        """The case that what names nobody goes to."""
        case = self._case
        nobody = case is None or case.who.person is None or case.admitted or self._gone(case)
        return None if nobody else case

    def _look_again(self, case: Case, claim: Claim, taken: float) -> None:
        """A page seen once more behind the green: nothing new, unless its clock stands still."""
        if case.papers.stands_still(claim, taken):
            case.papers.page(claim, taken)
            self._touch(case, taken)

    def _part(self, symbol: Symbol, taken: float) -> None:
        """One of the codes of a certificate that was too long for one: the parts wait with their person."""
        case = self._taker()
        if case is None:
            self._show(notice="identity-first")
        elif whole := case.chunks.add(symbol):
            self._bind(recognise(whole, self._post.trust(), self._clock()), taken)
        else:
            case.touched = self._clock()
            self._show(notice=PART)

    def _gone(self, case: Case) -> bool:
        """Whether the person has had their decision for so long that somebody else may stand there."""
        return case.settled and self._clock() - case.present > LATE

    def _leave(self) -> None:
        """Nobody is in the lane any more; who was incomplete is decided as they stood. The case is closed first, so
        that whatever happens to its record, nothing of the next person can reach it."""
        case, self._case = self._case, None
        if case:
            self._clerk.leave(case)

    # What follows

    def _touch(self, case: Case, taken: float) -> None:
        case.touched, case.taken = self._clock(), taken
        self._clerk.weigh(case)
        self._show()

    def _show(self, notice: str = "") -> None:
        self._on_view(self._clerk.view(self._case, notice))
