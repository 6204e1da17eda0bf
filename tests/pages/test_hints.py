"""A template under trial: for a field that is not read, what of it is not on the page."""

import numpy as np
import pytest

from app.pages import template
from app.pages.trial import trial
from tests.fakes.ocr import Told
from tests.fakes.tablepages import Layout, lines, page

OURS = """
name = "our-report"
kind = "test-report"
anchors = ["禾城检验报告单"]

[[field]]
name = "sampled_at"
label = ["采样时间："]
next = true
pattern = '{minute}'

[[field]]
name = "tested_at"
label = ["报告时间："]
next = true
pattern = '{minute}'

[[field]]
name = "number"
label = ["报告编号"]
pattern = '(?P<number>[0-9]{8})'

[[field]]
name = "result"
words = { "阴性" = "negative", "阳性" = "positive" }
"""
TITLE = "禾城检验报告单"
PAGE = np.full((1200, 600, 3), 255, np.uint8)


def hints(*rows):
    found = trial(PAGE, template.parse(OURS, "ours.toml"), Told(TITLE, *rows))
    return {one.name: one.hint for one in found.fields}


def test_what_was_read_surely_needs_none():
    said = hints("采样时间2022-10-08 07:40", "报告时间2022-10-08 19:22", "报告编号20221008", "阴性")
    assert set(said.values()) == {""}


@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("number", ("报告编号", "20221008"), "next = true"),
        ("number", ("报告编号：2022A008",), "2022A008"),
        ("number", ("受检者：林小禾",), "没有找到标签"),
        ("sampled_at", ("报告时间：2022-10-08 19:22",), "tested_at"),
        ("sampled_at", ("采样时间：10月07日 09:12", "报告编号20221008"), "下一行"),
    ],
)
def test_a_label_or_its_value_is_missing(name, rows, said):
    assert said in hints(*rows)[name]


def test_a_short_word_among_other_text_wants_a_label():
    assert "label" in hints("结论阴性，请留存")["result"]


def test_two_columns_taken_for_one_are_pointed_out():
    said = hints("采样时间报告时间结论", "2022-10-08 07:40 2022-10-08 19:22 阴性")
    assert "sampled_at" in said["tested_at"]


TABLE = """
name = "our-table"
kind = "test-report"
anchors = ["禾城检验报告单"]

[[field]]
name = "sampled_at"
column = ["采样时间"]
pattern = '{minute}'

[[field]]
name = "result"
column = ["结论"]
words = { "阴性" = "negative", "阳性" = "positive" }

[[field]]
name = "organisation"
column = ["检测机构"]
pattern = '{text}'
"""
ROWS = (("2022-10-08\n07:40", "阴性"), ("2022-10-07\n08:05", "待出"), ("2022-10-06\n07:55", ""))


def tried(heads=("采样时间", "结论")):
    layout = Layout(across=((20, 300), (320, 600)))
    told = Told()
    told.found = lines(page(ROWS, heads, layout, title=TITLE))
    return trial(PAGE, template.parse(TABLE, "ours.toml"), told)


def test_which_column_found_which_cell_is_told():
    found = tried()
    assert found.reports == 3
    assert {one.name: one.head for one in found.columns} == {
        "sampled_at": "采样时间",
        "result": "结论",
        "organisation": "",
    }
    left, right = found.columns[0].across
    assert 20 / 720 < left < right < 300 / 600
    cells = {one.name: one.row for one in found.fields}
    assert (cells["sampled_at/1"], cells["result"]) == ("2022-10-0708:05", "阴性")


def test_why_a_cell_is_not_read_is_told():
    said = {one.name: one.hint for one in tried().fields}
    assert said["result"] == ""
    assert "待出" in said["result/1"]
    assert "没有字" in said["result/2"]
    assert "检测机构" in said["organisation"]


def test_a_table_whose_heads_are_not_found_says_so():
    found = tried(heads=("抽取", "备注"))
    assert found.columns == []
    assert "没有找到表格" in {one.name: one.hint for one in found.fields}["sampled_at"]
