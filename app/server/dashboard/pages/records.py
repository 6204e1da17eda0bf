"""Records by kind, masked for the role of whoever reads them, and one record in full."""

from datetime import date
from typing import Any, NamedTuple

from app import desk
from app.access.sight import may_read, record_for
from app.clock import EARLIEST, LATEST, campus_day
from app.i18n import tr
from app.records.field import Field
from app.records.kind import Kind
from app.records.registry import kinds
from app.report.history import late
from app.report.table import said as text_of
from app.server.dashboard import filed, stations
from app.server.dashboard.filed import Asked
from app.server.dashboard.page import Answer, Moved, NotThere, Page, Shown, Visit
from app.store.fact import Entry

USUAL = "passage"
MOST_COLUMNS = 7
MOST_CHOICES = 3
"""Of a kind's fields in the list; all are on the page of one record."""


class Line(NamedTuple):
    """One record in the list. cells: of the chosen fields; empty where its time is over."""

    entry: Entry
    cells: tuple[str, ...]
    late: bool
    corrects: bool


def readable(visit: Visit) -> list[Kind]:
    """The kinds of record that exist for who asks; what people enter before what the program writes."""
    found = [kind for kind in kinds().values() if may_read(visit.who.role, kind)]
    return sorted(found, key=lambda kind: (kind.audit, not kind.enterable, kind.name != USUAL))


def first(visit: Visit) -> Answer:
    """The kind that is asked for most."""
    return Moved(f"/records/{readable(visit)[0].name}")


def every(visit: Visit) -> Shown:
    """A page of one kind."""
    kind = _kind(visit)
    asked = _asked(visit, kind)
    found = [record_for(visit.who.role, kind, entry) for entry in filed.page(visit.engine, asked)]
    shown, fields = found[: filed.PAGE], _columns(kind)
    lines = [_line(kind, entry, fields) for entry in shown]
    return Shown("records.html", {
        "kind": kind, "kinds": readable(visit), "fields": fields, "lines": lines,
        "names": {one.id: one.name for one in stations.all_of(visit.engine)}, "asked": asked,
        "choices": _choices(kind), "after": str(filed.place_of(shown[-1])) if len(found) > filed.PAGE else "",
    })  # fmt: skip


def one(visit: Visit) -> Shown:
    """One record: every field that says something and is for this role."""
    kind = _kind(visit)
    entry = filed.one(visit.engine, visit.path["station"], visit.path["id"])
    if entry is None or entry.fact.kind != kind.name:
        raise NotThere
    entry = record_for(visit.who.role, kind, entry)
    body = entry.fact.body or {}
    said = [(tr(field.label), field, text_of(kind, field, body)) for field in kind.fields]
    person = next(
        (body.get(field.name) for field in kind.fields if field.type == "person" and body.get(field.name)), ""
    )
    return Shown("record.html", {
        "kind": kind, "entry": entry, "said": [(label, field, text) for label, field, text in said if text],
        "station": stations.one(visit.engine, entry.station), "person": person, "late": late(desk.row(entry)),
        "corrected": filed.correction(visit.engine, entry),
    })  # fmt: skip


def _kind(visit: Visit) -> Kind:
    kind = kinds().get(visit.path["kind"])
    if kind is None or not may_read(visit.who.role, kind):
        raise NotThere
    return kind


def _asked(visit: Visit, kind: Kind) -> Asked:
    query, today = visit.query, campus_day(visit.now)
    since = _day(query.get("since", "")) or today
    until = _day(query.get("until", "")) or max(since, today)
    choices = {field.name: query.get(field.name, "") for field in _choices(kind)}
    kept = {name: value for name, value in choices.items() if value}
    return Asked(kind.name, since, max(since, until), query.get("station", ""), kept, query.get("after", ""))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST.date() < day < LATEST.date() else None


def _columns(kind: Kind) -> list[Field]:
    plain = [field for field in kind.fields if field.type not in ("sheet", "lines")]
    return [field for field in plain if field.name not in ("corrects", "why", "note")][:MOST_COLUMNS]


def _choices(kind: Kind) -> list[Field]:
    return [field for field in kind.fields if field.type == "choice"][:MOST_CHOICES]


def _line(kind: Kind, entry: Entry, fields: list[Field]) -> Line:
    row: dict[str, Any] = desk.row(entry)
    texts = () if entry.fact.forgotten else tuple(text_of(kind, field, row) for field in fields)
    return Line(entry, texts, late(row), bool(row.get("corrects")))


PAGES = (
    Page("GET", "/records", "records.read", first),
    Page("GET", "/records/{kind}", "records.read", every),
    Page("GET", "/records/{kind}/{station}/{id}", "records.read", one),
)
