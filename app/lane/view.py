"""What a screen shows of a lane at one moment: immutable, so that it may cross threads."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from app.codes.claim import Claim
from app.policy.decision import Decision
from app.policy.evidence import Direction, Item, Temperature
from app.policy.person import Person
from app.store.fact import Entry
from app.store.passages import Passed

Phase: TypeAlias = Literal["waiting", "gathering", "decided"]


@dataclass(frozen=True, slots=True)
class LaneView:
    """phase: `waiting` for an identity, `gathering` evidence, or `decided`: then `entry` is the record on the disk.

    decision: final when decided; while gathering it says what is needed, and its checks are the checklist. While
    waiting it tells what an unknown person would need.
    notice: a code of app.reasons for what was seen and left out ("identity-first", "code-unknown"), or empty.
    judged: "admit" or "refuse" where the guard decided what the program could not. overridden: life in danger.
    parts: of a certificate in several codes, how many were seen, and of how many; (0, 0) where there is none.
    case: the number of the person's case, 0 for nobody; a key that was pressed for this view names it.
    repeats: their last passage, where it was in the same direction and not long ago: pointed out, never refused.
    rests_until: when whoever rests, or has rested, is measured a second time; until that is done it comes first.
    latency_ms: from the picture (or the key) to the durable commit; None while nothing was decided.
    """

    phase: Phase
    direction: Direction
    at: datetime
    decision: Decision
    person: Person | None = None
    claims: tuple[Claim, ...] = ()
    temperature: Temperature | None = None
    entry: Entry | None = None
    notice: str = ""
    latency_ms: float | None = None
    judged: str = ""
    overridden: bool = False
    parts: tuple[int, int] = (0, 0)
    case: int = 0
    repeats: Passed | None = None
    rests_until: datetime | None = None

    @property
    def first_needed(self) -> Item | None:
        """What to ask for now: of whoever has rested the temperature, of anybody else what comes first."""
        needed = self.decision.needed
        if self.rests_until is not None and "temperature" in needed:
            return "temperature"
        return next(iter(needed), None)

    @property
    def seq(self) -> int | None:
        return self.entry.seq if self.entry else None
