"""The clock that runs on a page, against the station's: a page that shows another time is a picture, or not of now."""

from datetime import datetime, timedelta

from app.codes.claim import Claim
from app.policy.finding import Case, Finding, failed
from app.policy.rule import Demand
from app.policy.times import moment

APART = timedelta(minutes=2)
"""How far a phone's clock and the station's may be apart: both ask the network for the time; reading takes a while."""
STOPPED, RUNNING = "page-clock-stopped", "page-clock-running"
"""What a lane says in `Claim.reason` of a page that it has looked at twice."""


def fault(case: Case, claim: Claim) -> str:
    """A code of app.reasons for what is wrong with the page's clock; empty where nothing is."""
    return wrong(claim, case.now, case.evidence.since or case.now)


def wrong(claim: Claim, now: datetime, since: datetime) -> str:
    """The same for a person who came into the lane at `since`.

    A clock is of now if it is of any moment since then: what they show was read while they stood there.
    """
    if claim.reason == STOPPED:
        return STOPPED
    if not claim.ticks or claim.updated_at is None:
        return ""
    shown, latest = moment(claim.updated_at), moment(now)
    if shown - latest > APART:
        return "page-clock-ahead"
    return "page-clock-behind" if min(latest, moment(since)) - shown > APART else ""


def objection(case: Case, demand: Demand, pages: list[Claim]) -> Finding | None:
    """A page whose clock stood still between two looks: likely a picture of one, which the guard has to see himself.
    Another page beside it does not settle it."""
    still = next((claim for claim in pages if fault(case, claim) == STOPPED), None)
    if still is None or case.seen(demand):
        return None
    return failed(demand.item, "undecided", STOPPED, still.trust)
