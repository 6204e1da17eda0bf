"""A record as the ledger's columns, and back. The body is kept as it was hashed, in canonical JSON."""

from datetime import datetime
from typing import Any, TypeAlias

import msgspec

from app.store.chain import Frame
from app.store.fact import Entry, Fact

COLUMNS = (
    "n", "incarnation", "seq", "id", "kind", "schema", "at", "entered_at", "mono", "boot", "operator", "post",
    "policy", "reference", "body", "salt", "content", "forgotten", "fact_hash", "chain_hash",
)  # fmt: skip
TEXTS = ("id", "kind", "at", "entered_at", "boot", "operator", "post", "policy", "reference")
"""Those of a few words; beside them only the body is text."""
SELECT = f"SELECT {', '.join(COLUMNS)} FROM ledger"  # noqa: S608 - constants
INSERT = f"INSERT INTO ledger ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
Row: TypeAlias = tuple[Any, ...]

_decoder = msgspec.json.Decoder(dict[str, Any])


def row_of(entry: Entry, frame: Frame, body: str, n: int, incarnation: int) -> Row:
    """The row of a new entry; frame: its fact's, body: as canonical JSON, `incarnation`: that one's number in this
    database."""
    fact = entry.fact
    return (
        n, incarnation, entry.seq, fact.id, fact.kind, fact.schema, frame.at, frame.entered_at, fact.mono, fact.boot,
        fact.operator, fact.post, fact.policy, fact.reference, body, fact.salt, None, None, entry.fact_hash,
        entry.chain_hash,
    )  # fmt: skip


def entry_of(row: Row, station: str, incarnation: str) -> Entry:
    """The entry of a row; ValueError (msgspec's too) where the row cannot be one."""
    (_, _, seq, id_, kind, schema, at, entered_at, mono, boot, operator, post,
     policy, reference, body, salt, content, _, fact_hash, chain_hash) = row  # fmt: skip
    fact = Fact(
        id=id_, kind=kind, schema=schema, at=datetime.fromisoformat(at), entered_at=datetime.fromisoformat(entered_at),
        mono=mono, boot=boot, operator=operator, post=post, policy=policy, reference=reference,
        body=None if body is None else _decoder.decode(body), salt=salt,
        content=content,
    )  # fmt: skip
    return Entry(
        fact=fact, station=station, incarnation=incarnation, seq=seq, fact_hash=fact_hash, chain_hash=chain_hash
    )
