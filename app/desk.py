"""The desk: entering, correcting and looking up any kind of record, for the form and the command line alike."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from app.clock import CAMPUS, DRIFT, moment
from app.errors import UserError
from app.i18n import tr
from app.policy.person import Person
from app.records.kind import Kind, Record
from app.records.problem import Problem, RecordProblems
from app.records.registry import kind as kind_of
from app.store.fact import Draft, Entry

Find = Callable[[str], Entry | None]
Whose = Callable[[str], Person | None]
FORGOTTEN = "forgotten"
"""In place of its fields, in a record whose time is over."""


def draft(
    name: str, raw: Mapping[str, Any], *, operator: str, post: str, now: datetime, find: Find | None = None,
    person: Whose | None = None,
) -> Draft:  # fmt: skip
    """A draft of the kind `name` from plain data, checked as the form checks it.

    `at` in the data is the time of the fact, for a late entry (补录); without a zone it is the campus's. A correction
    that says none is of the time of what it corrects. find: the record of an id, to see what a correction corrects;
    person: who has a number. Raises RecordProblems, or UserError for a kind that only the program writes.
    """
    kind = kind_of(name)
    if not kind.enterable:
        raise UserError(tr("“{kind}”由程序自动记录，不能手工录入。", kind=tr(kind.label)))
    values = dict(raw)
    at, problems = _time(values.pop("at", None), now)
    try:
        made = kind.read(values)
    except RecordProblems as error:
        raise RecordProblems([*problems, *error.problems]) from error
    corrected = find(made.corrects) if find and made.corrects else None
    problems += [*_correction(name, made, corrected, known=find is not None), *_strangers(kind, made, person)]
    if problems:
        raise RecordProblems(problems)
    at = at or (corrected.fact.at if corrected else None)
    return Draft(kind=name, body=kind.body(made), operator=operator, post=post, at=at, schema=kind.version)


def _time(given: Any, now: datetime) -> tuple[datetime | None, list[Problem]]:
    if given in (None, ""):
        return None, []
    at = moment(str(given), CAMPUS)
    if at is None:
        wanted = tr("请填日期和时间，如 2022-04-10T06:48+08:00")
        return None, [Problem("at", tr("{label}：{wanted}", label=tr("发生时间"), wanted=wanted))]
    return at, [Problem("at", tr("发生时间晚于现在，请核对"))] if at > now + DRIFT else []


def _correction(name: str, made: Record, corrected: Entry | None, *, known: bool) -> list[Problem]:
    """known: whether there was anything to look the corrected record up in."""
    if not made.corrects:
        return []
    problems = [] if made.why.strip() else [Problem("why", tr("更正原因：必须填写"))]
    if known and (corrected is None or corrected.fact.kind != name):
        problems.append(Problem("corrects", tr("更正的记录：没有编号为“{id}”的同类记录，请核对", id=made.corrects)))
    return problems


def _strangers(kind: Kind, made: Record, person: Whose | None) -> list[Problem]:
    """Numbers that nobody on the list of people has: mistyped, or the person has to be imported first."""
    named = [(field, getattr(made, field.name)) for field in kind.fields if field.type == "person"]
    return [
        Problem(field.name, tr("{label}：人员名单中没有 {number}，请核对", label=tr(field.label), number=number))
        for field, number in named
        if person and number and person(number) is None
    ]


def row(entry: Entry) -> dict[str, Any]:
    """A record as the command line and an export show it: its frame, then its body's fields, or that these were
    forgotten."""
    fact = entry.fact
    frame = {
        "id": fact.id, "seq": entry.seq, "kind": fact.kind, "at": fact.at, "entered_at": fact.entered_at,
        "operator": fact.operator, "post": fact.post,
    }  # fmt: skip
    return {**frame, FORGOTTEN: True} if fact.body is None else {**frame, **fact.body}


def rows(entries: Iterable[Entry]) -> Iterable[dict[str, Any]]:
    """`row` for each."""
    return (row(entry) for entry in entries)
