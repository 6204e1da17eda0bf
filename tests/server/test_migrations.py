"""A centre of an older version goes on with what it has; one of a newer version is left alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.server.counts.asked import Counts
from app.server.counts.recount import check, mend
from app.server.migrations import m0001_filing
from app.server.sql.port import Connection
from app.server.storage import Storage
from app.store.faults import NewerDatabase
from tests.server.engines import Place
from tests.sync.memory import NOW

STATION = "0b0e4d4b-5b0e-4b43-8f2c-2f9d1d2c6f7a"
INCARNATION = "2f9d1d2c-5b0e-4b43-8f2c-0e4d4b6f7a11"
AT = "2022-04-10T06:48:00+00:00"


def first_version(place: Place) -> None:
    """A database as the first version left it, with one station and one record."""
    engine = place()

    def made(connection: Connection) -> None:
        for statement in m0001_filing.STATEMENTS:
            connection.define(statement)
        connection.execute(
            "INSERT INTO station VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (STATION, "东门", "gate", bytes(32), bytes(32), AT, None, None),
        )
        record = (
            STATION, INCARNATION, 1, bytes(32), bytes(32), AT, 0, "01a201bb-0a47-74b9-8358-375aee684875", "temperature",
            1, AT, AT, 0.5, "b", "guard", "gate", "", "", '{"celsius":38.5,"person":"1"}', bytes(16),
        )  # fmt: skip
        connection.execute(f"INSERT INTO record VALUES ({', '.join('?' * len(record))})", record)

    engine.write(made)
    engine.close()


def test_the_first_versions_records_are_there_and_can_be_counted(place: Place) -> None:
    first_version(place)
    storage = Storage(place())
    assert [(one["kind"], one["celsius"]) for one in storage.records()] == [("temperature", 38.5)]
    assert check(storage.engine, STATION) != []
    mend(storage.engine, STATION)
    assert [(one.number, one.what.fever) for one in Counts(storage.engine).ever()] == [(1, True)]
    storage.close()


def test_several_processes_may_start_at_once(place: Place) -> None:
    def start(_: int) -> str:
        storage = Storage(place())
        epoch = storage.position(STATION, INCARNATION, NOW).epoch
        storage.close()
        return epoch

    with ThreadPoolExecutor(6) as threads:
        assert len(set(threads.map(start, range(6)))) == 1


def test_a_newer_versions_database_is_left_alone(place: Place) -> None:
    storage = Storage(place())
    storage.engine.write(
        lambda connection: connection.execute("INSERT INTO migration VALUES ('m9999_later', ?)", (AT,))
    )
    storage.close()
    engine = place()
    with pytest.raises(NewerDatabase):
        Storage(engine)
    engine.close()
