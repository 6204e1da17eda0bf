"""The one decision function. Screens, the headless lane and the server ask it; nobody else decides."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from app.policy import (
    approval,
    denial,
    doubt,
    identity,
    looked,
    medical,
    observed,
    pages,
    reference,
    reports,
    temperature,
)
from app.policy.decision import Decision, Verdict
from app.policy.evidence import Evidence, Item
from app.policy.finding import Case, Finding, done
from app.policy.level import Level
from app.policy.rule import ITEMS, Demand, Rule

PRECEDENCE: tuple[Verdict, ...] = ("refer", "refuse", "undecided", "hold", "admit")
"""The gravest first: the verdict is the first one that anything found brings."""

_OBJECTIONS: dict[Item, Callable[[Case], Finding | None]] = {
    "identity": identity.objection,
    "approval": approval.objection,
    "health-code": lambda case: pages.objection(case, "health-code"),
    "travel-card": lambda case: pages.objection(case, "travel-card"),
    "test-report": reports.objection,
    "vaccination": lambda case: looked.objection(case, "vaccination"),
    "temperature": temperature.objection,
    "symptoms": looked.symptoms,
    "mask": lambda case: looked.objection(case, "mask"),
}
_SETTLING: dict[Item, Callable[[Case, Demand], Finding]] = {
    "identity": identity.settle,
    "approval": approval.settle,
    "health-code": pages.settle,
    "travel-card": pages.settle,
    "test-report": reports.settle,
    "vaccination": looked.vaccination,
    "temperature": temperature.settle,
    "symptoms": looked.settle,
    "mask": looked.settle,
}


def decide(level: Level, evidence: Evidence, now: datetime) -> Decision:
    """What is to happen with the person in the lane. Pure and total: every evidence gives a decision.

    Fever or cough comes before everything; then what refuses, what only a person can judge, what is still needed.
    `reasons` are those of the verdict alone. `needed` is what to ask for when the verdict is hold, or undecided and
    something is missing as well. The checklist has a line for each item that is asked, and one for each that
    something was found against without being asked (a fever, a red code, a mask), behind them.

    Only whom nothing else keeps back rests before a second measurement: nobody with a high temperature is sent away, or
    left to the guard's word; the medical duty room measures again.
    """
    person = evidence.person
    zone = level.lists.zone(person, now)
    rule = level.rule(evidence.post, evidence.direction, person.kind if person else None, zone)
    case = Case(level, evidence, now, _demands(level, rule))
    findings = list(_found(case))
    findings += _wanted(case, findings)
    brought = [(finding.verdict, finding.reason) for finding in findings] + list(_of_the_whole(case, rule))
    verdict: Verdict = min((one for one, _ in brought), key=PRECEDENCE.index)
    if verdict in ("refuse", "undecided") and temperature.waits(case):
        return decide(level, replace(evidence, may_rest=False), now)
    reasons = tuple(dict.fromkeys(reason for one, reason in brought if one == verdict != "admit"))
    asked_for = {finding.ask for finding in findings if finding.verdict == "hold"}
    lines = [finding.check.item for finding in findings]
    needed = tuple(item for item in lines if item in asked_for) if verdict in ("hold", "undecided") else ()
    return Decision(verdict, reasons, needed, tuple(finding.check for finding in findings))


def _demands(level: Level, rule: Rule | None) -> tuple[Demand, ...]:
    """Identity is asked for whatever a level says: nobody passes unknown."""
    named = tuple(level.demands[name] for name in rule.demands if name in level.demands) if rule else ()
    return named if any(demand.item == "identity" for demand in named) else (Demand(item="identity"), *named)


def _found(case: Case) -> Iterator[Finding]:
    """What is found of each item that is asked; and of the others what speaks against the person, which counts too."""
    read, sure = doubt.cases(case)
    asked = {demand.item: demand for demand in case.demands}
    for item in (*asked, *(item for item in ITEMS if item not in asked)):
        as_read = _of_item(read, item, asked.get(item))
        found = as_read if read is sure else doubt.weighed(item, as_read, _of_item(sure, item, asked.get(item)))
        if found is not None:
            yield found


def _of_item(case: Case, item: Item, demand: Demand | None) -> Finding | None:
    against = _OBJECTIONS[item](case)
    if against or not demand:
        return against
    if case.level.lists.exempts(case.evidence, item, case.level.name, case.now):
        return done(item, "verified", "exempted")
    return _SETTLING[item](case, demand)


def _wanted(case: Case, findings: list[Finding]) -> list[Finding]:
    """A colour that a temperature settles asks for one at a level that otherwise does not."""
    lines = {finding.check.item for finding in findings}
    wanted = any(finding.ask == "temperature" for finding in findings) and "temperature" not in lines
    return [temperature.settle(case, case.demand("temperature"))] if wanted else []


def _of_the_whole(case: Case, rule: Rule | None) -> Iterator[tuple[Verdict, str]]:
    """What belongs to no single item."""
    if rule is None:
        yield "undecided", "no-rule"
    elif rule.forbidden:
        yield "refuse", "level-forbids"
    if identity.known(case) and reference.too_old(case):
        yield "undecided", "reference-old"
    if medical.has(case):
        yield "refer", medical.REASON
    if denial.restricts(case):
        yield "undecided", denial.REASON
    if observed.leaves(case):
        yield "undecided", observed.REASON
