"""Where a hook may lead, and where the centre does not go for anybody."""

import socket
from typing import Any

import anyio
import pytest

from app.server.hooks import destination, sending
from app.server.hooks.destination import Refused, checked, target
from tests.fakes.dashboards import Site
from tests.fakes.receiver import receiving
from tests.server.hooks.conftest import Desk
from tests.server.systems import System, problem

GOOD = ["https://jw.example.edu.cn/gatepost", "https://10.1.2.3:8443/hook?x=1", "https://192.168.1.9/"]
BAD = [
    "http://jw.example.edu.cn/", "ftp://jw.example.edu.cn/", "https://", "https://a:b@jw.example.edu.cn/", "//x", "x",
    "", "https://jw.example.edu.cn/#part", "https://169.254.169.254/latest", "https://0.0.0.0/", "https://[fe80::1]/",
    "https://224.0.0.1/", "https://[fd00:ec2::254]/", "https://[::ffff:169.254.169.254]/", "https://jw.example.edu.cn:0/",
    "https://jw.example.edu.cn:99999/", "http://127.0.0.1.example.cn/", "https://" + "a" * 500,
]  # fmt: skip
HERE = ["http://127.0.0.1:9000/hook", "http://localhost:9000/", "http://[::1]:9000/", "https://127.0.0.1/"]


@pytest.mark.parametrize("address", GOOD)
def test_https_is_allowed_in_the_campuss_own_network_too(address: str) -> None:
    assert checked(address, here=False) == address


@pytest.mark.parametrize("address", BAD)
@pytest.mark.parametrize("here", [False, True])
def test_nothing_else_is(address: str, here: bool) -> None:
    with pytest.raises(Refused):
        checked(address, here=here)


@pytest.mark.parametrize("address", HERE)
def test_this_machine_only_for_who_sits_at_it(address: str) -> None:
    assert checked(address, here=True)
    with pytest.raises(Refused):
        checked(address, here=False)


def resolved(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found: list[Any] = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
    monkeypatch.setattr(destination.socket, "getaddrinfo", lambda *_, **__: found)


@pytest.mark.parametrize(
    "astray", ["127.0.0.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1%eth0", "100.100.100.200"]
)
def test_a_name_that_leads_astray_is_not_followed(monkeypatch: pytest.MonkeyPatch, astray: str) -> None:
    """Also when only one of its addresses does: the next look-up may turn the other one up."""
    resolved(monkeypatch, "10.1.2.3", astray)
    with pytest.raises(Refused):
        target("https://jw.example.edu.cn/hook")
    outcome = anyio.run(sending.send, "https://jw.example.edu.cn/hook", b"{}", {})
    assert (outcome.taken, outcome.said) == (False, "address")


def test_the_address_that_was_judged_is_the_one_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that changes its mind (rebinding) changes nothing; the certificate is still held against the name."""
    resolved(monkeypatch, "10.1.2.3")
    where = target("https://jw.example.edu.cn:8443/hook?x=1")
    assert (str(where.url), where.host) == ("https://10.1.2.3:8443/hook?x=1", "jw.example.edu.cn:8443")


def test_a_redirect_is_not_followed(desk: Desk) -> None:
    with receiving(302) as receiver:
        outcome = anyio.run(sending.send, receiver.address, b"{}", {})
    assert (outcome.taken, outcome.said, len(receiver.got)) == (False, "302", 1)


def test_a_name_that_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(destination.socket, "getaddrinfo", nowhere)
    assert anyio.run(sending.send, "https://jw.example.edu.cn/", b"", {}).said == "name"


def test_a_receiver_without_its_certificate_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as receiver:
        outcome = anyio.run(sending.send, receiver.address.replace("http:", "https:"), b"{}", {})
    assert (outcome.taken, receiver.got) == (False, [])


def test_hooks_by_another_system(site: Site, desk: Desk) -> None:
    system = System(site, "hooks.manage")
    wanted = {"name": "教务系统", "address": "https://jw.example.edu.cn/gatepost", "events": ["level.published"]}
    made = system.post("/hooks", wanted, **{"Idempotency-Key": "1"})
    assert made.status_code == 201
    assert len(bytes.fromhex(made.json()["secret"])) == 32
    assert system.post("/hooks", wanted, **{"Idempotency-Key": "1"}).json() == made.json()
    assert problem(system.post("/hooks", wanted)) == (409, "taken")
    for change, said in (
        ({"address": "http://127.0.0.1:1/"}, (422, "destination")), ({"name": "  "}, (400, "malformed")),
        ({"events": ["ping"]}, (400, "malformed")), ({"events": []}, (400, "malformed")),
    ):  # fmt: skip
        assert problem(system.post("/hooks", wanted | {"name": "b"} | change)) == said
    (one,) = system.get("/hooks").json()["items"]
    assert "secret" not in one
    id_ = one["id"]
    delivery = system.post(f"/hooks/{id_}/test").json()["delivery"]
    (shown,) = system.get(f"/hooks/{id_}/deliveries").json()["items"]
    assert (shown["id"], shown["event"], shown["state"]) == (delivery, "ping", "waiting")
    gone = system.client.delete(f"/hooks/{id_}")
    assert (gone.status_code, gone.content) == (204, b"")
    for answer in (system.client.delete(f"/hooks/{id_}"), system.get(f"/hooks/{id_}/deliveries"),
                   system.post(f"/hooks/{id_}/test")):  # fmt: skip
        assert problem(answer) == (404, "absent")
    assert desk.round() == 0
