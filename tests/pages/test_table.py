"""A table of results is read by its columns: every row is a test, wherever its cells stand."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pages import template
from app.pages.engine import Engine
from app.pages.read import read_page
from tests.fakes.ocr import Told
from tests.fakes.tablepages import DAYS, HEADS, Layout, drawn, lines, merged, page

BLANK = np.full((1500, 720, 3), 255, np.uint8)
LAYOUTS = [Layout(), Layout(centred=False), Layout(top=True), Layout(centred=False, top=True, padding=20)]


class Page(Told):
    """Reads lines at places of their own."""

    def __init__(self, found):
        super().__init__()
        self.found = found


def read(texts, *templates):
    return read_page(BLANK, Page(lines(texts)), templates or template.shipped())


def shown_in(rows):
    """What a claim must say of the rows of a page, by sampling date."""
    means = {"阴性": "negative", "阳性": "positive"}
    found = [(time(one[0]), time(one[1]), means.get(one[3], "unknown"), one[2].replace("\n", "")) for one in rows]
    return sorted(found, key=lambda one: one[0] or one[1] or datetime.max)


def time(text):
    return datetime.fromisoformat(text.replace("\n", " ")) if text.startswith("2022") else None


def in_single_lines(rows):
    return [(*(cell.replace("\n", " ") for cell in one[:2]), one[2].replace("\n", ""), one[3]) for one in rows]


def said(claim):
    return [(one.sampled_at, one.tested_at, one.result, one.organisation) for one in claim.tests]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_three_reports_of_a_table_are_three_tests_by_sampling_date(layout):
    claim = read(page(layout=layout))
    assert said(claim) == shown_in(DAYS)
    assert (claim.kind, claim.holder.name) == ("test-report", "李*")


def test_cells_that_were_read_as_one_line_are_parted_by_their_columns():
    rows = in_single_lines(DAYS)
    layout = Layout(across=((10, 180), (190, 360), (370, 590), (600, 710)), size=18)
    assert said(read(merged(page(rows, layout=layout)))) == shown_in(rows)


@pytest.mark.parametrize("row", range(3))
@pytest.mark.parametrize("column", range(4))
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_missing_cell_is_missing_and_takes_no_neighbour_s_value(row, column, layout):
    rows = [tuple("" if (number, at) == (row, column) else cell for at, cell in enumerate(one))
            for number, one in enumerate(DAYS)]  # fmt: skip
    assert said(read(page(rows, layout=layout))) == shown_in(rows)


def test_a_mark_for_a_missing_result_is_no_result():
    rows = [(*DAYS[0][:3], "检测中"), *DAYS[1:]]
    assert said(read(page(rows))) == shown_in(rows)


def test_columns_that_the_template_does_not_ask_for_are_none_of_its_cells():
    layout = Layout(across=((5, 60), (70, 230), (240, 400), (410, 600), (610, 715)), size=22)
    rows = [(str(number), *one) for number, one in enumerate(DAYS, 1)]
    assert said(read(page(rows, ("次", *HEADS), layout))) == shown_in(DAYS)


def test_columns_in_another_order():
    turned = [one[::-1] for one in DAYS]
    layout = Layout(across=((10, 120), (130, 330), (340, 510), (520, 700)))
    assert said(read(page(turned, HEADS[::-1], layout))) == shown_in(DAYS)


def test_a_report_by_labels_is_none_of_a_table():
    texts = ["核酸检测报告", "采样时间：2022-10-03 08:30", "检测时间：2022-10-03 19:00", "检测结果：阴性"]
    claim = read_page(BLANK, Told(*texts))
    assert said(claim) == [(datetime(2022, 10, 3, 8, 30), datetime(2022, 10, 3, 19, 0), "negative", "")]


HEADLESS = """
name = "our-table"
kind = "test-report"
anchors = ["核酸检测记录"]

[table]
below = ["近三天检测"]
until = ["仅对本次"]

[[field]]
name = "sampled_at"
across = [0.02, 0.27]
pattern = '{minute}'

[[field]]
name = "tested_at"
across = [0.27, 0.52]
pattern = '{minute}'

[[field]]
name = "organisation"
across = [0.52, 0.81]
pattern = '{text}'

[[field]]
name = "result"
across = [0.83, 0.99]
words = { "阴性" = "negative", "阳性" = "positive" }
"""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_without_heads_is_read_by_where_its_columns_lie(layout):
    ours = template.parse(HEADLESS, "ours.toml")
    texts = page(heads=None, layout=layout, above=("查询时间：2022-10-08 20:00", "近三天检测"))
    assert said(read(texts, ours)) == shown_in(DAYS)


def test_without_the_text_above_it_a_table_without_heads_is_none():
    ours = template.parse(HEADLESS, "ours.toml")
    assert read(page(heads=None), ours).tests == ()


def test_what_stands_below_a_table_is_no_row_of_it():
    ours = template.parse(HEADLESS, "ours.toml")
    texts = page(heads=None, above=("近三天检测",), below=("结果仅对本次样本负责", "2022-09-01 08:00 阴性"))
    assert said(read(texts, ours)) == shown_in(DAYS)


def test_a_row_that_one_look_did_not_see_moves_no_value_to_another_day():
    """What the second pass counts otherwise is not joined with the first one's rows."""
    whole = lines(page(), sure=0.7)
    part = lines(page(DAYS[1:]), sure=0.7)

    class Twice(Page):
        def read(self, image):
            self.found = part if self.asked else whole
            return super().read(image)

    found = read_page(BLANK, Twice(whole), template.shipped())
    assert {one[:2] for one in said(found)} <= {one[:2] for one in shown_in(DAYS)}


@given(
    st.lists(
        st.tuples(st.datetimes(datetime(2022, 1, 1), datetime(2022, 12, 31)), st.booleans()), min_size=1, max_size=6
    ),
    st.sampled_from(LAYOUTS),
    st.integers(18, 44),
)
def test_every_row_keeps_its_own_result(shown, layout, padding):
    rows = [(f"{at:%Y-%m-%d\n%H:%M}", f"{at:%Y-%m-%d\n23:59}", "测试实验室", "阳性" if positive else "阴性")
            for at, positive in shown]  # fmt: skip
    found = said(read(page(rows, layout=replace(layout, padding=padding))))
    assert sorted(found, key=str) == sorted(shown_in(rows), key=str)


@pytest.fixture(scope="module")
def engine():
    engine = Engine()
    yield engine
    engine.stop()


@pytest.mark.parametrize("layout", [Layout(), Layout(centred=False, top=True, padding=22)])
def test_a_drawn_table_is_read(engine, layout):
    claim = read_page(drawn(page(layout=layout)), engine)
    assert said(claim) == shown_in(DAYS)
    assert claim.doubtful == ()


def test_a_drawn_table_whose_rows_are_one_line_each(engine):
    rows = in_single_lines(DAYS)
    layout = Layout(across=((10, 185), (190, 365), (370, 600), (610, 715)), size=18, padding=30)
    claim = read_page(drawn(page(rows, layout=layout)), engine)
    assert said(claim) == shown_in(rows)
