"""What the stations will send, made beforehand by the protocol's own code."""

import json
import random
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

from app.store import canonical
from app.store.chain import GENESIS, chain_hash, fact_hash
from app.store.fact import Entry, Fact
from app.sync.batches import batch_of
from app.sync.protocol import Batch
from app.sync.wire import pack, unpack
from app.uuid7 import uuid7
from tests.bench.ledger import BODY


class Chain(NamedTuple):
    """How far a station's ledger has come, in its one incarnation."""

    station: str
    incarnation: str
    seq: int = 0
    hash: bytes = GENESIS


class Made(NamedTuple):
    """A batch ready to go. batch: without its records. after: the chain behind it. lines: `line` of each record."""

    batch: Batch
    seqs: range
    body: bytes
    after: Chain
    lines: bytes


def line(seq: int, id_: str, fact: bytes) -> bytes:
    """A record in the comparison of what was sent with what the centre has."""
    return seq.to_bytes(8, "big") + uuid.UUID(id_).bytes + fact


def begun(station: str) -> Chain:
    return Chain(station, str(uuid.uuid4()))


def batches(chain: Chain, sizes: Sequence[int]) -> list[Made]:
    """Batches of one station, one behind the other."""
    rng = random.Random(f"{chain.station}{chain.seq}")
    made = []
    for size in sizes:
        entries = _entries(chain, size, rng)
        batch = batch_of(entries, id=str(uuid.uuid4()), before=chain.hash, sent_at=datetime.now(UTC))
        chain = chain._replace(seq=entries[-1].seq, hash=entries[-1].chain_hash)
        lines = b"".join(line(one.seq, one.fact.id, one.fact_hash) for one in entries)
        made.append(_made(batch, range(entries[0].seq, chain.seq + 1), chain, lines))
    return made


def halves(made: Made) -> list[Made]:
    """The same records in two batches, as a client that was not answered in time sends them."""
    whole = msgspec.json.decode(unpack(made.body), type=Batch)
    middle = (len(whole.records) + 1) // 2
    head = whole.before
    for raw in whole.records[:middle]:
        place = msgspec.json.decode(raw, type=_Place)
        head = chain_hash(head, whole.station, whole.incarnation, place.seq, place.hash)
    cut = middle * len(made.lines) // len(whole.records)
    first = msgspec.structs.replace(whole, id=str(uuid.uuid4()), head=head, records=whole.records[:middle])
    second = msgspec.structs.replace(whole, id=str(uuid.uuid4()), before=head, records=whole.records[middle:])
    between = made.after._replace(seq=made.seqs[middle - 1], hash=head)
    return [
        _made(first, made.seqs[:middle], between, made.lines[:cut]),
        _made(second, made.seqs[middle:], made.after, made.lines[cut:]),
    ]


def _made(batch: Batch, seqs: range, after: Chain, lines: bytes) -> Made:
    return Made(msgspec.structs.replace(batch, records=[]), seqs, pack(msgspec.json.encode(batch)), after, lines)


class _Place(msgspec.Struct):
    seq: int
    hash: bytes


def _entries(chain: Chain, count: int, rng: random.Random) -> list[Entry]:
    entries, last = [], chain.hash
    for seq in range(chain.seq + 1, chain.seq + count + 1):
        fact = _passage(rng, seq)
        own = fact_hash(fact)
        last = chain_hash(last, chain.station, chain.incarnation, seq, own)
        place = {"station": chain.station, "incarnation": chain.incarnation, "seq": seq}
        entries.append(Entry(fact=fact, fact_hash=own, chain_hash=last, **place))  # type: ignore[arg-type]
    return entries


def _passage(rng: random.Random, seq: int) -> Fact:
    """Somebody passes a gate: people, temperatures and times differ, and what no compression shortens."""
    body: dict[str, Any] = BODY | {
        "person": str(2019_000_000 + rng.randrange(15_000)), "celsius": 36 + rng.randrange(1, 10) / 10,
        "name": "".join(chr(0x4E00 + rng.randrange(2_000)) for _ in range(3)),
        "claims": [BODY["claims"][0] | {"token": rng.randbytes(8).hex()}],  # type: ignore[index]
    }  # fmt: skip
    now = datetime.now(UTC)
    return Fact(
        id=uuid7(), kind="passage", schema=1, at=now, entered_at=now, mono=seq + 0.5, boot="b",
        operator="周明", post="东门", body=json.loads(canonical.text(body)), salt=rng.randbytes(16),
    )  # fmt: skip
