"""A page that is looked at again: whether its clock ran meanwhile, and which of the two readings stays."""

from dataclasses import dataclass

import msgspec

from app.codes.claim import Claim
from app.policy.doubt import known
from app.policy.pageclock import RUNNING, STOPPED
from app.policy.times import moment

BETWEEN = 2.0
"""Seconds after which a clock must show another time, and by which what it shows may be off."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page read from pictures. taken: when the last of them was, since: when it first showed the time that it shows;
    both in `time.monotonic()` seconds."""

    claim: Claim
    taken: float
    since: float


def same_page(one: Claim, other: Claim) -> bool:
    """Whether two readings can be of one page: nothing that is sure in both contradicts."""
    first, second = known(one), known(other)
    if (first.kind, first.issuer) != (second.kind, second.issuer):
        return False
    names = ["color", "expires_at", "places", "days", "vaccination", "tests"]
    names += [] if first.ticks and second.ticks else ["updated_at"]
    pairs = [(getattr(first, name), getattr(second, name)) for name in names]
    pairs += zip(msgspec.structs.astuple(first.holder), msgspec.structs.astuple(second.holder), strict=True)
    return all(a == b or not _says(a) or not _says(b) for a, b in pairs)


def _says(value: object) -> bool:
    return bool(value) and value != "unknown"


def looked_again(before: Page, claim: Claim, taken: float) -> list[Page]:
    """What stands for two looks at one page: the surer reading, with what is to be said of its clock."""
    clock = _clock(before, claim, taken)
    still = before.claim.updated_at == claim.updated_at
    now = Page(_said(claim, clock), taken, before.since if still else taken)
    if before.claim.reason == STOPPED != clock:
        return [before, now]
    if set(claim.doubtful) <= set(before.claim.doubtful):
        return [now]
    earlier = Page(_said(before.claim, clock), before.taken, before.since)
    return [earlier] if set(before.claim.doubtful) < set(claim.doubtful) else [earlier, now]


def stands_still(before: Page, claim: Claim, taken: float) -> bool:
    """Whether the clock on the page has not moved since it was looked at before."""
    return _clock(before, claim, taken) == STOPPED


def _clock(before: Page, claim: Claim, taken: float) -> str:
    first, second = known(before.claim), known(claim)
    if not (first.ticks and second.ticks and first.updated_at and second.updated_at):
        return ""
    passed = (moment(second.updated_at) - moment(first.updated_at)).total_seconds()
    if passed == 0:
        return STOPPED if taken - before.since >= BETWEEN else ""
    return RUNNING if passed > 0 and abs(passed - (taken - before.taken)) <= BETWEEN else ""


def _said(claim: Claim, clock: str) -> Claim:
    return msgspec.structs.replace(claim, reason=clock) if clock and claim.trust != "invalid" else claim
