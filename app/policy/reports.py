"""Test reports (核酸报告、抗原): one within some hours, or a series by day of sampling; a positive one refuses."""

from datetime import datetime

from app.codes.claim import Claim, Test, Trust
from app.policy import pageclock
from app.policy.finding import Case, Finding, done, failed, missing
from app.policy.rule import Demand
from app.policy.times import current, future, moment, older
from app.reasons import REASONS

KEPT = "test-on-record"
"""The reason of a claim that was shown on an earlier day: where what is kept does not do, a report is asked for."""


def objection(case: Case) -> Finding | None:
    """A positive test, unless it is long ago; one without a time, or with an impossible one, is not long ago."""
    hours = case.level.positive_days * 24
    for claim in case.valid:
        for test in claim.tests:
            at = test.sampled_at or test.tested_at
            if test.result == "positive" and not (at and older(case.now, at, hours)):
                return failed("test-report", "refuse", "test-positive", claim.trust)
    if case.looked_bad("test-report"):
        return failed("test-report", "hold", "test-report-not-good", "seen")
    return None


def settle(case: Case, demand: Demand) -> Finding:
    """Negative tests by their time of sampling. Tests count from every page: health codes and certificates too."""
    if case.seen(demand):
        return done("test-report", "seen")
    shown = [claim for claim in case.valid if claim.trust in demand.accept]
    tests = [(claim, test) for claim in shown if not pageclock.fault(case, claim) for test in claim.tests]
    tests = [(claim, test) for claim, test in tests if test.kind in demand.tests and test.result == "negative"]
    sampled = [(claim, test.sampled_at) for claim, test in tests if test.sampled_at is not None]
    standing = [(claim, at) for claim, at in sampled if current(case.now, at, demand.within_hours)]
    if demand.each_of_days:
        standing = _series(case, demand, standing)
    if standing:
        remark = KEPT if all(claim.reason == KEPT for claim, _ in standing) else ""
        return done("test-report", _trust(standing, whole=demand.each_of_days > 0), remark)
    if all(claim.reason == KEPT for claim, _ in tests):
        tests = []
    return _clock(case, shown) or _nothing_good(case, demand, [test for _, test in tests])


def _series(case: Case, demand: Demand, tests: list[tuple[Claim, datetime]]) -> list[tuple[Claim, datetime]]:
    """The tests that fill every day of the series; empty where a day is missing."""
    by_day = {moment(at).toordinal(): (claim, at) for claim, at in tests}
    today = moment(case.now).toordinal()
    for last in (today, today - 1) if demand.may_end_yesterday else (today,):
        days = range(last - demand.each_of_days + 1, last + 1)
        if all(day in by_day for day in days):
            return [by_day[day] for day in days]
    return []


def _trust(standing: list[tuple[Claim, datetime]], *, whole: bool) -> Trust:
    """A series is worth as much as its weakest report; of several single ones the best counts."""
    worth: tuple[Trust, ...] = ("seen", "read", "verified")
    trusts = sorted((claim.trust for claim, _ in standing), key=worth.index)
    return trusts[0] if whole else trusts[-1]


def _clock(case: Case, shown: list[Claim]) -> Finding | None:
    """Tests there are, but on a page whose own clock is wrong."""
    for claim in shown:
        fault = pageclock.fault(case, claim)
        if fault and claim.tests:
            return failed("test-report", "undecided" if fault == pageclock.STOPPED else "hold", fault, claim.trust)
    return None


def _nothing_good(case: Case, demand: Demand, tests: list[Test]) -> Finding:
    shown = [claim for claim in case.evidence.claims if claim.kind == "test-report" and claim.reason != KEPT]
    if any(test.sampled_at and future(case.now, test.sampled_at) for test in tests):
        return failed("test-report", "hold", "test-from-future", None)
    if any(test.sampled_at for test in tests):
        return failed("test-report", "hold", "test-days-missing" if demand.each_of_days else "test-old", None)
    if tests:
        return failed("test-report", "hold", "test-without-sampling", None)
    if not shown:
        return missing("test-report")
    last = shown[-1]
    reason = last.reason if last.trust == "invalid" and last.reason in REASONS else "test-says-nothing"
    return failed("test-report", "hold", reason, last.trust)
