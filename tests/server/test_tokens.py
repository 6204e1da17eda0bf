"""Tokens end, and are renewed by the station's key; nobody else gets one."""

import random
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

import httpx
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import UserError
from app.server import doorway, tokens
from app.server.api import create_app
from app.server.sql.port import Connection
from app.server.tokens import LIFE
from app.sync.client import SyncClient
from app.sync.down.others import OTHERS
from app.sync.down.protocol import REFERENCE
from app.sync.enrol import enrol
from app.sync.enrolment import Enrolment
from app.sync.protocol import POSITION, RECORDS, TOKEN, Refusal, TokenReply, TokenRequest
from app.sync.renewal import request, words
from tests.fakes.faulty_transport import AsgiTransport
from tests.server.asking import ask, batch, post, refused
from tests.sync.memory import ADDRESS, NOW, Centre, MemoryLedger

INCARNATION = "2f9d1d2c-5b0e-4b43-8f2c-0e4d4b6f7a11"
CLOSED = [
    ("POST", RECORDS), ("GET", f"{POSITION}?incarnation={INCARNATION}"),
    ("GET", f"{REFERENCE}?after=&nonce={'0' * 32}"), ("POST", REFERENCE), ("GET", f"{OTHERS}?after="),
]  # fmt: skip


class Later(Centre):
    """The same centre, asked at another time."""

    def __init__(self, centre: Centre, now: datetime) -> None:
        self.storage = centre.storage
        self.transport = AsgiTransport(create_app(self.storage, lambda: now))

    def close(self) -> None:
        self.transport.end()


@pytest.fixture
def identity(centre: Centre, ledger: MemoryLedger) -> Enrolment:
    return centre.join(ledger.station)


def renewal(centre: Centre, identity: Enrolment, token: str = "") -> httpx.Response:
    """Ask with a token that does not open, and for another one."""
    no = ask(centre, "POST", RECORDS, b"{}", token)
    asked = request(identity, msgspec.json.decode(no.content, type=Refusal))
    assert asked is not None
    return ask(centre, "POST", TOKEN, asked)


def test_every_endpoint_of_the_stations_is_in_this_list(centre: Centre) -> None:
    paths = ask(centre, "GET", "/openapi.json").json()["paths"]
    secured = {(way.upper(), path) for path, ways in paths.items() for way, one in ways.items()
               if {"station": []} in one.get("security", [])}  # fmt: skip
    assert secured == {(way, path.partition("?")[0]) for way, path in CLOSED}


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_an_expired_token_opens_nothing(centre: Centre, identity: Enrolment, method: str, path: str) -> None:
    for later_by, status in ((timedelta(0), {200, 400}), (LIFE, {200, 400}), (LIFE + timedelta(seconds=1), {401})):
        later = Later(centre, NOW + later_by)
        assert ask(later, method, path, b"{}", identity.token).status_code in status
        later.close()


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_a_revoked_station_opens_nothing_and_gets_no_token(
    centre: Centre, ledger: MemoryLedger, identity: Enrolment, method: str, path: str
) -> None:
    centre.storage.engine.write(lambda connection: doorway.revoke(connection, ledger.station, NOW))
    assert refused(ask(centre, method, path, b"{}", identity.token)) == (401, "token")
    assert refused(renewal(centre, identity)) == (401, "token")


def test_a_token_made_while_its_station_was_revoked_opens_nothing(
    centre: Centre, ledger: MemoryLedger, identity: Enrolment
) -> None:
    """A renewal that had looked before the revocation, and wrote behind it."""
    centre.storage.engine.write(lambda connection: doorway.revoke(connection, ledger.station, NOW))
    late = centre.storage.engine.write(lambda connection: tokens.issue(connection, ledger.station, NOW))
    assert refused(post(centre, late.token, batch(ledger, ledger.write(1)))) == (401, "token")


