"""A daily report's way along the chain 辅导员 → 学生处 → 指挥部: who signed what, when, and whether it still holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

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


class Signer(NamedTuple):
    """Who signs. others: who may sign the same step instead."""

    name: str
    others: Sequence[str] = ()


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


def held(stages_: Iterable[Stage], step: Step, who: str, plan: Plan) -> Step | None:
    """The other step that stands signed by somebody, who therefore does not sign this one: each has eyes of its own.
    None where there is none, or where one person may sign several."""
    if plan.report.one_person:
        return None
    return next((one.step for one in stages_ if one.signed and one.step != step and one.signed.operator == who), None)


def not_twice(other: Step, step: Step, others: Sequence[str]) -> str:
    """What whoever has signed another step is told. others: who may sign this one."""
    words = {"other": tr(WORDS[other]), "step": tr(WORDS[step])}
    if others:
        return tr("{other}一级是您签的，{step}要由另一个人签发：{names}。", names="、".join(others), **words)
    return tr("{other}一级是您签的，{step}要由另一个人签发，现在没有别的账号可以签。请管理员添加账号。", **words)


def signature(
    report: Report, part: Part, step: Step, signed: Iterable[Signed], plan: Plan, by: Signer, *, zero: bool
) -> dict[str, object]:
    """The record that signs the next step, as plain data. UserError where it is not this step's turn, where it is
    another person's, or where "zero" would not be true."""
    standing = stages(report, part, signed, plan)
    found = {one.step: one for one in standing}
    at = STEPS.index(step)
    before = found[STEPS[at - 1]].signed if at else None
    if at and before is None:
        raise UserError(tr("{step}还没有签发，请等上一级签发后再签。", step=tr(WORDS[STEPS[at - 1]])))
    if (other := held(standing, step, by.name, plan)) is not None:
        raise UserError(not_twice(other, step, by.others))
    numbers = report.numbers(part)
    if zero and not numbers.quiet:
        raise UserError(tr("有发热、不适、漏报或待核实的情况，不能作零报告"))
    return {
        "day": report.day.isoformat(), "scope": part.scope, "of": part.of, "step": step,
        "numbers": numbers.plain(), "zero": zero, "follows": before.id if before else "",
    }  # fmt: skip
