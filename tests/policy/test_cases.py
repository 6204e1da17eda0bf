"""The table of cases, written from the duties by somebody who had not read `decide()`, against `decide()`."""

import csv
from pathlib import Path

import pytest

from app.reasons import REASONS
from tests.policy.casewords import decided

FOLDER = Path(__file__).parent / "cases"
CASES = [
    case
    for path in sorted(FOLDER.glob("*.csv"))
    for case in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_what_the_duty_says_is_decided(case):
    decision = decided(case)
    told = (case["verdict"], tuple(case["needed"].split()) if case["verdict"] == "hold" else None)
    found = (decision.verdict, decision.needed if decision.verdict == "hold" else None)
    assert found == told, f"{case['why']}: {decision.reasons}"
    assert not case["reason"] or case["reason"] in decision.reasons, case["why"]


def test_the_table_is_large_and_sound():
    assert len(CASES) >= 300
    assert len({case["case"] for case in CASES}) == len(CASES)
    assert all(case["why"] and case["reason"] in {"", *REASONS} for case in CASES)
    assert {case["case"][:2] for case in CASES} == {f"G{number}" for number in range(1, 9)}
