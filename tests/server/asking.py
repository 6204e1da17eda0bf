"""Requests to a centre as a station, or somebody who is none, would make them."""

import gzip
import uuid
from datetime import datetime
from typing import Any

import httpx
import msgspec

from app.server.storage import Storage
from app.store.fact import Entry
from app.sync.batches import batch_of
from app.sync.down.protocol import Page
from app.sync.protocol import RECORDS, Answer, Batch, Refusal
from app.sync.wire import unpack
from tests.sync.memory import ADDRESS, NOW, Centre, MemoryLedger

JSON = {"Content-Type": "application/json"}


def batch(ledger: MemoryLedger, entries: list[Entry]) -> Batch:
    before = ledger.hash_at(entries[0].incarnation, entries[0].seq - 1)
    assert before is not None
    return batch_of(entries, id=str(uuid.uuid4()), before=before, sent_at=NOW)


def ask(
    centre: Centre, method: str, path: str, content: bytes = b"", token: str = "", headers: dict[str, str] = JSON
) -> httpx.Response:
    sent = dict(headers) | ({"Authorization": f"Bearer {token}"} if token else {})
    with httpx.Client(transport=centre.transport, base_url=ADDRESS) as client:
        return client.request(method, path, content=content, headers=sent)


def post(centre: Centre, token: str, what: Batch | dict[str, Any]) -> httpx.Response:
    packed = gzip.compress(msgspec.json.encode(what))
    return ask(centre, "POST", RECORDS, packed, token, JSON | {"Content-Encoding": "gzip"})


def answered(response: httpx.Response) -> Answer:
    assert response.status_code == 200, response.text
    return msgspec.json.decode(response.content, type=Answer)


def refused(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, msgspec.json.decode(response.content, type=Refusal).refused


def page_of(storage: Storage, after: str, nonce: bytes, now: datetime) -> Page:
    """A page of the reference, as a station reads it."""
    return msgspec.json.decode(unpack(storage.reference(after, nonce, now)), type=Page)
