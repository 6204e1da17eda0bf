"""Which reports somebody has to sign now, and until when: for the list of what is to be done today."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from app.dormitory.daily.count import Part
from app.dormitory.daily.passing import held, stages
from app.dormitory.daily.report import Report
from app.dormitory.day import Plan, Step
from app.dormitory.facts import Signed


class Owed(NamedTuple):
    """A step of the chain that is due for a part. changed: it was signed, and the numbers are others by now."""

    part: Part
    step: Step
    deadline: datetime
    late: bool
    changed: bool = False


def owed(
    report: Report, parts: Iterable[Part], signed: Iterable[Signed], plan: Plan, who: str, may: Callable[[Step], bool]
) -> list[Owed]:
    """By the deadline. who: asks; may: which steps they sign, unless they have signed another one. Before
    the last round has opened a report is not due."""
    if len(report.states) < len(plan.rounds):
        return []
    signed, found = list(signed), []
    for part in parts:
        standing = stages(report, part, signed, plan)
        for one in standing:
            open_ = one.state in ("due", "overdue")
            if may(one.step) and (open_ or one.changed) and held(standing, one.step, who, plan) is None:
                found.append(Owed(part, one.step, one.deadline, report.now > one.deadline, one.changed))
                break
    return sorted(found, key=lambda one: (one.deadline, one.part))
