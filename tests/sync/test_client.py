"""The upload against a real centre: what is asked for, what is set aside, and where it goes on after a restore."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from app.errors import UserError
from app.store.fact import Entry
from app.sync import aside
from app.sync.again import EVERY
from app.sync.client import SyncClient
from app.sync.protocol import POSITION, Batch, Record, Refusal
from app.sync.wire import unpack
from tests.fakes.faulty_transport import Answer, FaultyTransport
from tests.sync.memory import NOW, Centre, MemoryLedger


class Refusing(FaultyTransport):
    """A centre that answers `refuse(request)` itself where that gives an answer."""

    def __init__(self, inner: httpx.BaseTransport, refuse: Callable[[httpx.Request], Answer | None]) -> None:
        super().__init__(inner)
        self.refuse = refuse

    def forward(self, request: httpx.Request) -> Answer:
        return self.refuse(request) or super().forward(request)


def records_in(request: httpx.Request) -> list[Record]:
    if request.method == "GET":
        return []
    batch = msgspec.json.decode(unpack(request.content), type=Batch)
    return [msgspec.json.decode(raw, type=Record) for raw in batch.records]


def sizes(network: FaultyTransport) -> list[int]:
    return [len(records_in(request)) for request in network.requests if request.method == "POST"]


def refusal(status: int, why: str) -> Answer:
    return status, {"content-type": "application/json"}, msgspec.json.encode(Refusal(refused=why))  # type: ignore[arg-type]


def fewer_than(most: int, answer: Answer) -> Callable[[httpx.Request], Answer | None]:
    return lambda request: answer if len(records_in(request)) > most else None


def dislikes(ids: set[str], answer: Answer) -> Callable[[httpx.Request], Answer | None]:
    def refuse(request: httpx.Request) -> Answer | None:
        shown = {record.fact.id for record in records_in(request) if record.fact}
        return answer if shown & ids else None

    return refuse


def test_drains_until_empty(centre: Centre, ledger: MemoryLedger) -> None:
    ledger.write(1201)
    network = FaultyTransport(centre.transport)
    result = centre.client(ledger, network).run_once()
    assert (result.sent, result.left, result.problem) == (1201, 0, "")
    assert sizes(network) == [500, 500, 201]
    assert centre.ids(ledger.station) == list(ledger.written)


def test_nothing_to_send_asks_only_for_the_position(centre: Centre, ledger: MemoryLedger) -> None:
    network = FaultyTransport(centre.transport)
    result = centre.client(ledger, network).run_once()
    assert (result.sent, result.left, result.problem) == (0, 0, "")
    assert [request.url.path for request in network.requests] == [POSITION]


@pytest.mark.parametrize(
    "answer", [refusal(413, "large"), (413, {}, b"<html>"), refusal(400, "malformed"), refusal(422, "hash")], ids=str
)
def test_what_is_too_much_is_halved(centre: Centre, ledger: MemoryLedger, answer: Answer) -> None:
    ledger.write(300)
    network = Refusing(centre.transport, fewer_than(80, answer))
    result = centre.client(ledger, network).run_once()
    assert (result.sent, result.left, result.quarantined) == (300, 0, 0)
    assert sizes(network)[:3] == [300, 150, 75]


def test_a_timeout_halves_and_a_single_late_record_waits(centre: Centre, ledger: MemoryLedger) -> None:
    ledger.write(4)
    network = FaultyTransport(centre.transport, lambda: "slow after")
    result = centre.client(ledger, network).run_once()
    assert (result.sent, result.left, result.quarantined) == (0, 4, 0)
    assert sizes(network) == []
    assert "没有及时回答" in result.problem


@pytest.mark.parametrize("answer", [refusal(400, "malformed"), refusal(422, "hash"), refusal(413, "large")], ids=str)
def test_one_bad_record_in_a_thousand_stops_no_other(centre: Centre, ledger: MemoryLedger, answer: Answer) -> None:
    bad = ledger.write(1000)[617]
    network = Refusing(centre.transport, dislikes({bad.fact.id}, answer))
    client = centre.client(ledger, network)
    result = client.run_once()
    assert (result.sent, result.left, result.quarantined) == (999, 0, 1)
    assert set(centre.ids(ledger.station)) == set(ledger.written) - {bad.fact.id}
    assert [mark.entry.fact.id for mark in ledger.quarantined()] == [bad.fact.id]
    assert len(network.requests) < 40


def test_a_record_set_aside_can_be_sent_again(centre: Centre, ledger: MemoryLedger) -> None:
    bad = ledger.write(20)[7]
    network = Refusing(centre.transport, dislikes({bad.fact.id}, refusal(422, "hash")))
    client = centre.client(ledger, network)
    client.run_once()
    network.refuse = lambda request: None
    ledger.write(3)
    client.run_once()
    assert bad.fact.id not in centre.ids(ledger.station)
    assert aside.requeue(ledger, bad.fact.id)
    result = client.run_once()
    assert (result.left, result.problem) == (0, "")
    assert sorted(centre.ids(ledger.station)) == sorted(ledger.written)
    assert ledger.quarantined() == []


def test_what_was_refused_by_something_that_passed_is_sent_again_by_itself(
    centre: Centre, ledger: MemoryLedger
) -> None:
    bad = ledger.write(20)[7]
    seconds = [0.0]
    network = Refusing(centre.transport, dislikes({bad.fact.id}, refusal(422, "hash")))
    client = centre.client(ledger, network, monotonic=lambda: seconds[0])
    client.run_once()
    client.run_once()
    assert [mark.entry.fact.id for mark in ledger.quarantined()] == [bad.fact.id]
    network.refuse = lambda request: None
    client.run_once()
    assert bad.fact.id not in centre.ids(ledger.station), "not in every attempt"
    seconds[0] += EVERY
    result = client.run_once()
    assert (result.left, result.problem) == (0, "")
    assert centre.ids(ledger.station) == list(ledger.written)
    assert ledger.quarantined() == []


def test_only_what_stayed_here_can_be_sent_again(centre: Centre, ledger: MemoryLedger) -> None:
    bad = ledger.write(1, body={"celsius": "warm"})[0]
    centre.client(ledger).run_once()
    assert not aside.requeue(ledger, bad.fact.id)
    assert not aside.requeue(ledger, "nobody")


def test_where_everything_is_refused_nothing_is_set_aside(centre: Centre, ledger: MemoryLedger) -> None:
    ledger.write(10)
    network = Refusing(centre.transport, lambda request: refusal(422, "hash"))
    result = centre.client(ledger, network).run_once()
    assert (result.sent, result.left, result.quarantined) == (0, 10, 0)
    assert result.problem
    assert ledger.quarantined() == []


def test_a_record_the_centre_cannot_read_is_kept_there_and_shown_here(centre: Centre, ledger: MemoryLedger) -> None:
    bad = ledger.write(5, body={"person": "20220001", "celsius": 36.4})[2]
    poison = ledger.write(1, body={"person": "20220001", "celsius": 99})[0]
    result = centre.client(ledger).run_once()
    assert (result.sent, result.left, result.quarantined) == (6, 0, 1)
    assert [(mark.entry.fact.id, mark.reason) for mark in ledger.quarantined()] == [(poison.fact.id, "centre: body")]
    assert {bad.fact.id, poison.fact.id} <= set(centre.ids(ledger.station))


def test_a_forgotten_body_goes_as_hashes_alone(centre: Centre, ledger: MemoryLedger) -> None:
    ledger.forget(ledger.write(5)[1])
    assert centre.client(ledger).run_once().done
    held = list(centre.storage.records(ledger.station))
    assert [record.get("forgotten", False) for record in held] == [False, True, False, False, False]


def test_a_revoked_token_pauses_and_says_so(centre: Centre, ledger: MemoryLedger) -> None:
    client = centre.client(ledger)
    ledger.write(2)
    centre.join(ledger.station)  # enrolled again elsewhere: the first token is void
    result = client.run_once()
    assert (result.sent, result.left, result.paused) == (0, 2, True)
    assert "接入码" in result.problem


@pytest.fixture
def restored(tmp_path: Path) -> Iterator[Centre]:
    """A centre that has lost everything but who its stations are."""
    made = Centre(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("more", [0, 3])
def test_a_centre_that_was_restored_gets_everything_again(
    centre: Centre, restored: Centre, ledger: MemoryLedger, more: int
) -> None:
    ledger.write(700)
    centre.client(ledger).run_once()
    ledger.write(more)
    result = restored.client(ledger).run_once()
    assert (result.sent, result.left, result.problem) == (700 + more, 0, "")
    assert restored.ids(ledger.station) == list(ledger.written)


def test_a_clone_places_what_is_its_own_anew(centre: Centre, ledger: MemoryLedger) -> None:
    ledger.write(10)
    client = centre.client(ledger)
    client.run_once()
    ledger.write(2)
    twin = ledger.copy()
    ledger.write(3)
    twin.write(4)
    assert client.run_once().done
    result = centre.client(twin).run_once()
    assert (result.left, result.problem, result.forked) == (0, "", True)
    assert sorted(centre.ids(ledger.station)) == sorted(ledger.written | twin.written)


def test_an_old_backup_goes_on_in_a_new_incarnation(centre: Centre, ledger: MemoryLedger) -> None:
    ledger.write(3)
    centre.client(ledger).run_once()
    backup = ledger.copy()
    ledger.write(3)
    centre.client(ledger).run_once()
    client = centre.client(backup)
    first = client.run_once()
    backup.write(2)
    second = client.run_once()
    assert first.forked
    assert (second.left, second.problem) == (0, "")
    assert sorted(centre.ids(ledger.station)) == sorted(ledger.written | backup.written)


def test_a_centre_that_only_says_fork_is_not_followed_for_ever(centre: Centre, ledger: MemoryLedger) -> None:
    ledger.write(3)
    answer = 409, {}, msgspec.json.encode(Refusal(refused="fork", seq=9, hash=bytes(32)))
    client = centre.client(ledger, Refusing(centre.transport, lambda request: answer))
    for _ in range(3):
        result = client.run_once()
        assert (result.sent, result.left, result.forked) == (0, 3, True)
        assert "另一份记录" in result.problem
    assert len(ledger.chains) == 2


def test_the_refusal_of_another_batch_is_no_answer_to_this_one(centre: Centre, ledger: MemoryLedger) -> None:
    ledger.write(3)
    refusal = Refusal(refused="fork", seq=9, hash=bytes(32), batch="2f9d1d2c-5b0e-4b43-8f2c-0e4d4b6f7a11")
    client = centre.client(ledger, Refusing(centre.transport, lambda request: (409, {}, msgspec.json.encode(refusal))))
    result = client.run_once()
    assert (result.forked, result.left, len(ledger.chains)) == (False, 3, 1)
    assert result.problem


def test_the_deadline_ends_an_attempt_between_batches(centre: Centre, ledger: MemoryLedger) -> None:
    ledger.write(1200)
    seconds = iter(range(0, 1000, 7))
    client = centre.client(ledger, monotonic=lambda: float(next(seconds)))
    result = client.run_once(within=40)
    assert 0 < result.sent < 1200
    assert result.sent + result.left == 1200


def test_the_clocks_difference_is_told(centre: Centre, ledger: MemoryLedger) -> None:
    ledger.write(1)
    identity = centre.join(ledger.station)
    late = NOW.replace(year=2021)
    client = SyncClient(ledger, identity, FaultyTransport(centre.transport), lambda: late, random.Random(1))
    result = client.run_once()
    assert result.done
    assert result.offset == NOW - late


class Locked(MemoryLedger):
    """A database that another program keeps."""

    def acknowledge(self, incarnation: str, seq: int, chain: bytes) -> None:
        raise UserError("locked")


def test_a_store_that_cannot_write_is_told_and_nothing_is_lost(centre: Centre) -> None:
    ledger = Locked()
    ledger.write(2)
    result = centre.client(ledger).run_once()
    assert (result.sent, result.left, result.problem) == (0, 2, "locked")


class Compressed(FaultyTransport):
    """Something on the way compresses, as a bomb would be."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(
            200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(b"\x1f\x8b" + bytes(50))
        )


class Endless(FaultyTransport):
    """An answer that does not end."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=_Zeros())


class _Zeros(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield bytes(65536)


@pytest.mark.parametrize("network", [Compressed, Endless])
def test_an_answer_out_of_bounds_is_not_a_receipt(
    centre: Centre, ledger: MemoryLedger, network: type[FaultyTransport]
) -> None:
    entries: list[Entry] = ledger.write(2)
    result = centre.client(ledger, network(centre.transport)).run_once()
    assert (result.sent, result.left) == (0, len(entries))
    assert "不是指挥中心的回答" in result.problem
