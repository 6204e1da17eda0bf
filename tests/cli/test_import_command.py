"""`gatepost import` and `gatepost paper`: one report for every table, nothing half done; sheets for a power cut."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer

Gatepost = Callable[..., Answer]


def table(folder: Path, *rows: str) -> str:
    path = folder / "表.csv"
    path.write_bytes("\n".join(rows).encode("gb18030"))
    return str(path)


def test_results_are_tried_then_taken_over_and_every_row_is_accounted_for(gatepost: Gatepost, tmp_path: Path) -> None:
    people = gatepost("people", "--json").rows
    first, second = people[0]["number"], people[1]["number"]
    path = table(
        tmp_path, "学号,采样时间,检测结果,检测机构", f"{first},2022-04-09 08:30,阴性,云间检验所",
        f"{first},2022-04-09 08:30,阴性,云间检验所", f"{second},2022-04-09 08:30,可疑,", "777,2022-04-09 08:30,阴性,",
    )  # fmt: skip
    tried = gatepost("import", "results", path, "--try")
    assert (tried.status, "试导入" in tried.out) == (1, True)
    before = len(gatepost("records", "test-result", "--json").rows)
    done = gatepost("import", "results", path)
    assert done.status == 1
    assert done.out.strip() == "共 4 行：新增 1，更新 0，未变 0，重复 1，未导入 2。"
    assert [line.split("行")[0] for line in done.err.splitlines()] == ["第 4 ", "第 5 ", "第 3 "]
    assert len(gatepost("records", "test-result", "--json").rows) == before + 1


@pytest.mark.parametrize(
    ("what", "header", "row"),
    [
        ("people", "学号,姓名", "990001,林远"), ("vehicles", "车牌,车主", "吉A12345,何老师"),
        ("places", "编码,名称", "north,北校区"),
        ("approvals", "姓名,手机号,类别,开始时间,结束时间", "刘师傅,13900001111,来访,2030-04-10,2030-04-11"),
    ],
)  # fmt: skip
def test_every_sort_of_table_is_taken_over_and_said_in_the_same_words(
    gatepost: Gatepost, tmp_path: Path, what: str, header: str, row: str
) -> None:
    path = table(tmp_path, header, row)
    assert "新增 1" in gatepost("import", what, path).out
    again = gatepost("import", what, path)
    assert (again.status, "新增 0，更新 0，未变 1" in again.out) == (0, True)


@pytest.mark.parametrize("what", ["people", "approvals", "vehicles", "places", "results"])
def test_a_file_that_is_no_such_table_gets_one_sentence(gatepost: Gatepost, tmp_path: Path, what: str) -> None:
    answer = gatepost("import", what, table(tmp_path, "甲,乙", "1,2"))
    assert (answer.status, answer.out) == (1, "")
    assert len(answer.err.splitlines()) == 1
    assert "表头" in answer.err


@pytest.mark.parametrize("kind", ["gate", "goods", "dormitory"])
def test_sheets_for_the_hours_without_power(gatepost: Gatepost, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "sheets.pdf"
    answer = gatepost("paper", "--kind", kind, "--sheets", "2", "--building", "5", "--out", str(path))
    assert answer.status == 0
    assert path.read_bytes().startswith(b"%PDF-")
    assert gatepost("records", "paper-sheet", "--json").rows[0]["form"] == kind


def test_a_day_that_is_none_and_a_file_that_is_no_pdf(gatepost: Gatepost, tmp_path: Path) -> None:
    assert gatepost("paper", "--kind", "gate", "--date", "四月", "--out", str(tmp_path / "x.pdf")).status == 2
    assert gatepost("paper", "--kind", "gate", "--out", str(tmp_path / "x.txt")).status == 1
    assert list(tmp_path.glob("x.*")) == []
