"""Lanes as a screen may meet them, with invented people and fixed times."""

from dataclasses import replace
from datetime import timedelta

from app.codes.claim import Claim, Holder, Place, Test
from app.lane.view import LaneView
from app.lane.weigh import not_written
from app.policy.decision import Check, Decision
from app.policy.evidence import Item, Temperature
from app.store.fact import Entry, Fact
from tests.fakes.window import NOW, PEOPLE

ITEMS: tuple[Item, ...] = (
    "identity", "approval", "health-code", "travel-card", "test-report", "temperature", "symptoms",
)  # fmt: skip
CLAIMS = (
    Claim(kind="campus-code", trust="verified", issuer="campus"),
    Claim(kind="health-code", trust="read", color="green", updated_at=NOW - timedelta(seconds=1)),
    Claim(
        kind="travel-card", trust="read", color="green", updated_at=NOW - timedelta(seconds=5),
        places=(Place("吉林省白城市"), Place("吉林省松原市", risk=True)),
    ),
    Claim(
        kind="test-report", trust="read",
        tests=(Test("nucleic-acid", "negative", sampled_at=NOW - timedelta(hours=21, minutes=36)),),
    ),
)  # fmt: skip
DONE: dict[str, Check] = {
    "identity": Check("identity", "done", "verified"),
    "approval": Check("approval", "done", "verified"),
    "health-code": Check("health-code", "done", "read"),
    "travel-card": Check("travel-card", "done", "read"),
    "test-report": Check("test-report", "done", "read"),
    "temperature": Check("temperature", "done"),
    "symptoms": Check("symptoms", "done", "seen"),
}
TEMPERATURE = Temperature(36.5, NOW)


def checks(**changed: Check) -> tuple[Check, ...]:
    """Everything done, but for what is `changed` (underscores for hyphens)."""
    other = {name.replace("_", "-"): check for name, check in changed.items()}
    return tuple(other.get(item, DONE[item]) for item in ITEMS)


def missing(item: Item) -> Check:
    return Check(item, "missing")


def entry(seq: int) -> Entry:
    fact = Fact(
        id=f"id-{seq}", kind="passage", schema=1, at=NOW, entered_at=NOW, mono=0.0, boot="", operator="", post=""
    )
    return Entry(fact=fact, station="", incarnation="", seq=seq, fact_hash=b"", chain_hash=b"")


WAITING = LaneView("waiting", "in", NOW, Decision("hold", (), ITEMS, tuple(missing(item) for item in ITEMS)))
GATHERING = LaneView(
    "gathering", "in", NOW,
    Decision(
        "hold", (), ("test-report", "temperature", "symptoms"),
        checks(
            test_report=missing("test-report"), temperature=missing("temperature"), symptoms=missing("symptoms"),
        ),
    ),
    PEOPLE[0], CLAIMS[:3],
)  # fmt: skip
PAGE_READ = replace(
    GATHERING,
    decision=Decision(
        "hold", (), ("health-code", "test-report", "temperature", "symptoms"),
        checks(
            health_code=Check("health-code", "failed", "read", "page-doubtful"),
            travel_card=Check("travel-card", "done", "read", "page-clock-running"),
            test_report=missing("test-report"), temperature=missing("temperature"), symptoms=missing("symptoms"),
        ),
    ),
    claims=(
        CLAIMS[0],
        Claim(
            kind="health-code", trust="read", issuer="jilin", color="green", updated_at=NOW - timedelta(seconds=9),
            holder=Holder(name="林*彤", id_number="2201****0018"), doubtful=("updated_at",),
        ),
        Claim(
            kind="travel-card", trust="read", color="green", updated_at=NOW - timedelta(seconds=7),
            holder=Holder(phone="138****1234"), places=(Place("吉林省长春市"),), days=14, ticks=True,
        ),
    ),
)  # fmt: skip


def failed(item: Item, reason: str) -> LaneView:
    """Somebody of whom nothing is missing but of whom one thing does not do."""
    check = Check(item, "failed", "read", reason)
    decision = Decision("hold", (reason,), (item,), checks(**{item.replace("-", "_"): check}))
    return replace(GATHERING, decision=decision)


ADMIT = LaneView(
    "decided", "in", NOW, Decision("admit", (), (), checks()), PEOPLE[0], CLAIMS, TEMPERATURE, entry(20418), "", 41.0
)
HOLD = replace(
    ADMIT,
    decision=Decision("hold", ("test-report-needed",), ("test-report",), checks(test_report=missing("test-report"))),
    claims=CLAIMS[:3],
    entry=entry(20419),
)
REFER = replace(
    ADMIT,
    decision=Decision("refer", ("fever",), (), checks(temperature=Check("temperature", "failed", None, "fever"))),
    temperature=Temperature(38.2, NOW, source="typed"),
    entry=entry(20420),
)
REFUSE = replace(
    ADMIT,
    decision=Decision(
        "refuse", ("approval-not-found",), (), checks(approval=Check("approval", "failed", None, "approval-not-found"))
    ),
    entry=entry(20421),
)
UNDECIDED = replace(
    ADMIT,
    decision=Decision(
        "undecided",
        ("health-code-unknown",),
        (),
        checks(health_code=Check("health-code", "failed", "invalid", "health-code-unknown")),
    ),
    entry=entry(20422),
)
RESTRICTED = replace(UNDECIDED, decision=Decision("undecided", ("call-supervisor",), (), checks()))
OVERRIDDEN = replace(ADMIT, overridden=True, entry=entry(20423))
NOT_WRITTEN = replace(ADMIT, phase="gathering", decision=not_written(ADMIT.decision), entry=None)
