"""The lane itself.

Evidence belongs to one person. An identity opens a case; what has no identity of its own (a temperature, an opaque
code, the guard's look) goes to the open case, once, and is gone with it. With no case open it goes nowhere. Another
identity closes the case, whoever it names.

A lane belongs to one thread and never waits: its clock is an argument, and its timers are `tick()`.
"""

import time
from collections.abc import Callable, Iterable
from typing import Literal

from app.clock import Clock
from app.codes.claim import Claim
from app.codes.joined import PART
from app.codes.registry import recognise
from app.decode.symbol import Symbol
from app.errors import UserError
from app.lane.case import Case
from app.lane.clerk import Clerk, Watcher
from app.lane.company import Company
from app.lane.group import Group
from app.lane.memory import Memory
from app.lane.post import Post
from app.lane.stand import Stand
from app.lane.takeback import BackReason
from app.lane.view import LaneView
from app.lane.who import Identified, by_campus_code, by_number
from app.policy.evidence import Direction, Item, Look, Temperature
from app.policy.finding import OF_NO_PERSON
from app.store.fact import Entry


def nobody(_view: LaneView) -> None:
    """Watches nothing."""


def raising(error: UserError) -> None:
    """For a lane whose owner wants to hear of trouble as an exception."""
    raise error


class Lane:
    """One lane of a post ("gate", "goods", "dormitory") in one direction.

    on_view is told whenever there is something new to show; on_decision once for every record of a passage, after its
    commit; on_open when a new person is there, so that what is still in view is looked at again; on_crowd for a code
    that was not taken because another person's is in view beside it: if it stays, it is to come once more; on_problem
    when a record could not be written (it is kept, and tried again). `temperature`, if given, counts for everyone.
    rests: somebody is there to call people back who rest before a second measurement.
    """

    def __init__(
        self,
        post: Post,
        clock: Clock,
        *,
        at: str = "gate",
        name: str = "",
        direction: Direction = "in",
        rests: bool = False,
        temperature: float | None = None,
        on_view: Watcher = nobody,
        on_decision: Watcher = nobody,
        on_open: Callable[[], None] = lambda: None,
        on_crowd: Callable[[Symbol], None] = lambda _symbol: None,
        on_problem: Callable[[UserError], None] = raising,
    ) -> None:
        self._post, self._clock = post, clock
        self._on_view, self._on_open, self._on_crowd = on_view, on_open, on_crowd
        self._memory, self._company = Memory(), Company()
        self._clerk = Clerk(
            post, clock, self._memory, at=at, name=name or at, direction=direction, rests=rests,
            on_decision=on_decision, on_written=self._show, on_problem=on_problem,
        )  # fmt: skip
        self._stand = Stand(post, clock, self._clerk, self._memory, temperature=temperature, on_open=on_open)

    @property
    def owed(self) -> int:
        """How many records are not on the disk yet, because it took nothing."""
        return self._clerk.book.owed

    # What comes in

    def scan(self, symbol: Symbol, taken: float, *, again: bool = False, beside: Iterable[Symbol] = ()) -> None:
        """A code was seen or typed; `taken` in `time.monotonic()` seconds. again: it was in view before somebody new
        came, so that it brings nobody new itself. beside: other codes in view with it."""
        if self._stand.case and taken < self._stand.case.began:  # a slow reader's: whoever held it up may have gone
            self._on_open()
            return
        claim = recognise(symbol, self._post.trust(), self._clock())
        if claim.kind == "campus-code":
            who = by_campus_code(self._post, claim, symbol)
            if not again and self._crowded(who, beside):
                self._on_crowd(symbol)
                self._show(notice="two-codes")
            else:
                self._identity(who, taken, again=again)
        elif claim.kind in OF_NO_PERSON:
            self._show(notice=claim.kind)
        elif claim.reason == PART:
            self._part(symbol, taken)
        elif claim.kind == "unknown":
            numbered = by_number(self._post, symbol.text.strip(), "read") if symbol.format == "Text" else None
            if numbered:
                self._identity(numbered, taken)
            else:
                self._show(notice=claim.reason)
        else:
            self._bind(claim, taken)

    def page(self, claim: Claim, taken: float) -> None:
        """A page was read by OCR from pictures; `taken`: the last of them, in `time.monotonic()` seconds."""
        case = self._stand.case
        if case and case.admitted and case.papers.holds(claim) and not case.gone(self._clock()):
            self._look_again(case, claim, taken)
        else:
            self._bind(claim, taken, page=True)

    def identify(self, number: str) -> None:
        """The guard looked the person up and says who it is."""
        who = by_number(self._post, number, "seen")
        if who:
            self._identity(who, time.monotonic())

    def measure(self, celsius: float, source: Literal["thermometer", "typed"], taken: float) -> None:
        """A temperature in ℃ of whoever stands there."""
        case = self._stand.case
        if case is None or case.gone(self._clock()) or case.measured:
            self._show(notice="identity-first")
            return
        case.temperatures.append(Temperature(celsius, self._clock(), self._post.measures_at, source))
        settled, decision = case.settled, case.decision
        self._touch(case, taken)
        if settled and case.decision is decision:
            self._clerk.keep_temperature(case)

    def look(self, item: Item, good: bool = True, of: int = 0) -> None:
        """The guard looked at an item himself, or asked (目视核验). of: see `judge`."""
        case = self._stand.case
        if case is None or self._another(of):
            self._show(notice="another-person" if of else "identity-first")
            return
        case.looks.append(Look(item, good, self._clock()))
        self._touch(case, time.monotonic())

    # What the guard does

    def decide_now(self) -> None:
        """Decide the person as they stand."""
        case = self._stand.case
        if case and not case.settled:
            self._clerk.settle(case)
        self._show()

    def next_person(self) -> None:
        """The person leaves; one who was still incomplete is decided as they stand."""
        self._stand.leave()
        self._show()

    def clear(self) -> None:
        """Start over with this person: what was gathered is dropped; a decision that fell stays in the ledger."""
        self._stand.clear()
        self._show()

    def judge(self, admitted: bool, of: int = 0) -> None:
        """The guard decides where the program could not: a record that corrects the undecided one.

        of: the case that was on the screen when the key was pressed (LaneView.case); a word on somebody who has gone
        is not taken for whoever came after. 0: whoever is there.
        """
        if self._another(of):
            self._show(notice="another-person")
        elif self._stand.case:
            self._clerk.judge(self._stand.case, "admit" if admitted else "refuse")
            self._show()

    def override(self, cause: str) -> None:
        """Life in danger: recorded, asks nothing, overrides everything."""
        case = self._stand.somebody()
        self._clerk.override(case, cause)
        if not case.nameless and not case.settled:
            self._clerk.settle(case)
        self._show()

    def take_back(self, passage: Entry, tests: Iterable[Entry], reason: BackReason) -> None:
        """A passage did not take place as it was registered (撤回). tests: results that were kept of it."""
        self._stand.take_back(passage, reason)
        self._clerk.take_back(passage, tests, reason)
        self._show(notice="" if self.owed else "taken-back")

    def lead(self, group: Group | None) -> None:
        """People come together from now on (None: no more): each is decided as anybody is, and their record has the
        group's name."""
        self._stand.lead(group)
        self._show()

    def turn(self, direction: Direction) -> None:
        """The lane now serves the other direction; no group goes both ways."""
        self._stand.leave()
        self._stand.lead(None)
        self._clerk.direction = direction
        self._show()

    def refresh(self) -> None:
        """What the lane decides by has changed: whoever is still in it is looked up and weighed anew."""
        self._stand.refresh()
        self._show()

    def tick(self) -> None:
        """Called about once a second: people who went away without a word, and records that are still owed."""
        self._clerk.book.tick()
        if self._stand.case and self._stand.case.left_alone(self._clock()):
            self.next_person()

    # Whose it is

    def _another(self, number: int) -> bool:
        """Whether the case of that number is not the one that is open."""
        return bool(number) and (self._stand.case is None or self._stand.case.number != number)

    def _crowded(self, who: Identified, beside: Iterable[Symbol]) -> bool:
        """Whether somebody else holds up a code too, so that nobody can say whose turn it is; whoever stands there
        already may show theirs as often as they like."""
        now, case = self._clock(), self._stand.case
        if case is not None and case.key == who.key:
            return False
        for symbol in beside:
            claim = recognise(symbol, self._post.trust(), now)
            other = by_campus_code(self._post, claim, symbol) if claim.kind == "campus-code" else who
            if other.key != who.key and self._company.disturbs(other, case, now):
                return True
        return False

    def _identity(self, who: Identified, taken: float, *, again: bool = False) -> None:
        if again and self._stand.holds_another(who):
            return
        self._company.came(who, self._clock())
        case = self._stand.come(who, taken)
        if case:
            self._touch(case, taken)
        else:
            self._show(notice="already-passed" if who.person or not who.claim else who.claim.reason)

    def _bind(self, claim: Claim, taken: float, *, page: bool = False) -> None:
        """What names nobody belongs to whoever is there, if somebody still is."""
        case = self._stand.taker
        if case is None or case.who.person is None:
            self._show(notice="identity-first")
            return
        owned = self._memory.own(claim, case.who.person, self._clock())
        if page:
            case.papers.page(owned, taken)
        else:
            case.papers.code(owned)
        self._touch(case, taken)

    def _look_again(self, case: Case, claim: Claim, taken: float) -> None:
        """A page seen once more behind the green: nothing new, unless its clock stands still."""
        if case.papers.stands_still(claim, taken):
            case.papers.page(claim, taken)
            self._touch(case, taken)

    def _part(self, symbol: Symbol, taken: float) -> None:
        """One of the codes of a certificate that was too long for one: the parts wait with their person."""
        case = self._stand.taker
        if case is None:
            self._show(notice="identity-first")
        elif whole := case.chunks.add(symbol):
            self._bind(recognise(whole, self._post.trust(), self._clock()), taken)
        else:
            case.touched = self._clock()
            self._show(notice=PART)

    # What follows

    def _touch(self, case: Case, taken: float) -> None:
        case.touched, case.taken = self._clock(), taken
        self._clerk.weigh(case)
        self._show()

    def _show(self, notice: str = "") -> None:
        self._on_view(self._clerk.view(self._stand.case, notice))
