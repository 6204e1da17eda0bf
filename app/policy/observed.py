"""Whoever is observed (留观、居家观察): before they go out those who look after them are asked.
Why is said to nobody."""

from app.policy.finding import Case

REASON = "call-duty-room"


def leaves(case: Case) -> bool:
    """Whether the person is observed and on the way out; who comes back is let in to where they belong."""
    return case.evidence.observed and case.evidence.direction == "out"
