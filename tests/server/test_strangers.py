"""A stranger reads and writes nothing: every route of the application, taken from the application itself, is asked
without a token, and with every token that is not for it. A new route is tried by being there."""

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import httpx
import msgspec
import pytest
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from app.server import doorway, tokens
from app.server.dashboard.page import HOME as PAGES_AT
from app.server.dashboard.page import OPEN as FOR_ANYBODY
from app.server.dashboard.site import PAGES
from app.server.hooks import keeping
from app.server.metrics import PATH as METRICS
from app.server.outside import tokens as systems
from app.server.outside.endpoint import HOME as SYSTEMS_AT
from app.server.outside.scopes import SCOPES
from app.server.outside.site import ENDPOINTS
from app.sync.enrol import enrol
from app.sync.protocol import ENROL, HEALTH, TOKEN
from tests.fakes.dashboards import PERSON, Site, day, passage
from tests.server.asking import batch
from tests.server.engines import place_of
from tests.server.systems import token
from tests.sync.memory import ADDRESS, MemoryLedger

OPEN = {
    ("GET", "/"), ("GET", "/openapi.json"), ("GET", HEALTH), ("POST", ENROL), ("POST", TOKEN),
    ("GET", f"{PAGES_AT}/static/{{name}}"),
} | {(page.method, PAGES_AT + page.path) for page in PAGES if page.permission == FOR_ANYBODY}  # fmt: skip
"""What is meant for anybody; ENROL and TOKEN ask for proofs of their own, the pages for a name and its secret."""
SECRETS = (PERSON.number, PERSON.name, PERSON.phone, PERSON.id_number, "东门", "38.1")


class Asked(NamedTuple):
    """A route by its method and its path as the application has it."""

    method: str
    path: str

    def filled(self, known: dict[str, str]) -> str:
        """Its path for something that is there."""
        return re.sub(r"\{(\w+)(:\w+)?\}", lambda part: known.get(part[1], "x"), self.path)


def routes(found: list[BaseRoute], above: str = "") -> Iterator[Asked]:
    """Every route, also of what is mounted. What is no route of a kind known here must not pass unseen."""
    for one in found:
        if isinstance(one, Mount):
            yield from routes(one.routes, above + one.path)
        else:
            assert isinstance(one, Route) or hasattr(one, "methods"), one
            yield from (Asked(method, above + one.path) for method in sorted(one.methods - {"HEAD"}))


