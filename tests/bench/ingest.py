"""What the centre takes in a second, beside the fastest bare idempotent insert of the same rows on the same PostgreSQL,
and what a record weighs on the wire, beside plain JSON."""

import gc
import json
import random
import statistics
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import psycopg

from app.server import intake
from app.server.judge import judge
from app.server.sql.port import Row as Record
from app.server.sql.postgres import PostgresEngine
from app.server.storage import Storage
from app.store import canonical
from app.store.fact import Entry
from app.sync.batches import batch_of
from app.sync.protocol import Batch
from app.sync.wire import pack, unpack
from tests.bench import bare
from tests.bench.ledger import BODY
from tests.bench.row import Row, timed
from tests.fakes.postgres import Server
from tests.sync.memory import NOW, Centre, MemoryLedger

SIZE = 500
ROUNDS = 30
"""Batches of each way, in turn, so that a drift of the machine meets all."""


def rows() -> Iterator[Row]:
    server = Server(settings=("shared_buffers=128MB",))  # durable, as it is delivered
    try:
        yield from _rows(server)
    finally:
        server.end()


def _rows(server: Server) -> Iterator[Row]:
    rng = random.Random(5)
    ledger = MemoryLedger(rng=rng)
    batches = [_batch(ledger, _passages(ledger, rng)) for _ in range(ROUNDS)]
    wire = [pack(msgspec.json.encode(batch)) for batch in batches]
    gc.collect()
    gc.freeze()  # what the stations of this bench hold is no part of a centre
    url = server.fresh()
    with closing(Centre(Path(), PostgresEngine(url))) as centre, psycopg.connect(url, autocommit=True) as connection:
        centre.join(ledger.station)
        ways = bare.ways(connection, centre.storage.engine, intake.RECORD)
        for name in ways:
            connection.execute(f"CREATE TABLE bare_{name} (LIKE record INCLUDING ALL)")
        ours: list[float] = []
        beside: dict[str, list[float]] = {name: [] for name in ways}
        for batch, packed in zip(batches, wire, strict=True):
            records = _records(batch)
            ours += timed(lambda: _take(centre.storage, packed), 1)  # noqa: B023 - called at once
            for name, way in ways.items():
                beside[name] += timed(lambda: way(f"bare_{name}", records), 1)  # noqa: B023
    usual = {name: statistics.median(taken) for name, taken in beside.items()}
    best = min(usual, key=lambda name: usual[name])
    what = f"ingest, 1000 records/s (bare idempotent insert: {best})"
    yield Row(what, SIZE / statistics.median(ours), "k", SIZE / usual[best], "≥ 0.5")
    plain = sum(len(_plain(entry)) for chain in ledger.chains.values() for entry in chain)
    count = ROUNDS * SIZE
    yield Row("a record on the wire (as plain JSON)", sum(map(len, wire)) / count, "B", plain / count, "≤ 0.2")


def _take(storage: Storage, packed: bytes) -> None:
    """What the API does with a body: unpack, parse, judge, file, commit."""
    batch = msgspec.json.decode(unpack(packed), type=Batch)
    answer = storage.take(batch, NOW)
    assert answer.stored == SIZE


def _passages(ledger: MemoryLedger, rng: random.Random) -> list[Entry]:
    """A batch of a gate in the morning: people, temperatures and times differ, and what no compression shortens."""
    entries = []
    for _ in range(SIZE):
        body = BODY | {
            "person": str(2019_000_000 + rng.randrange(15_000)), "celsius": 36 + rng.randrange(1, 10) / 10,
            "name": "".join(chr(0x4E00 + rng.randrange(2_000)) for _ in range(3)),
            "claims": [BODY["claims"][0] | {"token": rng.randbytes(8).hex()}],  # type: ignore[index]
        }  # fmt: skip
        # As a station's ledger gives it: in canonical order.
        entries += ledger.write(1, kind="passage", body=json.loads(canonical.text(body)))
    return entries


def _batch(ledger: MemoryLedger, entries: list[Entry]) -> Batch:
    before = ledger.hash_at(entries[0].incarnation, entries[0].seq - 1)
    assert before is not None
    return batch_of(entries, id=str(uuid.uuid4()), before=before, sent_at=NOW)


def _records(batch: Batch) -> list[Record]:
    """The rows that the batch becomes, under another table's keys."""
    filing = intake.Filing(None, batch, NOW)  # type: ignore[arg-type] - it only makes rows here
    return [filing.record(intake.Placed(judge(raw), batch.head)) for raw in batch.records]


def _plain(entry: Entry) -> bytes:
    """A ledger entry as anybody's program would send it."""
    plain: dict[str, Any] = msgspec.to_builtins(entry)
    return json.dumps(plain, ensure_ascii=False).encode()
