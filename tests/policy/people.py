"""One good set of evidence for the example tests, from which each takes away or spoils one thing. All invented."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.codes.claim import Claim, Holder, Test
from app.policy.decide import decide
from app.policy.evidence import Approval, Evidence, Look, Temperature
from app.policy.level import levels
from app.policy.person import Person

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2022, 4, 10, 6, 48, tzinfo=ZONE)
STUDENT = Person(
    number="20190101", name="张小明", phone="10000001234", id_number="22010120010203123X", kind="student", place="5-316"
)
VISITOR = Person(number="V-7", name="李四", kind="visitor")
DRIVER = Person(number="D-3", name="王五", kind="driver")


def ago(**span):
    return NOW - timedelta(**span)


def green(kind="health-code", **changes):
    return Claim(**{"kind": kind, "trust": "read", "color": "green", "updated_at": ago(minutes=2), **changes})


def report(sampled_at, result="negative", **changes):
    test = Test(kind="nucleic-acid", result=result, sampled_at=sampled_at)
    return Claim(**{"kind": "test-report", "trust": "read", "tests": (test,), **changes})


def approval(kind):
    return Approval(kind, ago(days=1), NOW + timedelta(days=1))


def look(item, good=True, at=NOW):
    return Look(item, good, at)


def series(*days):
    """A negative report sampled at noon on each of so many days ago."""
    return tuple(report(ago(days=day).replace(hour=6, minute=30)) for day in days)


def complete(person=STUDENT, direction="in", post="gate"):
    """Everything that any level asks, and nothing wrong with it."""
    return Evidence(
        post,
        direction,
        person=person,
        identity="verified",
        claims=(green(), green("travel-card"), *series(0, 1, 2)),
        looks=(look("symptoms"),),
        temperatures=(Temperature(36.5, NOW),),
        approvals=(approval("return"), approval("leave"), approval("visit")),
    )


def without_claims(evidence, kind):
    return replace(evidence, claims=tuple(claim for claim in evidence.claims if claim.kind != kind))


def with_claims(evidence, *claims):
    return replace(evidence, claims=evidence.claims + claims)


def instead(evidence, *claims):
    """The claims in place of those of their kinds."""
    kinds = {claim.kind for claim in claims}
    return replace(evidence, claims=tuple(one for one in evidence.claims if one.kind not in kinds) + claims)


def at_level(name, evidence, now=NOW):
    return decide(levels()[name], evidence, now)


def holder(**fields):
    return Holder(**fields)
