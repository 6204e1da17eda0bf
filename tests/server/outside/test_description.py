"""The centre's API is what its description says: schemathesis asks whatever the description allows, and what it does
not, with valid tokens, and holds every answer against it."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from app.server.api import create_app
from app.server.outside import pace
from app.server.outside.endpoint import HOME
from app.server.outside.site import ENDPOINTS
from app.sync.enrol import enrol
from tests.fakes.dashboards import Site
from tests.server.systems import System, token
from tests.sync.memory import ADDRESS, MemoryLedger

EXAMPLES = 2
"""Of every operation and phase; on one of the databases the edges of all parameters are tried beside them."""
ACCEPTED = ["2xx", "401", "403", "404", "409", "410", "422"]
"""What a request may meet that is right by its schema: no schema knows which ids there are, or which rows are right."""


def configuration(site: Site) -> SchemathesisConfig:
    """Bounded, and the same in every run. What stations send is right only with hashes that no schema can ask for."""
    code = site.storage.make_code(site.now)
    station = enrol(ADDRESS, code, MemoryLedger().station, "x", transport=site.transport).token
    return SchemathesisConfig.from_dict({
        "seed": 1,
        "generation": {"max-examples": EXAMPLES, "deterministic": True, "database": "none"},
        "phases": {"stateful": {"enabled": False}, "coverage": {"enabled": site.storage.engine.kind == "sqlite"}},
        "checks": {"positive_data_acceptance": {"expected-statuses": ACCEPTED}},
        "operations": [
            {"include-path-regex": f"^{HOME}/", "headers": {"Authorization": f"Bearer {token(site)}"}},
            {"include-path-regex": "^/(v1|health|metrics)", "headers": {"Authorization": f"Bearer {station}"},
             "checks": {"positive_data_acceptance": {"enabled": False}}},
        ],
    })  # fmt: skip


@asynccontextmanager
async def alone(_app: object) -> AsyncIterator[None]:
    """Every request starts and ends the application: without the courier, which has its own tests."""
    yield


def scenarios(site: Site) -> Iterator[Any]:
    """What was asked and answered, operation by operation."""
    app = create_app(site.storage, lambda: site.now)
    app.router.lifespan_context = alone
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=configuration(site))
    for event in from_schema(schema).execute():
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
        if isinstance(event, events.ScenarioFinished):
            yield event.recorder


def faults(recorder: Any) -> Iterator[str]:
    for id_, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info:
                failure = check.failure_info.failure
                case = recorder.cases[id_].value
                yield f"{recorder.label}: {failure.title}: {failure.message}\n{case.as_curl_command()}"


def test_every_answer_is_as_described(busy: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MOST", 100_000)
    answered: Counter[str] = Counter()
    found: list[str] = []
    for recorder in scenarios(busy):
        found += faults(recorder)
        answered.update(recorder.label for one in recorder.interactions.values() if one.response)
    assert not found, "\n\n".join(found)
    assert {f"{one.method} {HOME}{one.path}" for one in ENDPOINTS} <= answered.keys()
    assert sum(answered.values()) > 2 * len(answered)


def test_every_example_does_what_it_says(busy: Site) -> None:
    system = System(busy)
    for one in ENDPOINTS:
        if one.example is not None:
            assert system.post(one.path, one.example).status_code == one.status, one.path


def test_the_description_is_whole(busy: Site) -> None:
    document = System(busy).client.get("http://127.0.0.1:8000/openapi.json").json()
    for one in ENDPOINTS:
        said = document["paths"][HOME + one.path][one.method.lower()]
        assert said["security"] == [{"system": [one.scope]}]
        assert {"401", "403", "429", "503", str(one.status)} <= said["responses"].keys()
        assert said["summary"]
    text = System(busy).client.get("http://127.0.0.1:8000/openapi.json").text
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= document["components"]["schemas"].keys()
