"""Whoever the medical duty room has: nobody lets them pass but the medical officer, at whatever post and level."""

from app.policy.finding import Case
from app.policy.temperature import before_release

REASON = "with-medical"


def has(case: Case) -> bool:
    """Whether the person was referred, or is kept, and has not been released since."""
    referred = case.evidence.referred_at
    return referred is not None and not before_release(case, referred)
