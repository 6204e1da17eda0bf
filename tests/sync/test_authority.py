"""TLS with the campus's own CA, over real sockets: it alone is trusted, and what is wrong is said."""

import ipaddress
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
import uvicorn
from cryptography.hazmat.primitives.serialization import Encoding

from app.errors import UserError
from app.server.run import Tls, configuration
from app.sync import authority
from app.sync.client import SyncClient
from app.sync.enrol import enrol
from tests.fakes.authorities import Authority
from tests.sync.memory import Centre, MemoryLedger


@contextmanager
def serving(centre: Centre, files: tuple[Path, Path]) -> Iterator[str]:
    """The real server with that certificate, in a thread."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(configuration(centre.storage, Tls(*files)))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(15)
        listener.close()
        assert not thread.is_alive()


@pytest.fixture
def campus(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def test_a_post_trusts_its_campus_and_sends(centre: Centre, campus: Authority) -> None:
    ledger = MemoryLedger()
    ledger.write(3)
    with serving(centre, campus.server()) as address:
        given = authority.read(campus.file)
        bond = enrol(address, centre.storage.make_code(), ledger.station, "东门", authority=given)
        client = SyncClient(ledger, bond)
        result = client.run_once()
        client.close()
    assert (result.sent, result.left, result.problem) == (3, 0, "")


def test_nothing_of_a_private_key_is_kept(campus: Authority) -> None:
    assert "PRIVATE" in campus.file.read_text()
    assert "PRIVATE" not in authority.read(campus.file)


def test_without_it_or_with_another_nobody_is_joined_and_it_says_why(
    centre: Centre, campus: Authority, tmp_path: Path
) -> None:
    other = authority.read(Authority(tmp_path, "Another CA").file)
    with serving(centre, campus.server()) as address:
        for given in ("", other):
            with pytest.raises(UserError, match="不受信任"):
                enrol(address, centre.storage.make_code(), MemoryLedger().station, "东门", authority=given)


@pytest.mark.parametrize(("address", "days", "why"), [("127.0.0.1", -1, "已过期"), ("127.0.0.2", 30, "不是这个地址")])
def test_a_certificate_of_another_time_or_place(
    centre: Centre, campus: Authority, address: str, days: int, why: str
) -> None:
    files = campus.server(ipaddress.IPv4Address(address), days=days)
    with serving(centre, files) as url, pytest.raises(UserError, match=why):
        enrol(url, centre.storage.make_code(), MemoryLedger().station, "东门", authority=authority.read(campus.file))


def test_an_enrolled_post_says_that_the_centre_shows_another_certificate(
    centre: Centre, campus: Authority, tmp_path: Path
) -> None:
    ledger = MemoryLedger()
    with serving(centre, campus.server()) as address:
        given = authority.read(campus.file)
        bond = enrol(address, centre.storage.make_code(), ledger.station, "东门", authority=given)
    ledger.write(1)
    imposter = Authority(tmp_path, "Imposter")
    with serving(centre, imposter.server()) as address:
        client = SyncClient(ledger, msgspec.structs.replace(bond, address=address))
        result = client.run_once()
        client.close()
    assert (result.sent, result.left) == (0, 1)
    assert "不受信任" in result.problem


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_certificates_come_as_people_have_them(campus: Authority, tmp_path: Path, encoding: Encoding) -> None:
    file = tmp_path / "ca.cer"
    file.write_bytes(campus.certificate.public_bytes(encoding))
    assert authority.read(file) == campus.certificate.public_bytes(Encoding.PEM).decode()


def test_a_file_that_is_none_is_refused_with_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    with pytest.raises(UserError, match="读不到"):
        authority.read(file)
    for content in (b"", b"-----BEGIN CERTIFICATE-----\nAAAA", b"PK\x03\x04", bytes(range(256))):
        file.write_bytes(content)
        with pytest.raises(UserError, match="不是证书"):
            authority.read(file)
    with pytest.raises(UserError, match="已过期"):
        authority.read(Authority(tmp_path, "Old CA", days=-2).file)
