"""What a test says of somebody is not told by the reports to whoever does not read test results."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from app.dormitory.daily.count import Part
from app.station.accountdesk import AccountDesk
from app.station.reporting import ReportDesk
from app.store.fact import Draft
from tests.fakes.building import Building, number_of

CAMPUS = Part("campus")
WHO = number_of("101-1")
PIN = "2468"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Building]:
    made = Building(tmp_path, floors=1, rooms=1)
    for role in ("building", "medical"):
        made.post.accounts.add(role, role, PIN)  # type: ignore[arg-type]
    AccountDesk(made.post).opens("building", ["5"])
    sampled = made.now - timedelta(hours=2)
    bodies = {
        "test-result": {"person": WHO, "result": "positive", "sampled_at": sampled.isoformat()},
        "statement": {"says": "normal", "people": [{"person": WHO}], "round": "morning"},
    }
    made.post.ledger.append_all(
        [Draft(kind=kind, body=body, operator="王老师", post="5号楼", at=made.now) for kind, body in bodies.items()]
    )
    yield made
    made.close()


@pytest.mark.parametrize(("role", "told"), [("building", False), ("medical", True)])
def test_the_number_is_everybodys_and_the_reason_is_not(house: Building, role: str, told: bool) -> None:
    house.post.sign_in(role, PIN)
    desk = ReportDesk(house.post)
    day = desk.read()
    assert day.report.numbers(CAMPUS).contradicted == 1
    (behind,) = desk.behind(day, CAMPUS, "contradicted")
    assert bool(behind.disagreements) == told
    assert len(desk.records(behind.records)) == 1 + told


@pytest.mark.parametrize("reads", [False, True])
def test_nor_is_it_in_the_workbook(house: Building, tmp_path: Path, monkeypatch, reads: bool) -> None:
    monkeypatch.setattr(house.post, "may_read", lambda kind: reads or kind != "test-result")
    desk = ReportDesk(house.post)
    desk.export(desk.read(), tmp_path / "day.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "day.xlsx")["待核实"]
    assert any("检测结果" in str(cell) for row in sheet.values for cell in row) == reads
