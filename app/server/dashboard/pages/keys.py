"""The keys whose codes the posts believe, the codes that were revoked, and trust for foreign certificates."""

from collections.abc import Iterable

import msgspec

from app.codes.trustlist import read_trust_file
from app.errors import UserError
from app.i18n import tr
from app.server.dashboard import given
from app.server.dashboard.page import Answer, Moved, Page, Shown, Visit
from app.server.dashboard.publishing import Done, publish
from app.server.reference import trusting
from app.server.reference.published import Published
from app.server.sql.port import Connection
from app.store.reference import trusted
from app.store.reference.keys import KEYS, REVOCATIONS, CampusKey
from app.store.reference.staging.rows import Change

MOST = 200
"""Revocations that are listed, the last in the order of their serials."""


def every(visit: Visit) -> Shown:
    """All of them, and the forms."""
    published = Published(visit.engine)
    revoked = list(published.all(REVOCATIONS, str))
    return Shown("keys.html", {
        "keys": [one for _, one in published.all(KEYS, CampusKey)], "revoked": revoked[:MOST], "count": len(revoked),
        "foreign": published.head().counts.get(trusted.SECTION, 0), "given": visit.form,
        "done": visit.query.get("done", ""), "new": given.number(visit.query.get("new", "")),
    })  # fmt: skip


def trust(visit: Visit) -> Answer:
    """Believe another key."""
    key, change = trusting.trusted(visit.form.get("pem", ""), given.text(visit, "label"), visit.now)
    publish(visit, lambda _connection: ([Done("key trusted", key.id, detail=key.label)], [change]))
    return Moved("/keys?done=trusted")


def distrust(visit: Visit) -> Answer:
    """Believe one no longer."""
    id_ = visit.path["key"]

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        return [Done("key distrusted", id_)], [trusting.distrusted(connection, id_, given.text(visit, "label"))]

    publish(visit, work)
    return Moved("/keys?done=distrusted")


def revoke(visit: Visit) -> Answer:
    """A code holds no more, by its serial, or every known one of a number."""
    why = given.text(visit, "why")

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        changes = trusting.revoked(connection, given.text(visit, "serial"), why, visit.now)
        return [Done("revoke", one.key, detail=why) for one in changes], changes

    publish(visit, work)
    return Moved("/keys?done=revoked")


def foreign(visit: Visit) -> Answer:
    """Trust what is in a file for foreign certificates."""
    sent = given.file(visit)
    found = read_trust_file(sent.content, sent.name)
    if not found.entries:
        raise UserError(tr("文件 {path} 中没有可用的证书或密钥，没有改动。", path=sent.name))
    known = {key for key, _ in Published(visit.engine).all(trusted.SECTION, msgspec.Raw)}
    changes = [Change(trusted.SECTION, one.key, msgspec.json.encode(one)) for one in found.entries]
    new = len({one.key for one in changes} - known)
    publish(visit, lambda _connection: ([Done("trust", sent.name, detail=f"+{new}")], changes))
    return Moved(f"/keys?done=foreign&new={new}")


PAGES = (
    Page("GET", "/keys", "code.issue", every),
    Page("POST", "/keys", "key.keep", trust, again=every),
    Page("POST", "/keys/{key}/distrust", "key.keep", distrust, again=every),
    Page("POST", "/revocations", "code.issue", revoke, again=every),
    Page("POST", "/keys/foreign", "key.keep", foreign, again=every, takes_file=True),
)
