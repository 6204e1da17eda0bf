"""What becomes of a batch: stored once, whatever is repeated, and nothing thrown away."""

import base64
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest

from app.server.counts import recount
from app.server.judge import judge
from app.server.storage import Storage
from app.store.chain import fact_hash
from app.sync.protocol import Batch, Record
from tests.server.asking import answered, batch, post, refused
from tests.server.engines import Place
from tests.sync.memory import NOW, Centre, MemoryLedger


def statuses(centre: Centre, token: str, what: Batch) -> list[tuple[int, str, str]]:
    return [(one.seq, one.status, one.why) for one in answered(post(centre, token, what)).statuses]


def test_the_answer_is_a_receipt(centre: Centre, ledger: MemoryLedger) -> None:
    sent = batch(ledger, ledger.write(3))
    answer = answered(post(centre, centre.join(ledger.station).token, sent))
    assert (answer.batch, answer.head, answer.stored, answer.statuses) == (sent.id, sent.head, 3, [])
    assert answer.server_time == NOW


def test_a_replay_stores_nothing_and_says_dup(centre: Centre, ledger: MemoryLedger) -> None:
    token = centre.join(ledger.station).token
    ledger.write(4)
    first = batch(ledger, ledger.unsent(3))
    assert statuses(centre, token, first) == []
    assert statuses(centre, token, first) == [(1, "dup", ""), (2, "dup", ""), (3, "dup", "")]
    assert statuses(centre, token, batch(ledger, ledger.unsent(4)[1:])) == [(2, "dup", ""), (3, "dup", "")]
    assert centre.ids(ledger.station) == list(ledger.written)


def test_eight_replays_at_once_store_one(centre: Centre, ledger: MemoryLedger) -> None:
    centre.join(ledger.station)
    sent = batch(ledger, ledger.write(200))
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: centre.storage.take(sent, NOW), range(8)))
    assert sorted(answer.stored for answer in answers) == [0] * 7 + [200]
    assert centre.ids(ledger.station) == list(ledger.written)


def test_a_gap_tells_where_the_centre_is(centre: Centre, ledger: MemoryLedger) -> None:
    token = centre.join(ledger.station).token
    entries = ledger.write(6)
    answered(post(centre, token, batch(ledger, entries[:2])))
    late = batch(ledger, entries[3:])
    response = post(centre, token, late)
    assert refused(response) == (409, "gap")
    assert response.json()["seq"] == 2
    assert response.json()["batch"] == late.id
    assert base64.b64decode(response.json()["hash"]) == entries[1].chain_hash


def test_another_record_in_the_same_place_is_a_fork(centre: Centre, ledger: MemoryLedger) -> None:
    token = centre.join(ledger.station).token
    twin = ledger.copy()
    twin.write(2)
    answered(post(centre, token, batch(ledger, ledger.write(2))))
    assert refused(post(centre, token, batch(twin, twin.unsent(2)))) == (409, "fork")
    assert centre.ids(ledger.station) == list(ledger.written)


def test_hashes_that_do_not_lead_to_the_head(centre: Centre, ledger: MemoryLedger) -> None:
    token = centre.join(ledger.station).token
    sent = msgspec.structs.replace(batch(ledger, ledger.write(2)), head=bytes(32))
    assert refused(post(centre, token, sent)) == (422, "hash")


@pytest.mark.parametrize("wrong", ["head", "place", "order", "another"])
def test_what_shows_in_the_last_piece_takes_the_first_ones_back(
    centre: Centre, ledger: MemoryLedger, wrong: str
) -> None:
    token = centre.join(ledger.station).token
    entries = ledger.write(400)
    sent = batch(ledger, entries)
    if wrong == "head":
        sent = msgspec.structs.replace(sent, head=bytes(32))
    elif wrong == "place":
        sent.records[-1] = msgspec.Raw(b'{"seq":"?"}')
    elif wrong == "order":
        sent.records[-1] = sent.records[-2]
    else:
        other = MemoryLedger(rng=random.Random(9))
        twin = batch(other, other.write(1))
        sent.records[-1] = msgspec.Raw(msgspec.json.encode(msgspec.json.decode(twin.records[0]) | {"seq": 400}))
    assert refused(post(centre, token, sent)) in ((422, "hash"), (400, "malformed"))
    assert centre.ids(ledger.station) == []
    assert statuses(centre, token, batch(ledger, entries)) == []
    assert centre.ids(ledger.station) == list(ledger.written)