@pytest.fixture(scope="module")
def site(engine_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One centre for all of them, since nothing of this changes it."""
    made = Site.over(place_of(engine_kind, tmp_path_factory.mktemp("centre"))())
    day(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def known(site: Site) -> dict[str, str]:
    """What the paths may name, so that a route that is open would show it."""
    hook, _ = site.storage.engine.write(
        lambda connection: keeping.add(connection, "x", "https://x.example/", ["fever.found"], site.now)
    )
    return {"id": hook.id, "kind": "passage", "station": site.ledgers["东门"].station, "number": "1"}


def _expired_station(site: Site) -> str:
    station = site.ledgers["东门"].station
    long_ago = site.now - tokens.LIFE - timedelta(seconds=1)
    return site.storage.engine.write(lambda connection: tokens.issue(connection, station, long_ago)).token


def _revoked_station(site: Site) -> str:
    ledger, engine = MemoryLedger(), site.storage.engine
    made = enrol(ADDRESS, site.storage.make_code(site.now), ledger.station, "gone", transport=site.transport).token
    engine.write(lambda connection: doorway.revoke(connection, ledger.station, site.now))
    return made


def _expired_system(site: Site) -> str:
    earlier = site.now - timedelta(days=2)
    return site.storage.engine.write(lambda connection: systems.make(connection, "expired", list(SCOPES), 1, earlier))


def _revoked_system(site: Site) -> str:
    made = token(site, name="revoked")
    site.storage.engine.write(lambda connection: systems.revoke(connection, "revoked", site.now))
    return made


def _station(site: Site) -> str:
    """Of a station that has nothing to do with the one that is asked about."""
    code = site.storage.make_code(site.now)
    return enrol(ADDRESS, code, MemoryLedger().station, "other", transport=site.transport).token


BEARERS = {
    "wrong": lambda site: "wrong",
    "wrong but well made": lambda site: f"gpo_{'0' * 12}_{'A' * 43}",
    "a system's id with another's secret": lambda site: token(site, name="mixed")[:17] + token(site, name="m")[17:],
    "an expired station's": _expired_station,
    "a revoked station's": _revoked_station,
    "an expired system's": _expired_system,
    "a revoked system's": _revoked_system,
}
"""Tokens that open nothing at all."""


def state(site: Site) -> str:
    """Everything the database holds, but for when a token that opens was used last."""
    engine = site.storage.engine
    tables = (
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name" if engine.kind == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    )  # fmt: skip
    digest = hashlib.sha256()
    for (table,) in engine.read(lambda connection: connection.rows(tables)):
        if table != "outside_token":
            rows = engine.read(lambda connection: connection.rows(f"SELECT * FROM {table}"))  # noqa: B023
            digest.update(table.encode() + "".join(sorted(map(repr, rows))).encode())
    return digest.hexdigest()


def refused(response: httpx.Response) -> bool:
    """Whether the door stayed shut: not who, not allowed, or shown where to sign in."""
    signing_in = response.status_code == 303 and response.headers["location"].startswith(f"{PAGES_AT}/sign-in")
    return response.status_code in (401, 403) or signing_in


def ask(site: Site, asked: Asked, path: str, headers: dict[str, str]) -> httpx.Response:
    with httpx.Client(transport=site.transport, base_url=ADDRESS, headers=headers) as client:
        kind = {
            "Content-Type": "application/x-www-form-urlencoded" if path.startswith(PAGES_AT) else "application/json"
        }
        content = b"name=x&number=1&why=because" if path.startswith(PAGES_AT) else b"{}"
        return client.request(asked.method, path, content=content, headers=kind)


def strange(site: Site, known: dict[str, str], headers: dict[str, str], *, apart: str = "") -> list[str]:
    """The routes that answered more than a refusal, or said what is nobody's business. apart: left out, by the
    beginning of the path."""
    before, found = state(site), []
    for asked in routes(site.transport._app.routes):
        if apart and asked.path.startswith(apart):
            continue
        response = ask(site, asked, asked.filled(known), headers)
        shut = refused(response) or tuple(asked) in OPEN
        if not shut or any(secret in response.text for secret in SECRETS if response.status_code < 300):
            found.append(f"{asked.method} {asked.path}: {response.status_code}")
    assert state(site) == before
    return found


OUTSIDE = {"X-Forwarded-For": "203.0.113.7"}
"""/metrics are for this machine where no token is set: here nobody is on it."""


def test_without_a_token_nothing_is_open(site: Site, known: dict[str, str]) -> None:
    assert strange(site, known, OUTSIDE) == []


@pytest.mark.parametrize("bearer", BEARERS)
def test_with_a_token_that_opens_nothing(site: Site, known: dict[str, str], bearer: str) -> None:
    made = BEARERS[bearer](site)
    assert strange(site, known, OUTSIDE | {"Authorization": f"Bearer {made}"}) == []


@pytest.mark.parametrize("header", ["Basic eDp4", "Bearer", "bearer  ", "Token x"])
def test_with_what_is_no_token(site: Site, known: dict[str, str], header: str) -> None:
    assert strange(site, known, OUTSIDE | {"Authorization": header}) == []


def test_a_stations_token_opens_the_stations_routes_alone(site: Site, known: dict[str, str]) -> None:
    made = _station(site)
    assert strange(site, known, OUTSIDE | {"Authorization": f"Bearer {made}"}, apart="/v1/") == []
    assert strange(site, known, OUTSIDE | {"Cookie": f"gatepost-session={made}"}) == []


def test_a_systems_token_opens_the_systems_routes_alone(site: Site, known: dict[str, str]) -> None:
    made = token(site, name="whole")
    assert strange(site, known, OUTSIDE | {"Authorization": f"Bearer {made}"}, apart=SYSTEMS_AT) == []
    assert strange(site, known, OUTSIDE | {"Cookie": f"gatepost-session={made}; gatepost-door=x"}) == []


@pytest.mark.parametrize("one", ENDPOINTS, ids=lambda one: f"{one.method} {one.path}")
def test_a_narrower_token_opens_no_endpoint_of_another_scope(site: Site, known: dict[str, str], one: Any) -> None:
    made = token(site, *(scope for scope in SCOPES if scope != one.scope), name=f"no {one.method} {one.path}")
    before = state(site)
    asked = Asked(one.method, SYSTEMS_AT + one.path)
    response = ask(site, asked, asked.filled(known), {"Authorization": f"Bearer {made}"})
    assert (response.status_code, response.json()["type"]) == (403, "urn:gatepost:problem:scope")
    assert state(site) == before


def test_another_stations_records_are_neither_written_nor_seen(site: Site) -> None:
    ledger, made = site.ledgers["东门"], _station(site)
    with httpx.Client(
        transport=site.transport, base_url=ADDRESS, headers={"Authorization": f"Bearer {made}"}
    ) as client:
        before = state(site)
        sent = batch(ledger, ledger.write(1, body=passage("1", "x")))
        refused_ = client.post("/v1/records", content=msgspec.json.encode(sent),
                               headers={"Content-Type": "application/json"})  # fmt: skip
        assert (refused_.status_code, refused_.json()["refused"]) == (403, "station")
        place = client.get(f"/v1/position?incarnation={ledger.incarnation}").json()
        assert place["seq"] == 0
        assert state(site) == before


def test_the_routes_are_the_ones_there_are(site: Site) -> None:
    found = {tuple(one) for one in routes(site.transport._app.routes)}
    assert found >= OPEN
    assert found >= {(one.method, SYSTEMS_AT + one.path) for one in ENDPOINTS}
    assert found >= {(page.method, PAGES_AT + page.path) for page in PAGES}
    assert ("GET", METRICS) in found


def test_a_route_that_asks_nobody_for_a_token_would_be_found(site: Site, known: dict[str, str]) -> None:
    other = Site(site.storage, site.now)
    other.transport._app.add_route("/new/{number}", lambda _request: Response("x"), methods=["GET", "DELETE"])
    assert strange(other, known, OUTSIDE) == ["DELETE /new/{number}: 200", "GET /new/{number}: 200"]
    other.transport.end()
