"""Who may ask the centre what."""

import msgspec
import pytest

from app.sync.protocol import HEALTH, POSITION, RECORDS
from tests.server.asking import ask, batch, post, refused
from tests.sync.memory import Centre, MemoryLedger

CLOSED = [("POST", RECORDS), ("GET", f"{POSITION}?incarnation=2f9d1d2c-5b0e-4b43-8f2c-0e4d4b6f7a11")]


@pytest.mark.parametrize(("method", "path"), CLOSED)
@pytest.mark.parametrize("token", ["", "wrong", "Ünlesbar", "a" * 5000])
def test_without_a_stations_token_nothing_is_open(centre: Centre, method: str, path: str, token: str) -> None:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}".encode()} if token else {})
    assert refused(ask(centre, method, path, b"{}", headers=headers)) == (401, "token")  # type: ignore[arg-type]


@pytest.mark.parametrize("header", ["Basic abc", "Bearer", "Bearer ", ""])
def test_other_ways_to_sign_in_are_no_token(centre: Centre, header: str) -> None:
    assert refused(ask(centre, "POST", RECORDS, b"{}", headers={"Authorization": header})) == (401, "token")


def test_another_stations_token_writes_nothing(centre: Centre, ledger: MemoryLedger) -> None:
    other = centre.join(MemoryLedger().station)
    centre.join(ledger.station)
    assert refused(post(centre, other.token, batch(ledger, ledger.write(2)))) == (403, "station")
    assert centre.ids(ledger.station) == []


def test_another_stations_token_sees_nothing(centre: Centre, ledger: MemoryLedger) -> None:
    ledger.write(2)
    centre.client(ledger).run_once()
    other = centre.join(MemoryLedger().station)
    found = ask(centre, "GET", f"{POSITION}?incarnation={ledger.incarnation}", token=other.token)
    assert found.json()["seq"] == 0


def test_an_enrolment_replaces_the_token_before(centre: Centre, ledger: MemoryLedger) -> None:
    old, new = centre.join(ledger.station), centre.join(ledger.station)
    assert refused(post(centre, old.token, batch(ledger, ledger.write(1)))) == (401, "token")
    assert post(centre, new.token, batch(ledger, ledger.unsent(1))).status_code == 200


@pytest.mark.parametrize("path", [HEALTH, "/openapi.json"])
def test_health_and_description_are_open(centre: Centre, path: str) -> None:
    assert ask(centre, "GET", path).status_code == 200


def test_the_description_names_every_path_and_type(centre: Centre) -> None:
    document = ask(centre, "GET", "/openapi.json").json()
    assert {RECORDS, POSITION, HEALTH, "/v1/enrol"} <= document["paths"].keys()
    assert {"Batch", "Record", "Fact", "Answer", "Refusal", "EnrolRequest"} <= document["components"]["schemas"].keys()
    references = set(msgspec.json.encode(document).decode().split("#/components/schemas/")[1:])
    named = {reference.split('"')[0] for reference in references}
    assert named <= document["components"]["schemas"].keys()
