"""Signing a step of a daily report at a post: each step is another person's, and whoever has signed is told whose."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from app.access.roles import PERMISSIONS
from app.dormitory.daily.count import Part
from app.dormitory.daily.passing import Signer, Stage, held, not_twice, signature, stages
from app.dormitory.daily.report import Report
from app.dormitory.day import STEPS, Plan, Step
from app.dormitory.facts import Facts
from app.i18n import tr
from app.records.daily_report import STEPS as WORDS
from app.station.local import LocalPost
from app.store.fact import Entry

Signers: TypeAlias = Mapping[Step, Sequence[str]]
_OPEN = ("due", "overdue")


def sign(
    post: LocalPost, made: Report, known: Facts, part: Part, step: Step, plan: Plan, *, zero: bool, note: str = ""
) -> Entry:  # fmt: skip
    """Write the signature of whoever is on duty under the numbers of that report. UserError where the step is
    another's."""
    post.permit(_act(step))
    chain = stages(made, part, known.signed, plan)
    by = Signer(post.operator(), _others(post, chain, step, signers(post), plan))
    raw = signature(made, part, step, known.signed, plan, by, zero=zero)
    return post.register("daily-report", {**raw, "note": note})


def signers(post: LocalPost) -> Signers:
    """The accounts that may sign each step."""
    accounts = post.accounts.active()
    return {step: tuple(one.name for one in accounts if one.role in PERMISSIONS[_act(step)]) for step in STEPS}


def next_step(post: LocalPost, chain: Sequence[Stage], plan: Plan) -> Stage | None:
    """The step that is to be signed next, if whoever is on duty signs it; else the last one of theirs that says other
    numbers than the records do now."""
    own = [one for one in chain if post.may(_act(one.step)) and held(chain, one.step, post.operator(), plan) is None]
    due = [one for one in own if one.state in _OPEN]
    return next(iter(due or [one for one in reversed(own) if one.changed]), None)


def not_yours(post: LocalPost, chain: Sequence[Stage], hands: Signers, plan: Plan) -> str:
    """Why the step that is due is not for whoever is on duty, and who may sign it; empty where none is due, or it is
    theirs."""
    due = next((one.step for one in chain if one.state in _OPEN), None)
    if due is None or next_step(post, chain, plan) is not None:
        return ""
    names = _others(post, chain, due, hands, plan)
    if (other := held(chain, due, post.operator(), plan)) is not None:
        return not_twice(other, due, names)
    return tr("{step}可由这些人签发：{names}。", step=tr(WORDS[due]), names="、".join(names)) if names else ""


def _others(post: LocalPost, chain: Sequence[Stage], step: Step, hands: Signers, plan: Plan) -> list[str]:
    return [one for one in hands[step] if one != post.operator() and held(chain, step, one, plan) is None]


def _act(step: Step) -> str:
    return f"report.sign.{step}"
