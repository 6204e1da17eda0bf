"""What stands on a page by accident is no field's value, and what was lost is not made up."""

from datetime import datetime

import numpy as np
import pytest

from app.pages import extract, template
from app.pages.look import look
from app.pages.page import Page
from app.pages.read import read_page
from tests.fakes.ocr import Told, lines

BLANK = np.full((1200, 600, 3), 255, np.uint8)

APP = """
name = "our-app"
kind = "health-code"
anchors = ["平安校园通行页"]

[[field]]
name = "updated_at"
pattern = '{second}'

[[field]]
name = "color"
words = { "绿码" = "green", "红码" = "red", "允许进入校园" = "green" }

[[field]]
name = "result"
words = { "检出" = "positive", "未检出" = "negative" }

[[field]]
name = "expires_at"
label = ["有效期至"]
pattern = '{second}'
"""
TITLE = "平安校园通行页"


def read(*rows):
    return read_page(BLANK, Told(TITLE, *rows), (template.parse(APP, "ours.toml"),))


def readings(*rows):
    ours = template.parse(APP, "ours.toml")
    return extract.fields(ours, ours.field, lines(TITLE, *rows))


def test_a_field_without_a_label_takes_nothing_that_another_s_label_claims():
    claim = read("有效期至2022-10-08 23:00:00")
    assert (claim.updated_at, claim.expires_at) == (None, datetime(2022, 10, 8, 23))


def test_two_rows_that_fit_a_field_without_a_label_leave_it_in_doubt():
    claim = read("2022-10-08 08:31:27", "2022-10-07 09:00:00")
    assert "updated_at" in claim.doubtful
    assert claim.updated_at in {datetime(2022, 10, 8, 8, 31, 27), datetime(2022, 10, 7, 9)}


def test_the_same_value_twice_is_no_doubt():
    assert read("2022-10-08 08:31:27", "刷新于2022-10-08 08:31:27").doubtful == ()


def test_two_looks_that_saw_two_rows_make_no_third_value():
    ours = (template.parse(APP, "ours.toml"),)
    page = Page()
    page.add(look(BLANK, ours, Told(TITLE, "2022-10-08 08:31:27")))
    page.add(look(BLANK, ours, Told(TITLE, "请出示本页面", "请出示本页面", "2022-11-09 10:22:38", sure=0.97)))
    claim = page.claim()
    assert claim.updated_at in {datetime(2022, 10, 8, 8, 31, 27), datetime(2022, 11, 9, 10, 22, 38)}
    assert "updated_at" in claim.doubtful


@pytest.mark.parametrize("row", ["绿化", "红星", "码头", "绿码说明请点此查看", "防疫红码人员请勿入内"])
def test_a_short_word_is_not_found_in_other_text(row):
    assert "color" not in readings(row)


@pytest.mark.parametrize(("row", "meaning"), [("绿码", "green"), ("：红码", "red"), ("您好允许进入校园", "green")])
def test_a_word_that_stands_there_is(row, meaning):
    assert readings(row)["color"].value == meaning


@pytest.mark.parametrize("row", ["不允许进入校园", "您未允许进入校园", "暂未允许进入校园"])
def test_a_long_word_within_a_row_that_denies_it_is_not_found(row):
    assert "color" not in readings(row)


def test_a_word_that_is_what_is_left_of_another_is_in_doubt():
    """Glare may have taken the first letter of 未检出."""
    assert readings("未检出")["result"].weight > 0.9
    assert readings("检出")["result"].weight < 0.85


MASKED = """
name = "our-card"
kind = "health-code"
anchors = ["平安校园通行页"]
[[field]]
name = "id_number"
label = ["证件号："]
pattern = '{pattern}'
"""
ANY = "{id_number}"
FIXED = "(?P<id_number>[0-9]{4}{stars}{0,18}[0-9]{3}[0-9Xx])(?![0-9Xx])"


def number(shown, pattern):
    ours = (template.parse(MASKED.replace("{pattern}", pattern), "ours.toml"),)
    return read_page(BLANK, Told(TITLE, f"证件号：{shown}"), ours)


@pytest.mark.parametrize("shown", ["220182****1234", "22018**********1234", "2201-*********1234", "2201**********·234"])
def test_a_digit_that_was_lost_is_not_surely_a_mask(shown):
    """220182********1234 with its asterisks run together, with a digit lost, or read as something else."""
    claim = number(shown, ANY)
    assert claim.holder.id_number == "" or "holder.id_number" in claim.doubtful


def test_a_mask_whose_every_asterisk_was_read_is_sure():
    claim = number("2201**********1234", ANY)
    assert (claim.holder.id_number, claim.doubtful) == ("2201**********1234", ())


def test_a_pattern_that_says_how_many_digits_are_shown_is_believed():
    claim = number("2201****1234", FIXED)
    assert (claim.holder.id_number, claim.doubtful) == ("2201**********1234", ())
