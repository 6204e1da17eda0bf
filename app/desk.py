"""The desk: entering, correcting and looking up any kind of record, for the form and the command line alike."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from app.clock import parse
from app.errors import UserError
from app.i18n import tr
from app.records.kind import Problem, RecordProblems
from app.records.registry import kind as kind_of
from app.store.fact import Draft, Entry

Append = Callable[[Draft], Entry]


def draft(name: str, raw: Mapping[str, Any], *, operator: str, post: str, now: datetime) -> Draft:
    """A draft of the kind `name` from plain data, checked as the form checks it.

    `at` in the data is the time of the fact, for a late entry (补录). Raises RecordProblems, or UserError for a kind
    that only the program writes.
    """
    kind = kind_of(name)
    if not kind.enterable:
        raise UserError(tr("“{kind}”由程序自动记录，不能手工录入。", kind=tr(kind.label)))
    values = dict(raw)
    at = _time(values.pop("at", None), now)
    body = kind.body(kind.read(values))
    return Draft(kind=name, body=body, operator=operator, post=post, at=at, schema=kind.version)


def _time(given: Any, now: datetime) -> datetime | None:
    if given in (None, ""):
        return None
    at = parse(str(given))
    if at > now:
        raise RecordProblems([Problem("at", tr("发生时间晚于现在，请核对"))])
    return at


def row(entry: Entry) -> dict[str, Any]:
    """A record as the command line and an export show it: its frame, then its body's fields."""
    fact = entry.fact
    frame = {
        "id": fact.id, "seq": entry.seq, "kind": fact.kind, "at": fact.at, "entered_at": fact.entered_at,
        "operator": fact.operator, "post": fact.post,
    }  # fmt: skip
    return {**frame, **(fact.body or {})}


def rows(entries: Iterable[Entry]) -> Iterable[dict[str, Any]]:
    """`row` for each."""
    return (row(entry) for entry in entries)