def test_a_replay_with_more_behind_it_stores_what_is_new(centre: Centre, ledger: MemoryLedger) -> None:
    token = centre.join(ledger.station).token
    entries = ledger.write(450)
    assert statuses(centre, token, batch(ledger, entries[:200])) == []
    again = statuses(centre, token, batch(ledger, entries[100:]))
    assert again == [(seq, "dup", "") for seq in range(101, 201)]
    assert centre.ids(ledger.station) == list(ledger.written)
    assert recount.check(centre.storage.engine, ledger.station) == []


def test_a_changed_content_is_quarantined_and_the_chain_goes_on(centre: Centre, ledger: MemoryLedger) -> None:
    token = centre.join(ledger.station).token
    entries = ledger.write(3)
    sent = batch(ledger, entries)
    record = msgspec.json.decode(sent.records[1])
    record["fact"]["operator"] = "somebody else"
    sent.records[1] = msgspec.Raw(msgspec.json.encode(record))
    assert statuses(centre, token, sent) == [(2, "quarantined", "hash")]
    assert statuses(centre, token, sent) == [(1, "dup", ""), (2, "quarantined", "hash"), (3, "dup", "")]
    assert statuses(centre, token, batch(ledger, ledger.write(1))) == []
    held = list(centre.storage.records())
    assert [one.get("quarantined") for one in held] == [None, "hash", None, None]
    assert held[1]["id"] == entries[1].fact.id


def test_unknown_kinds_and_newer_schemas_are_filed_as_they_are(centre: Centre, ledger: MemoryLedger) -> None:
    ledger.write(1, kind="from the future", body={"answer": [42, None, {"deep": True}]})
    newer = ledger.write(1, body={"celsius": "a new way to say it", "person": 7})[0]
    fact = msgspec.structs.replace(newer.fact, schema=99)
    judged = judge(msgspec.Raw(msgspec.json.encode(Record(seq=1, hash=fact_hash(fact), fact=fact))))
    assert judged.content
    assert (judged.content.fact.schema, judged.content.said.what) == (99, "")
    centre.client(ledger).run_once()
    assert next(centre.storage.records())["answer"] == [42, None, {"deep": True}]


def test_a_known_kind_with_a_field_from_the_future_is_filed(centre: Centre, ledger: MemoryLedger) -> None:
    ledger.write(1, body={"person": "1", "celsius": 36.5, "humidity": 40, "note": ""})
    assert centre.client(ledger).run_once().quarantined == 0


@pytest.mark.parametrize("days", [-366, 0, 366])
def test_time_never_rejects(centre: Centre, ledger: MemoryLedger, days: int) -> None:
    token = centre.join(ledger.station).token
    sent = msgspec.structs.replace(batch(ledger, ledger.write(1)), sent_at=NOW + timedelta(days=days))
    assert statuses(centre, token, sent) == []
    assert next(centre.storage.records())["received_at"] == NOW.isoformat()


def test_the_same_record_at_a_new_place_is_filed_once(centre: Centre, ledger: MemoryLedger) -> None:
    token = centre.join(ledger.station).token
    answered(post(centre, token, batch(ledger, ledger.write(2))))
    ledger.renew()
    moved = batch(ledger, ledger.unsent(2))
    assert moved.incarnation == ledger.incarnation
    assert statuses(centre, token, moved) == [(1, "dup", ""), (2, "dup", "")]
    assert centre.ids(ledger.station) == list(ledger.written)


def test_an_id_used_for_something_else_is_quarantined(centre: Centre, ledger: MemoryLedger) -> None:
    token = centre.join(ledger.station).token
    (first,) = ledger.write(1)
    twin = MemoryLedger(ledger.station, random.Random(9))
    forged = msgspec.structs.replace(first.fact, operator="somebody else")
    twin._place(forged)
    answered(post(centre, token, batch(ledger, [first])))
    assert statuses(centre, token, batch(twin, twin.unsent(1))) == [(1, "quarantined", "id")]


def test_bodies_come_out_as_they_went_in(centre: Centre, ledger: MemoryLedger) -> None:
    body = {"person": "20220001", "celsius": 36.5, "note": "补录：纸质 ✓ \u0000 \U0001f600"}
    (entry,) = ledger.write(1, body=body)
    centre.client(ledger).run_once()
    found = next(centre.storage.records())
    assert {name: found[name] for name in body} == body
    assert (found["id"], found["station"], found["seq"]) == (entry.fact.id, ledger.station, 1)


def test_a_second_process_lists_and_makes_codes_meanwhile(place: Place, centre: Centre, ledger: MemoryLedger) -> None:
    other = Storage(place())
    try:
        ledger.write(1200)
        listing = other.records()
        assert list(listing) == []
        centre.client(ledger).run_once()
        assert [one["id"] for one in other.records()] == list(ledger.written)
        assert len(other.make_code(NOW).split()) == 1
    finally:
        other.close()
