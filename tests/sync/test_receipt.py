"""What counts as sent: nothing but an answer that accounts for every record of this very batch."""

import uuid
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync.batches import batch_of, run_of
from app.sync.protocol import Answer, Batch, Status
from app.sync.receipt import NotAReceiptError, check
from app.sync.wire import pack
from tests.sync.memory import NOW, MemoryLedger

LEDGER = MemoryLedger()
ENTRIES = LEDGER.write(6)
SEQS = [entry.seq for entry in ENTRIES]
BATCH: Batch = batch_of(ENTRIES, id=str(uuid.UUID(int=7)), before=bytes(32), sent_at=NOW)
RIGHT = Answer(batch=BATCH.id, head=BATCH.head, epoch="e", stored=6, statuses=[], server_time=NOW)


def encoded(**changes: Any) -> bytes:
    return msgspec.json.encode(msgspec.structs.replace(RIGHT, **changes))


def test_the_right_answer_is_a_receipt() -> None:
    assert check(encoded(), BATCH, SEQS).taken(SEQS) == SEQS


@pytest.mark.parametrize(
    "changes",
    [
        {"batch": str(uuid.UUID(int=8))}, {"head": bytes(32)}, {"stored": 5}, {"stored": 7}, {"stored": -1},
        {"statuses": [Status(seq=3, status="dup")]}, {"stored": 5, "statuses": [Status(seq=7, status="dup")]},
        {"stored": 4, "statuses": [Status(seq=3, status="dup")] * 2}, {"server_time": NOW.replace(tzinfo=None)},
    ],
    ids=str,
)  # fmt: skip
def test_what_does_not_add_up_is_none(changes: dict[str, Any]) -> None:
    with pytest.raises(NotAReceiptError):
        check(encoded(**changes), BATCH, SEQS)


@pytest.mark.parametrize("field", Answer.__struct_fields__)
def test_a_missing_part_is_no_receipt(field: str) -> None:
    plain = msgspec.json.decode(encoded())
    del plain[field]
    with pytest.raises(NotAReceiptError):
        check(msgspec.json.encode(plain), BATCH, SEQS)


@given(st.integers(0, len(encoded()) - 1))
def test_a_truncated_answer_is_no_receipt(length: int) -> None:
    with pytest.raises(NotAReceiptError):
        check(encoded()[:length], BATCH, SEQS)


@given(st.one_of(st.binary(max_size=200), st.just(b"[" * 100_000), st.just(b"<html>"), st.just(b"{}")))
def test_anything_else_is_no_receipt(body: bytes) -> None:
    with pytest.raises(NotAReceiptError):
        check(body, BATCH, SEQS)


@given(st.lists(st.sampled_from(["", "dup", "quarantined", "conflict", "later"]), min_size=6, max_size=6))
def test_taken_ends_before_the_first_that_must_wait(said: list[Any]) -> None:
    statuses = [Status(seq=seq, status=one) for seq, one in zip(SEQS, said, strict=True) if one]
    receipt = check(encoded(stored=6 - len(statuses), statuses=statuses), BATCH, SEQS)
    waiting = [at for at, one in enumerate(said) if one in ("conflict", "later")]
    assert receipt.taken(SEQS) == SEQS[: min(waiting, default=6)]


def test_a_batch_is_of_one_incarnation_without_gaps() -> None:
    ledger = MemoryLedger()
    first = ledger.write(3)
    ledger.renew()
    second = ledger.write(2)
    assert run_of(first + second) == first
    assert run_of([first[0], first[2]]) == first[:1]
    assert run_of([]) == []


def test_a_batch_travels_small() -> None:
    ledger = MemoryLedger()
    entries = ledger.write(500)
    batch = batch_of(entries, id=str(uuid.uuid4()), before=bytes(32), sent_at=NOW)
    plain = len(msgspec.json.encode(entries))
    assert len(pack(msgspec.json.encode(batch))) * 5 <= plain
