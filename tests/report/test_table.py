"""Exports: what the office opens is what was written, and harmless."""

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from app.errors import UserError, WrongUse
from app.i18n import use
from app.records.registry import kind
from app.report.table import cell, said, write
from tests.records.test_kinds import delivery

FRAME = {"id": "r1", "seq": 7, "kind": "goods", "operator": "周明", "post": "西门", "at": "2022-04-09T22:48:00Z"}


def row(**changes: Any) -> dict[str, Any]:
    at = datetime.fromisoformat("2022-04-09T22:48:00+00:00")
    return {**FRAME, "at": at, "entered_at": at, **delivery(), **changes}


def cells(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.DictReader(file))


def test_a_table_speaks_the_users_words_and_the_campuss_time(tmp_path: Path) -> None:
    lines = [*delivery()["lines"], {"name": "带鱼", "quantity": 5, "unit": "箱", "cold_chain": True}]
    write(kind("goods"), [row(lines=lines)], tmp_path / "物资.csv")
    line = cells(tmp_path / "物资.csv")
    assert line["发生时间"] == "2022-04-10 06:48:00"
    assert line["物资类别"] == "生活物资"
    assert line["物资明细"] == "大米，40，袋；带鱼，5，箱，冷链"
    assert line["送货人"] == "马超，10012345678"


def test_the_same_table_in_english(tmp_path: Path) -> None:
    use("en")
    write(kind("goods"), [row()], tmp_path / "goods.csv")
    assert cells(tmp_path / "goods.csv")["Class of goods"] == "Daily goods"


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1"])
def test_what_a_spreadsheet_would_run_is_text(tmp_path: Path, text: str) -> None:
    write(kind("goods"), [row(note=text)], tmp_path / "t.csv")
    assert cells(tmp_path / "t.csv")["备注"] == "'" + text


def test_a_workbook_opens_with_the_same_rows(tmp_path: Path) -> None:
    assert write(kind("goods"), [row(), row(seq=8)], tmp_path / "t.xlsx") == 2
    rows = CalamineWorkbook.from_path(tmp_path / "t.xlsx").get_sheet_by_index(0).to_python()
    assert [line[0] for line in rows] == ["序号", "7", "8"]


def test_json_lines_keep_the_values_themselves(tmp_path: Path) -> None:
    write(kind("goods"), [row()], tmp_path / "t.jsonl")
    assert json.loads((tmp_path / "t.jsonl").read_text(encoding="utf-8"))["lines"][0]["quantity"] == 40


def test_another_format_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="xlsx"):
        write(kind("goods"), [], tmp_path / "t.pdf")


def test_a_broken_export_leaves_the_old_file(tmp_path: Path) -> None:
    def failing() -> Any:
        yield row()
        raise OSError(28, "No space left on device")

    target = tmp_path / "t.csv"
    target.write_text("yesterday", encoding="utf-8")
    with pytest.raises(UserError):
        write(kind("goods"), failing(), target)
    assert target.read_text(encoding="utf-8") == "yesterday"
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


@pytest.mark.parametrize("text", ["退\x08格", "\x00退格", "退格\x1f", "退\ufffe格", "退\x0b格"])
def test_what_a_workbook_cannot_hold_is_left_out_of_it(tmp_path: Path, text: str) -> None:
    write(kind("goods"), [row(note=text)], tmp_path / "t.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "t.xlsx").get_sheet_by_index(0).to_python()
    assert "退格" in rows[1]


def test_a_workbook_keeps_lines_and_rare_characters(tmp_path: Path) -> None:
    write(kind("goods"), [row(note="𠮷\n\t王")], tmp_path / "t.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "t.xlsx").get_sheet_by_index(0).to_python()
    assert "𠮷\n\t王" in rows[1]


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, ZeroDivisionError, UserError])
@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_nothing_half_written_is_left_whatever_ends_it(
    tmp_path: Path, ending: str, trouble: type[BaseException]
) -> None:
    def interrupted() -> Any:
        yield row()
        raise trouble

    with pytest.raises(trouble):
        write(kind("goods"), interrupted(), tmp_path / f"t.{ending}")
    assert list(tmp_path.iterdir()) == []


def test_times_inside_a_record_are_the_campuss_too(tmp_path: Path) -> None:
    write(kind("goods"), [row(trip={"origin": "长春", "left_at": "2022-04-09T21:30:00Z"})], tmp_path / "t.csv")
    assert cells(tmp_path / "t.csv")["行程"] == "长春，2022-04-10 05:30:00"


def test_a_temperature_is_told_to_a_tenth_however_it_is_kept() -> None:
    celsius = next(field for field in kind("temperature").fields if field.name == "celsius")
    assert [cell(celsius, value) for value in (36, 36.0, 36.7, None)] == ["36.0", "36.0", "36.7", ""]


def test_a_passage_that_was_taken_back_reads_so_and_says_why() -> None:
    passage = kind("passage")
    back = {"verdict": "undecided", "judged": "withdrawn", "why": "back-wrong-person"}
    texts = {field.name: said(passage, field, back) for field in passage.fields}
    assert (texts["verdict"], texts["judged"]) == ("已撤回，不算通行", "撤回：认错了人")
    still = {"verdict": "undecided", "judged": "", "why": ""}
    assert [said(passage, field, still) for field in passage.fields if field.name == "verdict"] == ["转人工核验"]
