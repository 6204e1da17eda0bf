"""Life in danger (紧急放行), afterwards: at the gate it asks nothing; why is written when there is time."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from app.errors import WrongUse
from app.i18n import tr
from app.station.local import LocalPost
from app.station.versions import present
from app.store.fact import Entry

LOOKED_BACK = timedelta(days=30)


class Overridden(NamedTuple):
    """One that stands. name: of the person, where somebody was identified; cause: empty until it is written."""

    id: str
    at: datetime
    operator: str
    direction: str
    name: str
    cause: str


def overrides(post: LocalPost) -> list[Overridden]:
    """Those of the last 30 days, the newest first."""
    found = post.entries("override", newest_first=True, start=post.clock() - LOOKED_BACK)
    return [_told(post, entry) for entry in present(post, found) if entry.fact.body is not None]


def explain(post: LocalPost, id_: str, cause: str) -> None:
    """Write down why: a record that corrects the one made at the gate, of its time."""
    if not cause.strip():
        raise WrongUse(tr("请写明事由，例如：突发疾病，120 已到。"))
    entry = post.ledger.entry(id_)
    body = dict(entry.fact.body or {}) if entry else {}
    kept: dict[str, Any] = {name: body[name] for name in ("direction", "person") if name in body}
    post.enter("override", {**kept, "cause": cause.strip(), "corrects": id_, "why": tr("补写事由")})


def _told(post: LocalPost, entry: Entry) -> Overridden:
    body = entry.fact.body or {}
    person = post.person(str(body.get("person", ""))) if body.get("person") else None
    return Overridden(
        entry.fact.id, entry.fact.at, entry.fact.operator, str(body.get("direction", "")),
        person.name if person else "", str(body.get("cause", "")),
    )  # fmt: skip
