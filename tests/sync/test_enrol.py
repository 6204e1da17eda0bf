"""Joining a centre: the right one, with a code that is good once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.server.api import create_app
from app.sync import code, enrolment
from app.sync.enrol import enrol
from app.sync.protocol import EnrolReply, EnrolRequest
from tests.fakes.faulty_transport import FAULTS, Answer, AsgiTransport, FaultyTransport
from tests.sync.memory import ADDRESS, NOW, Centre, MemoryLedger


class Shelf(dict[str, dict[str, Any]]):
    """Documents in memory."""

    def put(self, name: str, document: dict[str, Any]) -> None:
        self[name] = msgspec.json.decode(msgspec.json.encode(document))


def join(
    centre: Centre, given: str, station: str = "", network: httpx.BaseTransport | None = None, name: str = "东门"
) -> enrolment.Enrolment:
    return enrol(ADDRESS, given, station or MemoryLedger().station, name, "gate", transport=network or centre.transport)


def test_a_station_joins_and_keeps_what_it_needs(centre: Centre) -> None:
    ledger, shelf = MemoryLedger(), Shelf()
    made = join(centre, centre.storage.make_code(NOW), ledger.station, name="只有这里叫这个的门")
    enrolment.save(shelf, made)
    assert enrolment.load(shelf) == made
    assert (made.address, made.station, made.station_name) == (ADDRESS, ledger.station, "只有这里叫这个的门")
    assert centre.storage.station_of(made.token, NOW) == ledger.station


def test_a_station_that_stands_alone_has_no_bond() -> None:
    assert enrolment.load(Shelf()) is None


def test_a_code_is_good_once(centre: Centre) -> None:
    made = centre.storage.make_code(NOW)
    join(centre, made)
    with pytest.raises(UserError, match="已经用过"):
        join(centre, made)


def test_a_code_as_people_type_it(centre: Centre) -> None:
    made = centre.storage.make_code(NOW)
    assert join(centre, f"  {made.lower().replace('0', 'o').replace('1', 'l').replace('-', ' ')} ").token


def test_a_mistyped_code_never_leaves_the_station() -> None:
    silent = FaultyTransport(httpx.MockTransport(lambda request: httpx.Response(500)))
    for wrong in ("", "ABCD", "0" * 28 + "1", "校园", "U" * 28):
        with pytest.raises(UserError, match="错字"):
            enrol(ADDRESS, wrong, MemoryLedger().station, "东门", transport=silent)
    assert silent.requests == []


def test_a_code_of_this_centre_that_it_never_made(centre: Centre) -> None:
    real = code.read(centre.storage.make_code(NOW))
    assert real is not None
    with pytest.raises(UserError, match="不认识这个接入码"):
        join(centre, str(real._replace(secret="0" * 12)))


@pytest.fixture
def late(centre: Centre) -> Iterator[AsgiTransport]:
    """The same centre an hour later."""
    transport = AsgiTransport(create_app(centre.storage, lambda: NOW + timedelta(hours=1)))
    yield transport
    transport.end()


def test_a_code_that_expired(centre: Centre, late: AsgiTransport) -> None:
    with pytest.raises(UserError, match="已过期"):
        join(centre, centre.storage.make_code(NOW), network=late)


def test_another_centre_with_another_key(centre: Centre, tmp_path: Path) -> None:
    other = Centre(tmp_path)
    try:
        with pytest.raises(UserError, match="不认识这个接入码"):
            join(other, centre.storage.make_code(NOW))
    finally:
        other.close()


class Impostor(FaultyTransport):
    """Stands between, and answers with a key of its own or with the centre's and a signature of its own."""

    def __init__(self, centre: Centre, own_key: bool) -> None:
        super().__init__(centre.transport)
        self.key = Ed25519PrivateKey.generate()
        self.own_key = own_key

    def forward(self, request: httpx.Request) -> Answer:
        status, headers, body = super().forward(request)
        asked = msgspec.json.decode(request.content, type=EnrolRequest)
        real = msgspec.json.decode(body, type=EnrolReply)
        key = self.key.public_key().public_bytes_raw() if self.own_key else real.centre_key
        signature = self.key.sign(code.reply_words(asked, "stolen", real.station_name, real.centre_name))
        false = msgspec.structs.replace(real, token="stolen", centre_key=key, signature=signature)
        return status, headers, msgspec.json.encode(false)


@pytest.mark.parametrize("own_key", [True, False])
def test_an_impostor_is_found_out(centre: Centre, own_key: bool) -> None:
    with pytest.raises(UserError, match="不是发出这个接入码的指挥中心"):
        join(centre, centre.storage.make_code(NOW), network=Impostor(centre, own_key))


def test_the_secret_is_not_in_the_request(centre: Centre) -> None:
    network = FaultyTransport(centre.transport)
    made = centre.storage.make_code(NOW)
    join(centre, made, network=network)
    read = code.read(made)
    assert read is not None
    assert read.secret.encode() not in network.requests[0].content


def test_a_lost_answer_costs_no_new_code(centre: Centre) -> None:
    faults = iter(["lost after", "slow after", "none"])
    network = FaultyTransport(centre.transport, lambda: next(faults))
    assert join(centre, centre.storage.make_code(NOW), network=network).token


HARMLESS = {"none", "twice", "old again", "wrong batch", "wrong head", "wrong count"}
"""The wrong ones change what an answer to an enrolment does not have."""


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - HARMLESS))
def test_whatever_goes_wrong_is_a_sentence(centre: Centre, fault: str) -> None:
    network = FaultyTransport(centre.transport, lambda: fault)
    with pytest.raises(UserError, match="。"):
        join(centre, centre.storage.make_code(NOW), network=network)


def test_a_forged_signature_of_the_station_is_refused(centre: Centre) -> None:
    def twisted(request: httpx.Request) -> httpx.Response:
        asked = msgspec.json.decode(request.content, type=EnrolRequest)
        content = msgspec.json.encode(msgspec.structs.replace(asked, signature=bytes(64)))
        return centre.transport.handle_request(
            httpx.Request("POST", request.url, content=content, headers={"content-type": "application/json"})
        )

    with pytest.raises(UserError, match="403"):
        join(centre, centre.storage.make_code(NOW), network=httpx.MockTransport(twisted))


@given(st.binary(min_size=32, max_size=32), st.integers(0, 27), st.sampled_from(code.ALPHABET))
def test_a_code_reads_back_and_shows_a_wrong_letter(key: bytes, at: int, letter: str) -> None:
    made = code.make(key)
    text = str(made)
    assert code.read(text) == made
    assert made.fingerprint == code.fingerprint(key)
    bare = text.replace("-", "")
    changed = code.read(bare[:at] + letter + bare[at + 1 :])
    assert changed is None or str(changed).replace("-", "")[at] == letter


def test_one_wrong_letter_is_nearly_always_seen() -> None:
    bare = str(code.make(bytes(32))).replace("-", "")
    wrong = [bare[:at] + one + bare[at + 1 :] for at in range(28) for one in code.ALPHABET if one != bare[at]]
    assert sum(code.read(text) is not None for text in wrong) < len(wrong) * 0.1


def test_times_of_codes_compare_whatever_their_zone(centre: Centre) -> None:
    zone = datetime.fromisoformat("2022-04-10T14:48:00+08:00")
    assert zone == NOW
    assert join(centre, centre.storage.make_code(zone)).token
