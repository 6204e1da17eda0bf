"""Whatever arrives, the centre answers 4xx, stores nothing, and goes on."""

import gzip
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sync.enrolment import Enrolment
from app.sync.protocol import ENROL, POSITION, RECORDS
from tests.server.asking import JSON, ask, batch, post, refused
from tests.server.engines import place_of
from tests.sync.memory import Centre, MemoryLedger

GZIP = JSON | {"Content-Encoding": "gzip"}


@pytest.fixture
def identity(centre: Centre, ledger: MemoryLedger) -> Enrolment:
    return centre.join(ledger.station)


@pytest.mark.parametrize("path", [RECORDS, ENROL])
@pytest.mark.parametrize(
    ("content", "headers", "expected"),
    [
        (gzip.compress(bytes(200_000_000)), GZIP, (413, "large")),
        (random.Random(1).randbytes(3_000_000), JSON, (400, "malformed")),
        (random.Random(1).randbytes(3_000_000), GZIP, (400, "malformed")),
        (bytes(5_000_000), JSON, (413, "large")),
        (gzip.compress(b"{}")[:-3], GZIP, (400, "malformed")),
        (gzip.compress(b"{}") + b"more", GZIP, (400, "malformed")),
        (b"[" * 1_000_000, JSON, (400, "malformed")),
        (b'{"records":' + b"[" * 1_000_000, JSON, (400, "malformed")),
        (b"", JSON, (400, "malformed")),
        (b"null", JSON, (400, "malformed")),
        (b'"\xff\xfe"', JSON, (400, "malformed")),
        (b"{}", {"Content-Type": "text/html"}, (415, "unsupported")),
        (b"{}", {}, (415, "unsupported")),
        (b"{}", JSON | {"Content-Encoding": "br"}, (415, "unsupported")),
        (b"{}", JSON | {"Content-Encoding": "gzip, gzip"}, (415, "unsupported")),
    ],
    ids=range(15),
)
def test_garbage(
    centre: Centre, identity: Enrolment, path: str, content: bytes, headers: dict[str, str], expected: tuple[int, str]
) -> None:
    assert refused(ask(centre, "POST", path, content, identity.token, headers)) == expected


@pytest.mark.parametrize(
    "change",
    [
        {"station": "no uuid"}, {"incarnation": "2F9D1D2C-5B0E-4B43-8F2C-0E4D4B6F7A11"}, {"before": "AAAA"},
        {"head": None}, {"records": []}, {"records": [None]},
        {"records": [{"seq": 0, "hash": "A" * 43 + "="}]}, {"records": "x"},
        {"records": [{"seq": 2**60, "hash": "A" * 43 + "="}]}, {"sent_at": "yesterday"}, {"id": "\n"},
    ],
    ids=str,
)  # fmt: skip
def test_a_batch_that_is_none(
    centre: Centre, ledger: MemoryLedger, identity: Enrolment, change: dict[str, object]
) -> None:
    right = msgspec.json.decode(msgspec.json.encode(batch(ledger, ledger.write(1))))
    assert refused(post(centre, identity.token, right | change)) == (400, "malformed")
    assert centre.ids(ledger.station) == []


def test_records_out_of_order_or_with_a_gap(centre: Centre, ledger: MemoryLedger, identity: Enrolment) -> None:
    entries = ledger.write(4)
    for wrong in (entries[::-1], entries[:1] + entries[2:], entries[:2] + entries[1:]):
        assert refused(post(centre, identity.token, batch(ledger, wrong)))[0] in (400, 409)
    assert centre.ids(ledger.station) == []


def test_more_than_a_batch_may_hold(centre: Centre, ledger: MemoryLedger, identity: Enrolment) -> None:
    assert refused(post(centre, identity.token, batch(ledger, ledger.write(501)))) == (413, "large")


def test_unknown_paths_and_methods(centre: Centre) -> None:
    assert ask(centre, "GET", "/v1/nothing").status_code == 404
    assert ask(centre, "DELETE", RECORDS).status_code == 405


@pytest.mark.parametrize("incarnation", ["", "x", "%00", "'; DROP TABLE record; --"])
def test_a_position_of_nothing(centre: Centre, identity: Enrolment, incarnation: str) -> None:
    assert refused(ask(centre, "GET", f"{POSITION}?incarnation={incarnation}", token=identity.token)) == (
        400,
        "malformed",
    )


@pytest.fixture(scope="module")
def lasting(engine_kind: str, tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("centre")
    made = Centre(folder, place_of(engine_kind, folder)())
    yield made
    made.close()


@settings(max_examples=50)
@given(
    fact=st.dictionaries(
        st.sampled_from(("id", "kind", "schema", "at", "entered_at", "mono", "boot", "operator", "body", "salt")),
        st.one_of(
            st.none(), st.text(max_size=9), st.integers(), st.floats(), st.lists(st.integers(), max_size=2),
            st.dictionaries(st.text(max_size=4), st.integers(), max_size=3), st.just("0001-01-01T00:00:00+14:00"),
        ),
    )
)  # fmt: skip
def test_a_fact_of_anything_is_kept_raw(lasting: Centre, fact: dict[str, object]) -> None:
    ledger = MemoryLedger()
    (entry,) = ledger.write(1)
    plain = msgspec.to_builtins(entry.fact)
    record = {"seq": 1, "hash": entry.fact_hash, "fact": plain | fact}
    right = batch(ledger, [entry])
    wrong = msgspec.structs.replace(right, records=[msgspec.Raw(msgspec.json.encode(record))])
    response = post(lasting, lasting.join(ledger.station).token, wrong)
    assert response.status_code == 200
    assert [one["status"] for one in response.json()["statuses"]] in ([], ["quarantined"])
    assert len(list(lasting.storage.records(ledger.station))) == 1
