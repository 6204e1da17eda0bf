"""What a monitor sees: numbers, for this machine or with a token; and nothing about anybody."""

import re

import pytest

from app.server.hooks import keeping, outbox
from app.server.sql.port import Connection
from tests.server.asking import ask, batch, post
from tests.sync.memory import NOW, Centre, MemoryLedger

LINE = re.compile(r'(# TYPE [a-z_]+ (counter|gauge|histogram)|[a-z_]+(\{([a-z]+="([^"\\\n]|\\.)*",?)+\})? -?[0-9.e+]+)')


def test_every_line_is_prometheuss(centre: Centre, ledger: MemoryLedger) -> None:
    token = centre.join(ledger.station, 'east "gate"\\').token
    ledger.write(3)
    ledger.write(1, body={"person": "20220007", "celsius": 38.5})
    post(centre, token, batch(ledger, ledger.unsent(9)))
    post(centre, token, batch(ledger, ledger.unsent(9)))
    post(centre, "wrong", batch(ledger, ledger.unsent(9)))
    response = ask(centre, "GET", "/metrics")
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = response.text.splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert {
        'gatepost_records_total{status="stored"} 4', 'gatepost_records_total{status="dup"} 4',
        'gatepost_refused_total{why="token"} 1', "gatepost_batch_seconds_count 2",
        'gatepost_today{kind="temperature"} 4', "gatepost_today_fevers 1",
    } <= set(lines)  # fmt: skip
    assert "2022000" not in response.text
    assert "guard" not in response.text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via"])
def test_through_a_proxy_only_with_the_token(centre: Centre, monkeypatch: pytest.MonkeyPatch, header: str) -> None:
    proxied = {header: "203.0.113.7"}
    assert ask(centre, "GET", "/metrics", headers=proxied).status_code == 401
    monkeypatch.setenv("GATEPOST_METRICS_TOKEN", "monitor")
    for token, status in (("monitor", 200), ("", 401), ("other", 401), ("Ünlesbar", 401)):
        given = proxied | ({"Authorization": f"Bearer {token}".encode()} if token else {})
        assert ask(centre, "GET", "/metrics", headers=given).status_code == status  # type: ignore[arg-type]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "[::1]:8000", "[::1]", "LocalHost"])
def test_this_machine_needs_no_token_while_there_is_none(centre: Centre, host: str) -> None:
    assert ask(centre, "GET", "/metrics", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["centre.example.edu.cn", "centre.example.edu.cn:443", "127.0.0.1.example.cn", "10.0.0.5", "[::2]:80", ""]
)
def test_by_another_name_only_with_the_token(centre: Centre, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """A proxy on this machine that passes the name it is known by, and says nothing else of itself."""
    assert ask(centre, "GET", "/metrics", headers={"Host": host}).status_code == 401
    monkeypatch.setenv("GATEPOST_METRICS_TOKEN", "monitor")
    assert ask(centre, "GET", "/metrics", token="monitor", headers={"Host": host}).status_code == 200


def test_where_there_is_a_token_this_machine_needs_it_too(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that passes neither a name nor an address cannot be told from this machine."""
    monkeypatch.setenv("GATEPOST_METRICS_TOKEN", "monitor")
    assert ask(centre, "GET", "/metrics").status_code == 401
    assert ask(centre, "GET", "/metrics", token="monitor").status_code == 200


def test_a_stations_token_opens_no_metrics(centre: Centre, ledger: MemoryLedger) -> None:
    token = centre.join(ledger.station).token
    assert ask(centre, "GET", "/metrics", token=token, headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 401


def test_webhooks_that_nobody_takes_are_seen(centre: Centre) -> None:
    def kept(connection: Connection) -> None:
        hook, _ = keeping.add(connection, 'the "office"', "https://x.example/", ["level.published"], NOW)
        outbox.ping(connection, hook.id, NOW)

    centre.storage.engine.write(kept)
    lines = ask(centre, "GET", "/metrics").text.splitlines()
    assert r'gatepost_hook_waiting{hook="the \"office\""} 1' in lines
    assert r'gatepost_hook_given_up{hook="the \"office\""} 0' in lines
