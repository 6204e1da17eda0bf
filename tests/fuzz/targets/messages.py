"""What comes over the wire and from the disk: bodies, batches, enrolments, receipts, settings."""

import gzip
import uuid
from pathlib import Path

import msgspec

from app.errors import UserError
from app.server.judge import judge
from app.server.refusals import RefusedError
from app.settings import Home
from app.sync import code
from app.sync.protocol import Answer, Batch, EnrolReply, EnrolRequest, Position, Refusal
from app.sync.wire import DamagedError, TooLargeError, unpack
from tests.fuzz.scratch import scratch
from tests.fuzz.target import Target

_MOST = 1 << 20


def packed(data: bytes) -> None:
    for body in (data, gzip.compress(data, mtime=0)[: len(data) + 64]):
        try:
            assert len(unpack(body, _MOST)) <= _MOST
        except (DamagedError, TooLargeError):
            continue


def messages(data: bytes) -> None:
    """As both ends parse them: what is no message is a ValueError, and nothing else."""
    for type_ in (Batch, EnrolRequest, EnrolReply, Answer, Position, Refusal):
        try:
            read = msgspec.json.decode(data, type=type_)
        except (ValueError, RecursionError):
            continue
        if isinstance(read, Batch):
            for raw in read.records:
                record(bytes(raw))


def record(data: bytes) -> None:
    try:
        judge(msgspec.Raw(data))
    except RefusedError:
        return


def settings(data: bytes) -> None:
    path: Path = scratch() / "settings.json"
    path.write_bytes(data)
    try:
        Home(path.parent).settings()
    except UserError:
        return


def joining(data: bytes) -> None:
    code.read(data.decode("utf-8", "replace"))


def _batch() -> bytes:
    place = {"seq": 1, "hash": "A" * 43 + "="}
    fact = {
        "id": str(uuid.UUID(int=7)), "kind": "passage", "schema": 1, "at": "2022-04-02T08:00:00+08:00",
        "entered_at": "2022-04-02T08:00:00+08:00", "operator": "a", "post": "b",
        "body": {"number": "1"}, "salt": "AAAA",
    }  # fmt: skip
    ids = dict.fromkeys(("id", "station", "incarnation"), str(uuid.UUID(int=1)))
    hashes = {"before": "A" * 43 + "=", "head": "A" * 43 + "="}
    times = {"sent_at": "2022-04-02T08:00:00+08:00"}
    return msgspec.json.encode({**ids, **hashes, **times, "records": [place, {**place, "fact": fact}]})


TARGETS = (
    Target("packed", packed, lambda: [gzip.compress(b"{}", mtime=0), gzip.compress(bytes(1 << 21), mtime=0), b"{}"]),
    Target("messages", messages, lambda: [_batch(), b'{"refused": "gap", "seq": 3}']),
    Target("settings", settings, lambda: [b'{"language": "en", "post": "gate", "sound": true}', b"[]"], 1024, 100),
    Target("joining-code", joining, lambda: [b"7K4QW-9YHRM-2T3VX-0ABCD", "７Ｋ４ＱＷ".encode()], 128),
)
