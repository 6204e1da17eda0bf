"""The real OCR in its real process, on pages drawn here: a few, since each takes a second."""

from datetime import datetime

import pytest

from app.codes.claim import Place
from app.pages import template
from app.pages.engine import Engine
from app.pages.read import read_page
from tests.fakes.phonepages import page, report, travel_card, webcam


@pytest.fixture(scope="module")
def engine():
    engine = Engine()
    yield engine
    engine.stop()


def test_a_travel_card_before_a_lying_webcam(engine):
    card = travel_card("151****6239", "2022.05.13 06:43:02", "yellow", 7, ("吉林省吉林市*", "上海市"))
    claim = read_page(webcam(card, across=300), engine)
    assert (claim.holder.phone, claim.color, claim.days) == ("151****6239", "yellow", 7)
    assert claim.updated_at == datetime(2022, 5, 13, 6, 43, 2)
    assert claim.places == (Place("吉林省吉林市", True), Place("上海市"))


def test_a_test_report_upside_down(engine):
    claim = read_page(webcam(report(), across=500, angle=180, size=(720, 1280)), engine)
    assert (claim.kind, claim.holder.name, claim.holder.id_number) == ("test-report", "测*", "2201**********0018")
    (test,) = claim.tests
    assert (test.result, test.sampled_at) == ("negative", datetime(2022, 10, 1, 8, 30))
    assert test.organisation == "长春市测试医学检验实验室"


OURS = """
name = "our-app"
kind = "health-code"
issuer = "our-school"
anchors = ["平安校园通行页", "学号：", "今日状态"]
at_least = 2

[[colour]]
between = ["学号：", "今日状态"]

[[field]]
name = "number"
label = ["学号："]
pattern = '(?P<number>[0-9]{8})'

[[field]]
name = "updated_at"
label = ["刷新时间："]
pattern = '{second}'

[[field]]
name = "color"
label = ["今日状态"]
words = { "可以通行" = "green", "不可通行" = "red" }
"""


def test_a_campus_app_that_only_a_template_describes(engine):
    rows = [
        ("学号：20221234", 26, "black"),
        ("今日状态：不可通行", 26, "red"),
        ("刷新时间：2022-10-01 08:30:59", 24, "black"),
    ]
    drawn = page("平安校园通行页", rows, "red", disc_after=0)
    claim = read_page(webcam(drawn, across=300, angle=90), engine, (template.parse(OURS, "ours.toml"),))
    assert (claim.issuer, claim.holder.number, claim.color) == ("our-school", "20221234", "red")
    assert claim.updated_at == datetime(2022, 10, 1, 8, 30, 59)
