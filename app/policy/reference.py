"""The age of what the post knows from elsewhere: the lists of people, approvals and revocations."""

from app.policy.finding import Case
from app.policy.times import older


def too_old(case: Case) -> bool:
    """Whether the lists are older than the level allows. A post that stands alone has the list itself.

    A list dated after now only shows that a clock is wrong, which the status line tells; it is not old.
    """
    limit, at = case.level.reference_hours, case.evidence.reference_at
    return limit is not None and at is not None and older(case.now, at, limit)
