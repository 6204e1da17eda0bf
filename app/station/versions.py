"""A record with its history, as whoever is on duty may see it."""

from collections.abc import Iterable

from app.access.roles import NotPermitted
from app.access.sight import may_read, record_for
from app.errors import UserError
from app.i18n import tr
from app.records.registry import kind as kind_of
from app.station.local import LocalPost
from app.store import history
from app.store.fact import Entry


def versions(post: LocalPost, id_: str) -> list[Entry]:
    """All that stood or stands in the place of a record, the first first. UserError where there is none of that id,
    NotPermitted where it is not for this role."""
    post.permit("records.read")
    role = post.role()
    entries = [entry for one in history.versions(post.database, id_) if (entry := post.ledger.entry(one))]
    if not entries:
        raise UserError(tr("没有编号为 {id} 的记录。用 gatepost records --json 查看编号。", id=id_))
    kind = kind_of(entries[0].fact.kind)
    if not may_read(role, kind):
        raise NotPermitted.to(role)
    return [record_for(role, kind, entry) for entry in entries]


def numbered(post: LocalPost, seq: int) -> str:
    """The id of the record of that number, in the ledger's present incarnation; UserError where there is none."""
    found = next(post.ledger.entries(since_seq=seq - 1, limit=1, include_audit=True), None) if seq > 0 else None
    if found is None or found.seq != seq:
        raise UserError(tr("没有 {n} 号记录。用 gatepost records 查看序号。", n=f"{seq:,}"))
    return found.fact.id


def present(post: LocalPost, entries: Iterable[Entry]) -> list[Entry]:
    """Those that still stand: what was corrected is left to the history of its correction."""
    kept = list(entries)
    gone = history.superseded(post.database, [entry.fact.id for entry in kept])
    return [entry for entry in kept if entry.fact.id not in gone]
