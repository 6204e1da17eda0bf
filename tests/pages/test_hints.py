"""A template under trial: for a field that is not read, what of it is not on the page."""

import numpy as np
import pytest

from app.pages import template
from app.pages.trial import trial
from tests.fakes.ocr import Told

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
