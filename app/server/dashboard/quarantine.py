"""What was set aside instead of being filed: whose, why, and what of it can be read."""

import base64
import binascii
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from app.i18n import mark, tr
from app.records.registry import kinds
from app.server.sql.port import Engine, Row
from app.sync.protocol import Seq

PAGE = 50
WHYS = {
    "unreadable": mark("不能读：不是本程序写出的样子"),
    "hash": mark("内容与它的摘要不符，可能在途中或站上被改动"),
    "body": mark("字段不合这种记录的规定"),
    "id": mark("编号已被另一条记录使用"),
}
"""Why a record is set aside (app.server.judge, app.server.intake), for people."""
_SELECT = "SELECT station, incarnation, seq, received_at, why, raw FROM aside WHERE raw IS NOT NULL"


class Aside(NamedTuple):
    """One record in quarantine, kept as it came. id, kind: empty where they cannot be read."""

    station: str
    incarnation: str
    seq: int
    received_at: datetime
    why: str
    id: str
    kind: str
    raw: bytes

    @property
    def reason(self) -> str:
        """Why, in the language in use."""
        return tr(WHYS[self.why]) if self.why in WHYS else self.why

    @property
    def label(self) -> str:
        """The kind in the language in use; one that this program does not know stands for itself."""
        known = kinds().get(self.kind)
        return tr(known.label) if known else self.kind

    @property
    def place(self) -> str:
        """Names it in an address."""
        words = msgspec.json.encode((self.station, self.incarnation, self.seq))
        return base64.urlsafe_b64encode(words).decode().rstrip("=")


def page(engine: Engine, after: str = "") -> list[Aside]:
    """PAGE + 1 by station and place, those behind `after`."""
    sql = f"{_SELECT} AND (station, incarnation, seq) > (?, ?, ?) ORDER BY station, incarnation, seq LIMIT ?"
    values = (*(_read(after) or ("", "", 0)), PAGE + 1)
    return [_aside(row) for row in engine.read(lambda connection: connection.rows(sql, values))]


def one(engine: Engine, place: str) -> Aside | None:
    """The one at that place."""
    found = _read(place)
    if found is None:
        return None
    sql = f"{_SELECT} AND station = ? AND incarnation = ? AND seq = ?"
    row = engine.read(lambda connection: connection.row(sql, found))
    return _aside(row) if row else None


def _read(place: str) -> tuple[str, str, int] | None:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(place + "=" * (-len(place) % 4)), type=tuple[str, str, Seq])
    except (ValueError, binascii.Error):
        return None


def _aside(row: Row) -> Aside:
    station, incarnation, seq, received_at, why, raw = row
    known = _known(bytes(raw))
    return Aside(station, incarnation, seq, datetime.fromisoformat(received_at), why, known.get("id", ""),
                 known.get("kind", ""), bytes(raw))  # fmt: skip


def _known(raw: bytes) -> dict[str, str]:
    try:
        fact: Any = msgspec.json.decode(raw)["fact"]
        return {name: fact[name] for name in ("id", "kind") if isinstance(fact.get(name), str)}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
