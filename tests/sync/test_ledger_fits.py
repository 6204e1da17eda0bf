"""The station's real ledger under the upload: what the fakes promise, it keeps."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.database import Database
from app.store.fact import Draft
from app.store.ledger import Ledger
from app.sync import aside
from app.sync.client import SyncClient
from tests.fakes.faulty_transport import FaultyTransport, rolled
from tests.sync.memory import NOW, Centre


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "station.db", bytes(32)) as opened:
        yield opened


@pytest.fixture
def real(database: Database) -> Ledger:
    return Ledger(database, lambda: NOW, mark="this machine")


def write(ledger: Ledger, count: int, celsius: float = 36.5) -> list[str]:
    body = {"person": "20220001", "celsius": celsius}
    draft = Draft(kind="temperature", body=body, operator="guard", post="gate")
    return [entry.fact.id for entry in ledger.append_all([draft] * count)]


def client_of(centre: Centre, ledger: Ledger, network: FaultyTransport) -> SyncClient:
    return SyncClient(ledger.outbox, centre.join(ledger.station), network, lambda: NOW, random.Random(3))


def test_everything_written_arrives_through_a_bad_network(centre: Centre, real: Ledger) -> None:
    rng = random.Random(5)
    network = FaultyTransport(centre.transport, rolled(rng, 0.5))
    client = client_of(centre, real, network)
    written: list[str] = []
    for _ in range(8):
        written += write(real, rng.choice((1, 3, 30)))
        result = client.run_once()
        assert result.left == real.unsent_count()
        assert len(set(centre.ids(real.station))) >= len(written) - result.left
    network.choose = lambda: "none"
    assert client.run_once().left == 0
    assert sorted(centre.ids(real.station)) == sorted(written)


def test_a_restored_centre_gets_everything_again(centre: Centre, real: Ledger, tmp_path: Path) -> None:
    written = write(real, 30)
    client_of(centre, real, FaultyTransport(centre.transport)).run_once()
    empty = Centre(tmp_path)
    try:
        assert client_of(empty, real, FaultyTransport(empty.transport)).run_once().sent == 30
        assert empty.ids(real.station) == written
    finally:
        empty.close()


def test_an_old_backup_goes_on_in_a_new_incarnation(
    centre: Centre, real: Ledger, database: Database, tmp_path: Path
) -> None:
    network = FaultyTransport(centre.transport)
    before = write(real, 3)
    client_of(centre, real, network).run_once()
    database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(database.path, tmp_path / "old.db")
    later = write(real, 2)
    client_of(centre, real, network).run_once()
    with Database.open(tmp_path / "old.db", bytes(32)) as backup:
        old = Ledger(backup, lambda: NOW, mark="this machine")
        mine = write(old, 2)
        result = client_of(centre, old, network).run_once()
        assert (result.left, result.problem) == (0, "")
    assert sorted(centre.ids(real.station)) == sorted(before + later + mine)


def test_what_the_centre_cannot_read_is_marked(centre: Centre, real: Ledger) -> None:
    (bad,) = write(real, 1, celsius=99)
    result = client_of(centre, real, FaultyTransport(centre.transport)).run_once()
    assert (result.sent, result.left, result.quarantined) == (1, 0, 1)
    assert [(mark.entry.fact.id, mark.reason) for mark in real.outbox.quarantined()] == [(bad, "centre: body")]
    assert aside.held_back(real.outbox) == frozenset()
