"""Who it is: campus codes that are wrong, identities that disagree, and whether an identification does."""

from app.codes.claim import Claim, Trust
from app.policy.decision import Verdict
from app.policy.finding import OF_NO_PERSON, Case, Finding, done, failed, missing
from app.policy.holder import may_be
from app.policy.person import RESIDENTS
from app.policy.rule import Demand
from app.reasons import REASONS

_PASSING: dict[str, Verdict] = {"code-expired": "refuse", "code-not-yet-valid": "undecided", "code-damaged": "hold"}
"""Faults of a code, not of its holder: what each brings while the person is not identified in another way."""


def objection(case: Case) -> Finding | None:
    """What speaks against the identity, whatever else is shown."""
    if case.looked_bad("identity"):
        return failed("identity", "refuse", "identity-not-theirs", "seen")
    wrong = [claim for claim in case.evidence.claims if claim.kind == "campus-code" and claim.trust == "invalid"]
    for claim in wrong:
        if claim.reason not in _PASSING:
            reason = claim.reason if claim.reason in REASONS else "code-invalid"
            return failed("identity", "refuse", reason, "invalid")
    if wrong and not _trust(case, case.demand("identity")):
        return _passing(wrong)
    if _disagree(case):
        return failed("identity", "undecided", "identities-disagree", case.evidence.identity)
    return None


def settle(case: Case, demand: Demand) -> Finding:
    """Identified, in a way that the level accepts, and on the list of people where it asks for that."""
    evidence = case.evidence
    trust = _trust(case, demand)
    if evidence.person is None or (trust is None and evidence.identity is None):
        return missing("identity")
    if trust is None:
        if evidence.identity == "invalid":
            return failed("identity", "refuse", "code-invalid", "invalid")
        return failed("identity", "hold", "identity-weak", evidence.identity)
    if evidence.on_roster:
        return done("identity", trust)
    remark = "not-on-roster" if trust == "verified" else "not-listed"
    claims_to_live_here = trust != "verified" and evidence.person.kind in RESIDENTS
    if claims_to_live_here or not demand.off_list:
        return failed("identity", "undecided", remark, trust)
    return done("identity", trust, remark)


def known(case: Case) -> bool:
    """Whether it is settled who stands here, so that the lists can be asked about the person."""
    return case.evidence.person is not None and _trust(case, case.demand("identity")) is not None


def _trust(case: Case, demand: Demand) -> Trust | None:
    if case.evidence.person is None:
        return None
    if case.evidence.identity in demand.accept:
        return case.evidence.identity
    return "seen" if case.seen(demand) else None


def _passing(wrong: list[Claim]) -> Finding:
    order: tuple[Verdict, ...] = ("refuse", "undecided", "hold")
    worst = min(wrong, key=lambda claim: order.index(_PASSING[claim.reason]))
    return failed("identity", _PASSING[worst.reason], worst.reason, "invalid")


def _disagree(case: Case) -> bool:
    person = case.evidence.person
    if person is None:
        return False
    return any(claim.kind not in OF_NO_PERSON and not may_be(claim.holder, person) for claim in case.evidence.claims)
