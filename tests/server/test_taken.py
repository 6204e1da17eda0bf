"""The centre knows which version of the reference each station has, by the station's own word."""

from datetime import timedelta

import msgspec

from app.server.dashboard.stations import all_of
from app.server.reference import taken
from app.server.reference.changeset import Who
from app.server.reference.published import Published
from app.store.reference.staging.rows import Change
from app.sync.down.protocol import REFERENCE, Page
from app.sync.wire import unpack
from tests.server.asking import ask
from tests.sync.memory import NOW, Centre, MemoryLedger


def publish(centre: Centre, *keys: str) -> None:
    changes = [Change("level", key, b'"x"') for key in keys]
    Published(centre.storage.engine).change(Who("李主任", "level", "开学", NOW), changes)


def asked(centre: Centre, token: str, after: str = "") -> Page:
    response = ask(centre, "GET", f"{REFERENCE}?after={after}&nonce={bytes(16).hex()}", token=token)
    assert response.status_code == 200
    return msgspec.json.decode(unpack(response.content), type=Page)


def versions(centre: Centre) -> dict[str, int]:
    return {station: one.version for station, one in taken.of_all(centre.storage.engine).items()}


def test_what_a_station_comes_back_with_is_what_it_has(centre: Centre, ledger: MemoryLedger) -> None:
    token = centre.join(ledger.station).token
    publish(centre, "a", "b")
    page = asked(centre, token)
    assert versions(centre) == {}  # sent is not taken
    publish(centre, "c")
    page = asked(centre, token, page.cursor)
    assert versions(centre) == {ledger.station: 1}
    asked(centre, token, page.cursor)
    assert versions(centre) == {ledger.station: 2}


def test_a_place_on_the_way_or_of_another_history_is_no_word(centre: Centre, ledger: MemoryLedger) -> None:
    token = centre.join(ledger.station).token
    publish(centre, *map(str, range(3000)))
    half = asked(centre, token)
    assert half.seal is None
    for cursor in (half.cursor, "nonsense", ""):
        asked(centre, token, cursor)
    assert versions(centre) == {}


def test_a_station_that_asks_for_everything_has_nothing(centre: Centre, ledger: MemoryLedger) -> None:
    """What it had counted together was not what the centre sealed, so that it never used it."""
    token = centre.join(ledger.station).token
    publish(centre, "a")
    page = asked(centre, token)
    asked(centre, token, page.cursor)
    assert versions(centre) == {ledger.station: 1}
    asked(centre, token)
    assert versions(centre) == {}
    asked(centre, token, page.cursor)
    assert versions(centre) == {ledger.station: 1}


def test_a_station_that_only_asks_is_heard_all_the_same(centre: Centre, ledger: MemoryLedger) -> None:
    token = centre.join(ledger.station).token
    asked(centre, token)
    (station,) = all_of(centre.storage.engine)
    assert station.seen_at == NOW
    centre.storage.asked(ledger.station, "", NOW + timedelta(minutes=2))
    (station,) = all_of(centre.storage.engine)
    assert station.seen_at == NOW + timedelta(minutes=2)
