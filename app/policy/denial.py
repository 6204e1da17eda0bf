"""Restricted passage (限制通行): somebody of whom the leader on duty has to be asked before they pass. The program says
why to nobody: neither to the queue nor to the guard."""

from datetime import datetime

from app.policy.evidence import Denial
from app.policy.finding import Case
from app.policy.times import moment

REASON = "call-supervisor"


def in_force(denial: Denial, now: datetime) -> bool:
    """Whether an entry of the list counts at `now`: one that was lifted never does again, however clocks are set."""
    return not denial.lifted and moment(denial.since) <= moment(now) < moment(denial.until)


def restricts(case: Case) -> bool:
    """Whether any entry in force speaks of the person."""
    return any(in_force(one, case.now) for one in case.evidence.denials)
