"""Joining costs the same among many stations as among few."""

from collections.abc import Sequence
from typing import Any

import pytest

from app.server import doorway
from app.server.sql.port import Connection, Row
from app.sync.enrol import enrol
from tests.sync.memory import ADDRESS, NOW, Centre, MemoryLedger


class Counting:
    """A connection that counts the rows it gives."""

    def __init__(self, connection: Connection, given: list[int]) -> None:
        self._connection, self._given = connection, given

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        found = self._connection.rows(sql, values)
        self._given.append(len(found))
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def test_a_station_looks_at_no_other_to_join(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    took_in, given = doorway.enrol, []
    monkeypatch.setattr(doorway, "enrol", lambda connection, *rest: took_in(Counting(connection, given), *rest))
    looked_at = []
    for number in range(30):
        given.clear()
        enrol(
            ADDRESS, centre.storage.make_code(NOW), MemoryLedger().station, f"gate {number}", transport=centre.transport
        )
        looked_at.append(sum(given))
    assert looked_at == [1] * 30, "its own code"


def test_names_that_are_taken_have_a_number_behind_them(centre: Centre) -> None:
    joined = [centre.join(MemoryLedger().station, "gate").station_name for _ in range(3)]
    assert joined == ["gate", "gate (2)", "gate (3)"]
