"""What lies in quarantine is judged again by a newer program, which may know what the older one could not file."""

from datetime import datetime
from typing import Any

import msgspec

from app import __version__
from app.server.intake import MOVED, Filing
from app.server.judge import judge
from app.server.outside.arrivals import arrived
from app.server.sql.port import Connection, Engine
from app.sync.protocol import Batch

MANY = 50
"""Records in one transaction."""
_JUDGED_BY = "judged-by"
_NEXT = """SELECT station, incarnation, seq FROM aside WHERE raw IS NOT NULL AND (station, incarnation, seq) > (?, ?, ?)
    ORDER BY station, incarnation, seq LIMIT ?"""
_HERE = "WHERE station = ? AND incarnation = ? AND seq = ? AND raw IS NOT NULL"
_ONE = f"SELECT chain_hash, received_at, raw FROM aside {_HERE}"  # noqa: S608 - a constant
_TAKEN = f"DELETE FROM aside {_HERE}"  # noqa: S608 - a constant
_COPIES = """UPDATE aside SET why = ? WHERE station = ? AND fact_hash = ? AND raw IS NULL
    AND why NOT IN ('withheld', 'moved')"""
"""Other places of the same content, which was kept once."""
_LOCK = "UPDATE station SET seen_at = seen_at WHERE station = ?"
_KEEP = "INSERT INTO centre (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


def after_upgrade(engine: Engine, version: str = __version__) -> int:
    """Judge everything again where another version did so last; how many records were filed."""
    name = (_JUDGED_BY,)
    row = engine.read(lambda connection: connection.row("SELECT value FROM centre WHERE name = ?", name))
    if row and bytes(row[0]).decode() == version:
        return 0
    filed = _everything(engine)
    engine.write(lambda connection: connection.execute(_KEEP, (_JUDGED_BY, version.encode())))
    return filed


def _everything(engine: Engine) -> int:
    """In short transactions; broken off, it is begun again, and what was filed is."""
    filed, after = 0, ("", "", 0)
    while places := engine.read(lambda connection: connection.rows(_NEXT, (*after, MANY))):  # noqa: B023 - at once
        filed += engine.write(lambda connection: sum(_filed(connection, place) for place in places))
        after = places[-1]
    return filed


def _filed(connection: Connection, place: Any) -> bool:
    """Whether the record of that place is no longer in quarantine."""
    station, incarnation, _ = place
    connection.execute(_LOCK, (station,))  # as a batch does: one station's records are filed one by one
    row = connection.row(_ONE, place)
    if row is None:
        return False
    chain_hash, received_at, raw = bytes(row[0]), datetime.fromisoformat(row[1]), msgspec.Raw(bytes(row[2]))
    judged = judge(raw)
    if judged.content is None:
        return False
    connection.execute(_TAKEN, place)
    batch = Batch(
        id="", station=station, incarnation=incarnation, before=b"", head=chain_hash, sent_at=received_at, records=[raw]
    )
    filing = Filing(connection, batch, received_at)
    filing.file([judged], [chain_hash], {})
    statuses = filing.end().statuses
    if not statuses:
        arrived(connection, station, incarnation, [judged], received_at)
        connection.execute(_COPIES, (MOVED, station, judged.fact_hash))
    return all(one.status != "quarantined" for one in statuses)
