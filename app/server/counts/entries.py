"""Filed records as entries, whoever asks for which."""

from datetime import datetime
from typing import Any

import msgspec

from app.server.sql.port import Row
from app.store.fact import Entry, Fact

COLUMNS = (
    "station, incarnation, seq, fact_hash, chain_hash, id, kind, schema, at, entered_at, mono, boot, operator, post,"
    " policy, reference, body"
)
"""Of the table `record`, as `entry_of` wants them."""


def entry_of(row: Row) -> Entry:
    """A row of COLUMNS; without its body where that was forgotten."""
    station, incarnation, seq, fact_hash, chain_hash, id_, kind, schema, at, entered_at, *rest, body = row
    mono, boot, operator, post, policy, reference = rest
    said: dict[str, Any] | None = None if body is None else msgspec.json.decode(body)
    fact = Fact(
        id=id_, kind=kind, schema=schema, at=datetime.fromisoformat(at), entered_at=datetime.fromisoformat(entered_at),
        mono=mono, boot=boot, operator=operator, post=post, policy=policy, reference=reference, body=said,
    )  # fmt: skip
    return Entry(fact=fact, station=station, incarnation=incarnation, seq=seq, fact_hash=fact_hash,
                 chain_hash=chain_hash)  # fmt: skip