def test_a_token_of_the_old_key_does_not_outlive_joining_anew(
    centre: Centre, ledger: MemoryLedger, identity: Enrolment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The station joins again with another key at the very moment that the old key is good for a token."""
    issue, joined = tokens.issue, list[Future[Enrolment]]()

    def overtaken(connection: Connection, station: str, now: datetime) -> TokenReply:
        monkeypatch.setattr(tokens, "issue", issue)
        joined.append(threads.submit(centre.join, station))
        wait(joined, timeout=0.5)  # it waits for us where the row of the station is held, and is done where it is not
        return issue(connection, station, now)

    with ThreadPoolExecutor(1) as threads:
        monkeypatch.setattr(tokens, "issue", overtaken)
        old = renewal(centre, identity).json()["token"]
        new = joined[0].result().token
    assert refused(post(centre, old, batch(ledger, ledger.write(1)))) == (401, "token")
    assert ask(centre, "GET", f"{POSITION}?incarnation={INCARNATION}", token=new).status_code == 200


def test_a_token_is_of_its_station_alone(centre: Centre, ledger: MemoryLedger, identity: Enrolment) -> None:
    other = centre.join(MemoryLedger().station)
    mixed = f"{ledger.station}.{other.token.partition('.')[2]}"
    assert refused(post(centre, mixed, batch(ledger, ledger.write(1)))) == (401, "token")
    assert identity.token != other.token


def test_a_station_goes_on_when_its_token_has_ended(centre: Centre, ledger: MemoryLedger, identity: Enrolment) -> None:
    ledger.write(700)
    later = Later(centre, NOW + timedelta(days=40))
    client = SyncClient(ledger, identity, later.transport)
    result = client.run_once()
    later.close()
    client.close()
    assert (result.sent, result.left, result.problem) == (700, 0, "")


def test_a_clock_that_jumps_and_comes_back_costs_every_station_a_renewal_and_nothing_else(centre: Centre) -> None:
    """All tokens end in the same moment: so do those of a district that joined in one hour."""
    now, refusals = [NOW], []

    def counted(request: httpx.Request) -> httpx.Response:
        response = transport.handle_request(request)
        refusals.extend([request.url.path] * (response.status_code == 401))
        return response

    transport = AsgiTransport(create_app(centre.storage, lambda: now[0]))
    ledgers = [MemoryLedger(rng=random.Random(number)) for number in range(12)]
    clients = [SyncClient(one, centre.join(one.station), httpx.MockTransport(counted)) for one in ledgers]
    for jumped in (NOW, NOW + timedelta(hours=13), NOW, NOW + timedelta(seconds=1)):
        now[0] = jumped
        for ledger, client in zip(ledgers, clients, strict=True):
            ledger.write(3)
            result = client.run_once()
            assert (result.sent, result.left, result.problem, result.paused) == (3, 0, "", False)
    for ledger, client in zip(ledgers, clients, strict=True):
        assert centre.ids(ledger.station) == list(ledger.written)
        client.close()
    transport.end()
    assert refusals == [RECORDS] * len(ledgers)


def test_whoever_holds_a_token_is_told_why_it_does_not_open(centre: Centre, identity: Enrolment) -> None:
    later = Later(centre, NOW + LIFE + timedelta(minutes=1))
    said = {
        who: msgspec.json.decode(ask(where, "POST", RECORDS, b"{}", token).content, type=Refusal).detail
        for who, where, token in (
            ("nobody", centre, ""), ("stranger", centre, f"{identity.station}.x"), ("late", later, identity.token),
        )
    }  # fmt: skip
    later.close()
    assert (said["nobody"], said["stranger"]) == ("no token", "unknown token")
    assert said["late"].startswith("ended 2022-")


def test_a_restored_centre_knows_the_key_though_not_the_token(
    centre: Centre, ledger: MemoryLedger, identity: Enrolment
) -> None:
    centre.storage.engine.write(lambda connection: connection.execute("DELETE FROM token"))
    ledger.write(3)
    client = SyncClient(ledger, identity, centre.transport)
    assert client.run_once().sent == 3
    client.close()


def test_a_revoked_stations_upload_pauses_and_a_new_code_lets_it_in(
    centre: Centre, ledger: MemoryLedger, identity: Enrolment
) -> None:
    ledger.write(3)
    centre.storage.engine.write(lambda connection: doorway.revoke(connection, ledger.station, NOW))
    client = SyncClient(ledger, identity, centre.transport)
    result = client.run_once()
    client.close()
    assert (result.paused, result.left) == (True, 3)
    assert centre.client(ledger).run_once().sent == 3


@pytest.mark.parametrize("wrong", ["key", "station", "challenge", "old", "signature"])
def test_nobody_else_gets_a_token(centre: Centre, identity: Enrolment, wrong: str) -> None:
    asked_at = Later(centre, NOW - timedelta(minutes=6) if wrong == "old" else NOW)
    challenge = msgspec.json.decode(ask(asked_at, "POST", RECORDS, b"{}").content, type=Refusal).challenge
    asked_at.close()
    challenge = bytes(40) if wrong == "challenge" else challenge
    station = centre.join(MemoryLedger().station).station if wrong == "station" else identity.station
    key = Ed25519PrivateKey.from_private_bytes(identity.private_key)
    key = Ed25519PrivateKey.generate() if wrong == "key" else key
    signature = bytes(64) if wrong == "signature" else key.sign(words(station, challenge))
    asked = TokenRequest(station=station, challenge=challenge, signature=signature)
    assert refused(ask(centre, "POST", TOKEN, msgspec.json.encode(asked))) == (401, "token")


def test_several_programs_of_a_station_have_their_own(centre: Centre, identity: Enrolment) -> None:
    first, second = (renewal(centre, identity).json()["token"] for _ in range(2))
    path = f"{POSITION}?incarnation={INCARNATION}"
    assert {ask(centre, "GET", path, token=token).status_code for token in (identity.token, first, second)} == {200}


def test_a_broken_pc_is_replaced_under_its_name(centre: Centre, ledger: MemoryLedger) -> None:
    broken = centre.join(ledger.station, "东门")
    code = centre.storage.make_code(NOW, replaces="东门")
    new = enrol(ADDRESS, code, MemoryLedger().station, "new PC", transport=centre.transport)
    assert new.station_name == "东门"
    assert refused(post(centre, broken.token, batch(ledger, ledger.write(1)))) == (401, "token")
    assert refused(renewal(centre, broken)) == (401, "token")


def test_eight_stations_at_once_cannot_share_a_code(centre: Centre) -> None:
    code = centre.storage.make_code(NOW)

    def join(station: str) -> bool:
        try:
            return bool(enrol(ADDRESS, code, station, "东门", transport=centre.transport))
        except UserError:
            return False

    with ThreadPoolExecutor(8) as threads:
        let_in = list(threads.map(join, [MemoryLedger().station for _ in range(8)]))
    assert sum(let_in) == 1


def test_two_posts_of_one_name_are_told_apart(centre: Centre, ledger: MemoryLedger) -> None:
    names = [centre.join(MemoryLedger().station, "东门").station_name for _ in range(3)]
    assert names == ["东门", "东门 (2)", "东门 (3)"]
    assert centre.join(ledger.station, "西门").station_name == "西门"
    assert centre.join(ledger.station, "西门").station_name == "西门"
