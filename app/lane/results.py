"""Test results kept with their person: what is worth writing of the tests that were shown, and what was kept before."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.codes.claim import Claim, Test
from app.lane.case import Case
from app.policy import doubt, pageclock
from app.policy.holder import may_be
from app.policy.level import Level
from app.policy.person import Person
from app.policy.reports import KEPT
from app.policy.times import current, moment
from app.records.field import PersonNumber
from app.records.test_result import Result


def since(level: Level, now: datetime) -> datetime:
    """How far back a test may be sampled and still matter at this level."""
    return moment(now) - timedelta(hours=level.results_hours)


def claim_of(kept: Result) -> Claim:
    """A kept result as evidence, believed as far as it was when it was shown."""
    test = Test(kept.test, kept.result, kept.sampled_at, kept.tested_at, kept.organisation)
    return Claim(kind="test-report", trust=kept.trust, reason=KEPT, tests=(test,))


def says(kept: Claim) -> bool:
    """Whether a kept result says anything: one that was taken back does not."""
    return any(test.result != "unknown" for test in kept.tests)


def fresh(case: Case, level: Level, now: datetime) -> Iterator[Result]:
    """The results to keep with the person of a case that was decided: shown today, surely theirs, and not known yet.

    What the guard did not admit where the program could not decide is not kept: it may be somebody else's.
    """
    person = case.who.person
    if person is None or not _identified(case) or case.waits_for_the_guard or case.judged == "refuse":
        return
    known = {_key(test) for claim in (*case.kept, *map(claim_of, case.results)) for test in claim.tests}
    for claim in case.papers.claims:
        if not _sure(claim, person, case, now):
            continue
        for test in doubt.known(claim).tests:
            sampled = test.sampled_at if test.result in ("negative", "positive") else None
            if sampled and current(now, sampled, level.results_hours) and _key(test) not in known:
                known.add(_key(test))
                yield _result(person, claim, test, sampled)


def _identified(case: Case) -> bool:
    checks = case.decision.checks if case.decision else ()
    return any(check.item == "identity" and check.state == "done" for check in checks)


def _sure(claim: Claim, person: Person, case: Case, now: datetime) -> bool:
    """Whether a page or certificate is not known to be wrong, or somebody else's. One whose clock should run may still
    turn out to be a picture, as long as its holder is there to be looked at once more."""
    return (case.left or not claim.ticks or claim.reason == pageclock.RUNNING) and (
        claim.trust in ("verified", "read")
        and may_be(claim.holder, person)
        and not pageclock.wrong(claim, now, case.came)
    )


def _key(test: Test) -> tuple[str, str, datetime | None]:
    return test.kind, test.result, moment(test.sampled_at) if test.sampled_at else None


def _result(person: Person, claim: Claim, test: Test, sampled: datetime) -> Result:
    return Result(
        person=PersonNumber(person.number), test=test.kind, result=test.result, sampled_at=moment(sampled),
        tested_at=moment(test.tested_at) if test.tested_at else None, organisation=test.organisation,
        trust="verified" if claim.trust == "verified" else "read", shown_on=claim.kind,
    )  # fmt: skip
