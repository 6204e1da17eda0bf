"""A daily report's way along the chain 辅导员 → 学生处 → 指挥部: who signed what, when, and whether it still holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.dormitory.daily.count import Part
from app.dormitory.daily.report import Report
from app.dormitory.day import STEPS, Plan, Step
from app.dormitory.facts import Signed
from app.errors import UserError
from app.i18n import tr
from app.records.daily_report import STEPS as WORDS


@dataclass(frozen=True, slots=True)
class Stage:
    """One step. state: signed; overdue or due, where nobody has; or waiting for the step before. late: signed behind
    its deadline. changed: the records say something else than the numbers that were signed."""

    step: Step
    state: Literal["signed", "due", "overdue", "waiting"]
    deadline: datetime
    signed: Signed | None = None
    late: bool = False
    changed: bool = False


def stages(report: Report, part: Part, signed: Iterable[Signed], plan: Plan) -> tuple[Stage, ...]:
    """How far the report of a part has come."""
    numbers = report.numbers(part).plain()
    own = [one for one in signed if (one.day, one.scope, one.of) == (report.day.isoformat(), part.scope, part.of)]
    found: list[Stage] = []
    for step in STEPS:
        deadline = plan.deadline(report.day, step)
        last = next((one for one in reversed(own) if one.step == step), None)
        follows = found[-1].signed if found else None
        if last is not None and (not found or (follows is not None and last.follows == follows.id)):
            found.append(Stage(step, "signed", deadline, last, last.at > deadline, last.numbers != numbers))
        elif found and follows is None:
            found.append(Stage(step, "waiting", deadline))
        else:
            found.append(Stage(step, "overdue" if report.now > deadline else "due", deadline))
    return tuple(found)


def signature(
    report: Report, part: Part, step: Step, signed: Iterable[Signed], plan: Plan, *, zero: bool
) -> dict[str, object]:
    """The record that signs the next step, as plain data. UserError where it is not this step's turn, or where "zero"
    would not be true."""
    found = {one.step: one for one in stages(report, part, signed, plan)}
    at = STEPS.index(step)
    before = found[STEPS[at - 1]].signed if at else None
    if at and before is None:
        raise UserError(tr("{step}还没有签发，请等上一级签发后再签。", step=tr(WORDS[STEPS[at - 1]])))
    numbers = report.numbers(part)
    if zero and not numbers.quiet:
        raise UserError(tr("有发热、不适、漏报或待核实的情况，不能作零报告"))
    return {
        "day": report.day.isoformat(), "scope": part.scope, "of": part.of, "step": step,
        "numbers": numbers.plain(), "zero": zero, "follows": before.id if before else "",
    }  # fmt: skip
