"""Records of other posts of the same centre, which this post goes on from: goods on their way, a fever at another gate.

They are told by the centre, kept for as long as their kind says, and are no part of this post's ledger.

What was let go of does not come back when the centre tells everything again: what is older than the time that was last
cleared is not taken, and of what named an erased person the id stays, with nothing that it said.
"""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from app.clock import campus, is_possible
from app.records.registry import kinds
from app.store.chain import moment
from app.store.database import Database
from app.store.fact import Entry, Fact
from app.store.retention.mentions import mentions

_TAKE = """INSERT INTO other_record (station, id, kind, schema, at, entered_at, operator, post, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (station, id) DO NOTHING"""
_KEEP = "INSERT OR REPLACE INTO state VALUES (?, ?)"
_COLUMNS = "n, station, id, kind, schema, at, entered_at, operator, post, body"
_BEHIND = f"""SELECT {_COLUMNS} FROM other_record AS other
    WHERE kind = ? AND n > ? AND n <= ? AND at >= ? AND body <> ''
        AND NOT EXISTS (SELECT 1 FROM ledger WHERE ledger.id = other.id AND ledger.moved IS NULL)
    ORDER BY n"""  # noqa: S608 - constants
_ERASE = "UPDATE other_record SET operator = '', body = '' WHERE n = ?"
_PLACE = "others"
_CLEARED = "others-cleared"


class Told(NamedTuple):
    """A record as another station wrote it. body: JSON."""

    station: str
    id: str
    kind: str
    schema: int
    at: datetime
    entered_at: datetime
    operator: str
    post: str
    body: str


class OtherRecords:
    """Those of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def place(self) -> str:
        """How far they were taken; empty before the first time."""
        return self._state(_PLACE)

    def last(self) -> int:
        """Grows with every record that is taken."""
        rows = self._database.rows("SELECT coalesce(max(n), 0) FROM other_record")
        return int(rows[0][0])

    def take(self, some: Sequence[Told], place: str) -> None:
        """Keep these, but of kinds that are shared, of possible times and of none that were cleared alone, and remember
        the place; durable on return."""
        with self._database.write() as connection:
            since = self._since()
            rows = [
                (*one[:4], _text(one.at), _text(one.entered_at), *one[6:])
                for one in some if is_possible(one.at) and is_possible(one.entered_at)
                if one.kind in since and _text(one.at) >= since[one.kind]
            ]  # fmt: skip
            connection.executemany(_TAKE, rows)
            connection.execute(_KEEP, (_PLACE, place))

    def between(self, kind: str, first: int, last: int, start: datetime) -> list[Entry]:
        """Those of a kind with an `n` behind `first` up to `last`, and since `start`, in the order in which they came;
        what this ledger has itself, as after a PC was replaced, is not among them. They have no place in a chain."""
        rows = self._database.rows(_BEHIND, (kind, first, last, _text(start)))
        return [_entry(*row[1:]) for row in rows]

    def forget_old(self, now: datetime) -> None:
        """Let go of what their kinds do not share any longer. The caller is sure of the clock: they are not told
        twice."""
        with self._database.write() as connection:
            connection.execute(_KEEP, (_CLEARED, now.isoformat()))
            for kind, before in self._since().items():
                connection.execute("DELETE FROM other_record WHERE kind = ? AND at < ?", (kind, before))

    def about(self, names: Collection[str]) -> list[Entry]:
        """Those that name a person, in the order in which they came."""
        return [_entry(*row[1:]) for row in self._naming(names)]

    def forget(self, names: Collection[str]) -> int:
        """Let go of what names a person; how many."""
        gone = [(row[0],) for row in self._naming(names)]
        with self._database.write() as connection:
            connection.executemany(_ERASE, gone)
        return len(gone)

    def _since(self) -> dict[str, str]:
        """Of each kind that is shared, from when on records are kept, as it was cleared last; empty for from ever."""
        shared = {one.name: one.shared for one in kinds().values() if one.shared is not None}
        cleared = self._state(_CLEARED)
        if not cleared:
            return dict.fromkeys(shared, "")
        now = datetime.fromisoformat(cleared)
        return {kind: _text(now - timedelta(days=days)) for kind, days in shared.items()}

    def _state(self, name: str) -> str:
        rows = self._database.rows("SELECT value FROM state WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else ""

    def _naming(self, names: Collection[str]) -> list[tuple[Any, ...]]:
        marks = " OR ".join(["instr(body, ?)"] * len(names))
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM other_record WHERE {marks} ORDER BY n", tuple(names))  # noqa: S608
        return [row for row in rows if mentions(json.loads(row[-1]), names)]


def _entry(
    station: str, id_: str, kind: str, schema: int, at: str, entered_at: str, operator: str, post: str, body: str
) -> Entry:
    fact = Fact(
        id=id_, kind=kind, schema=schema, at=datetime.fromisoformat(at), entered_at=datetime.fromisoformat(entered_at),
        mono=0.0, boot="", operator=operator, post=post, body=msgspec.json.decode(body, type=dict),
    )  # fmt: skip
    return Entry(fact=fact, station=station, incarnation="", seq=0, fact_hash=b"", chain_hash=b"")


def _text(at: datetime) -> str:
    return moment(campus(at))
