"""The table of the ledger, of many records: a filter never stands in the way of the next key."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.records.registry import kind
from app.report.table import cells
from tests.shots.records import ROWS
from ui import recordtable
from ui.recordtable import RecordTable


@pytest.fixture
def many() -> list[dict[str, Any]]:
    return [
        {**ROWS[at % len(ROWS)], "id": f"r{at}", "seq": at, "note": "最后" if at > 1990 else ""} for at in range(2000)
    ]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Of which rows the text was made."""
    rows: list[int] = []

    def counted(about: Any, row: dict[str, Any]) -> list[str]:
        rows.append(row["seq"])
        return cells(about, row)

    monkeypatch.setattr(recordtable, "cells", counted)
    return rows


def test_a_key_makes_the_text_of_the_newest_records_alone(
    qtbot: QtBot, many: list[dict[str, Any]], made: list[int]
) -> None:
    table = RecordTable(kind("passage"))
    table.replace(many)
    assert len(made) == recordtable.LOOKED_AT
    table.filter("最后")
    assert len(made) == recordtable.AT_ONCE
    assert (table.rowCount(), table.complete) == (0, False)
    qtbot.waitUntil(lambda: table.complete)
    assert table.rowCount() == 9
    assert len(made) == len(set(made)) == len(many)


def test_the_next_key_forgets_what_the_one_before_looked_for(qtbot: QtBot, many: list[dict[str, Any]]) -> None:
    table = RecordTable(kind("passage"))
    table.replace(many)
    table.filter("没有这样的")
    table.filter("")
    assert (table.rowCount(), table.complete) == (len(many), True)
    table.filter("最后")
    table.replace(many[:3])
    assert (table.rowCount(), table.complete) == (0, True)


def test_an_export_has_everything_that_fits(qtbot: QtBot, many: list[dict[str, Any]]) -> None:
    table = RecordTable(kind("passage"))
    table.replace(many)
    table.filter("最后")
    assert [row["seq"] for row in table.shown()] == list(range(1991, 2000))
