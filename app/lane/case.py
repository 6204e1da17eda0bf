"""A case: everything known of the one person in the lane, from the identity that opened it to the next one."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from app.codes.claim import Claim
from app.codes.shc_chunks import Chunks
from app.lane.papers import Papers
from app.lane.who import Identified
from app.medical.state import Patient
from app.policy.decision import Decision
from app.policy.evidence import Approval, Denial, Direction, Evidence, Look, Temperature
from app.policy.level import Level
from app.records.field import PersonNumber
from app.records.passage import Checked, Passage, Shown
from app.records.test_result import Result
from app.store.fact import Entry
from app.store.passages import Passed

IDLE = timedelta(seconds=60)
"""A person of whom nothing new is seen for this long is decided as they stand: the next one may already be there."""
SHOWN = timedelta(seconds=20)
"""How long a decision stays on the screen when nobody presses a key."""
LATE = timedelta(seconds=10)
"""How long after a decision what has no identity of its own still belongs to the person on the screen."""
_NUMBERS = count(1)


@dataclass(slots=True)
class Case:
    """came: when the person did. touched: when evidence last came. present: when they last showed who they are, or the
    decision fell. began, taken: when the evidence that opened it was complete, and the newest, in `time.monotonic()`
    seconds.

    repeats: the last passage, where it was in the same direction. group: of which they are one, as records carry it.

    kept: test results of earlier days; results: those of today that were written, on_record: as they stand on the disk.
    papers: what was shown.
    patient: how they stood with the medical duty room when they came. earlier: the reading they went to rest with.
    rest_over: when they may be measured again; None for whoever does not rest. noted: what was written for the medical
    duty room of this case.
    decision, level: what holds of the person, and by which level it was decided. since: what came after a decision that
    let nobody in has brought, as long as that is not final. entry: the record of their passage,
    once it is on the disk. writing: a decision fell and its record is not on the disk yet. left: another one is there.
    number: of this case in the program's run, from 1.
    """

    who: Identified
    came: datetime
    touched: datetime
    present: datetime
    began: float
    taken: float
    approvals: tuple[Approval, ...] = ()
    denials: tuple[Denial, ...] = ()
    observed: bool = False
    kept: tuple[Claim, ...] = ()
    repeats: Passed | None = None
    group: str = ""
    patient: Patient | None = None
    earlier: tuple[Temperature, ...] = ()
    rest_over: datetime | None = None
    noted: set[str] = field(default_factory=set)
    papers: Papers = field(default_factory=Papers)
    chunks: Chunks = field(default_factory=Chunks)
    looks: list[Look] = field(default_factory=list)
    temperatures: list[Temperature] = field(default_factory=list)
    decision: Decision | None = None
    level: Level | None = None
    since: Decision | None = None
    results: list[Result] = field(default_factory=list)
    on_record: list[tuple[Result, Entry]] = field(default_factory=list)
    cleared: bool = False
    entry: Entry | None = None
    override: Entry | None = None
    writing: bool = False
    number: int = field(default_factory=_NUMBERS.__next__)
    left: bool = False
    latency_ms: float | None = None
    judged: str = ""

    @property
    def key(self) -> str:
        return self.who.key

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What speaks of the person: kept from earlier, then shown now."""
        return (*self.kept, *self.papers.claims)

    @property
    def nameless(self) -> bool:
        """Whether nobody showed anything: opened by an override alone."""
        return not self.who.key

    @property
    def on_disk(self) -> bool:
        """Whether the decision as it stands is written."""
        return self.entry is not None and not self.writing

    @property
    def measured(self) -> bool:
        """Whether another temperature is no longer theirs: the decision fell, and none is asked for."""
        holds = self.since or self.decision
        asked = holds is not None and "temperature" in holds.needed
        return self.settled and bool(self.temperatures) and not asked

    @property
    def settled(self) -> bool:
        """Whether the decision fell, on the disk or on its way there."""
        return self.entry is not None or self.writing

    @property
    def admitted(self) -> bool:
        """Whether the person was let through, by the program or by the guard."""
        verdict = self.decision.verdict if self.decision else ""
        return self.settled and (verdict == "admit" or self.judged == "admit")

    @property
    def waits_for_the_guard(self) -> bool:
        """Whether the program could not decide and the guard has not yet."""
        return self.settled and self.decision is not None and self.decision.verdict == "undecided" and not self.judged

    def gone(self, now: datetime) -> bool:
        """Whether the person has had their decision for so long that somebody else may stand there."""
        return self.settled and now - self.present > LATE

    def left_alone(self, now: datetime) -> bool:
        """Whether nothing was seen of the person for so long that they must have gone without a word."""
        patience = SHOWN if self.settled and not self.waits_for_the_guard else IDLE
        return now - max(self.touched, self.present) > patience

    def evidence(self, post: str, direction: Direction, reference_at: datetime | None) -> Evidence:
        """What `decide` looks at."""
        return Evidence(
            post=post, direction=direction,
            person=self.who.person, identity=self.who.trust, on_roster=self.who.on_roster,
            claims=self.claims, looks=tuple(self.looks), temperatures=(*self.earlier, *self.temperatures),
            approvals=self.approvals, denials=self.denials, observed=self.observed, reference_at=reference_at,
            since=self.came,
            referred_at=self.patient.referred_at if self.patient else None,
            released_at=self.patient.released_at if self.patient else None,
        )  # fmt: skip

    def passage(self, decision: Decision, direction: Direction, level: str, **more: Any) -> Passage:
        """The record of this person's passage as it stands."""
        person = self.who.person
        return Passage(
            person=PersonNumber(person.number if person else ""),
            name=person.name if person else "",
            person_kind=person.kind if person else "",
            college=person.college if person else "",
            direction=direction,
            verdict=decision.verdict,
            reasons=decision.reasons,
            needed=decision.needed,
            celsius=self.temperatures[-1].celsius if self.temperatures else None,
            level=level,
            group=self.group,
            claims=tuple(_shown(claim) for claim in self.claims),
            checks=tuple(
                Checked(item=c.item, state=c.state, trust=c.trust or "", reason=c.reason) for c in decision.checks
            ),
            **more,
        )


def _shown(claim: Claim) -> Shown:
    return Shown(
        kind=claim.kind, trust=claim.trust, issuer=claim.issuer, reason=claim.reason,
        color=claim.color, token=claim.token, updated_at=claim.updated_at,
    )  # fmt: skip
