"""Approvals to come back, to go out and to visit (返校、出校、来访审批)."""

from app.policy import identity, reference
from app.policy.finding import Case, Finding, done, failed, missing
from app.policy.rule import Demand
from app.policy.times import moment


def objection(case: Case) -> Finding | None:
    """The guard has seen an approval that does not do."""
    if case.looked_bad("approval"):
        return failed("approval", "refuse", "approval-not-accepted", "seen")
    return None


def settle(case: Case, demand: Demand) -> Finding:
    """An approval of the right kind, valid now, on the list; or on paper, where the level accepts the guard's look.

    Finding none refuses (未经批准不准返校), but only on a list that is new enough to know: what was approved since
    an old one was received cannot stand in it.
    """
    evidence = case.evidence
    if evidence.person is None or not identity.known(case):
        return missing("approval")
    of_kind = [approval for approval in evidence.approvals if approval.kind in demand.approvals]
    now = moment(case.now)
    if any(moment(one.valid_from) <= now <= moment(one.valid_to) for one in of_kind) and "verified" in demand.accept:
        return done("approval", "verified")
    if case.seen(demand):
        return done("approval", "seen")
    if demand.or_on_list and evidence.on_roster:
        return done("approval", "verified", "registered-beforehand")
    if reference.too_old(case):
        return failed("approval", "undecided", "reference-old", None)
    return failed("approval", "refuse", "approval-other-time" if of_kind else "approval-not-found", None)
