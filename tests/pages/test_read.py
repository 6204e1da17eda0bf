"""From lines of text to a claim, and what is done with doubt; the OCR is told what it reads."""

from datetime import datetime

import msgspec
import numpy as np
import pytest

from app.codes.claim import Claim, Holder, Place
from app.pages import template
from app.pages.clock import read_clock
from app.pages.look import look
from app.pages.merge import merge
from app.pages.page import Page
from app.pages.read import read_page
from app.pages.values import Reading
from tests.fakes.ocr import Dead, Told
from tests.fakes.phonepages import INK
from tests.pages.test_template import CAMPUS

BLANK = np.full((1200, 600, 3), 255, np.uint8)
CARD = ("通信大数据行程卡", "请收下绿色行程卡", "139****4321的动态行程卡", "更新于：2022.08.19 09:39:10",
        "您于前14天内到达或途经：吉林省长", "春市*，北京市（注：*表示当前该城市存在中风险）")  # fmt: skip
JILIN = ("吉祥码", "姓名：李*", "证件号码：2201****0018", "2022-05-25 20:24:27", "绿码", "核酸检测结果", "阴性",
         "检测时间：2022-05-24 00:09", "检测机构：长春市测试实验室", "疫苗接种：已完成加强免疫接种")  # fmt: skip


def filled(ink):
    page = BLANK.copy()
    page[100:900, 80:350] = INK[ink][::-1]
    return page


def test_a_travel_card():
    claim = read_page(BLANK, Told(*CARD))
    assert claim == Claim(
        kind="travel-card", trust="read", color="green", holder=Holder(phone="139****4321"), days=14,
        updated_at=datetime(2022, 8, 19, 9, 39, 10), places=(Place("吉林省长春市", True), Place("北京市")),
        doubtful=("places",),  # its rows could not be read on their own
    )  # fmt: skip


def test_a_health_code():
    claim = read_page(BLANK, Told(*JILIN))
    assert (claim.issuer, claim.color, claim.holder.name) == ("jilin", "green", "李*")
    assert claim.holder.id_number == "2201**********0018"
    assert claim.tests[0].result == "negative"
    assert claim.tests[0].tested_at == datetime(2022, 5, 24, 0, 9)
    assert claim.tests[0].organisation == "长春市测试实验室"
    assert claim.vaccination == "已完成加强免疫接种"


def test_misread_anchors_still_name_the_page():
    misread = [one.replace("祥", "样").replace("检测", "检润").replace("疫苗", "疫茄") for one in JILIN]
    assert read_page(BLANK, Told(*misread)).issuer == "jilin"


def test_a_row_of_a_page_is_not_another_page_s_name():
    without_its_name = [one for one in JILIN if one != "吉祥码"]
    assert read_page(BLANK, Told(*without_its_name)).kind == "health-code"


def test_a_row_of_a_table_is_not_another_page_s_name():
    """A health code that lists the last tests in a table, or says that there are none, is no report of a test."""
    with_table = (*JILIN, "核酸检测记录", "采样时间检测时间检测结果", "2022-05-240:09阴性")
    none = [one.replace("阴性", "暂无核酸检测记录") for one in JILIN if one != "吉祥码"]
    assert read_page(BLANK, Told(*with_table)).issuer == "jilin"
    assert read_page(BLANK, Told(*none)).kind == "health-code"


@pytest.mark.parametrize("row", ["核酸检测结果", "暂无核酸检测记录", "检测时间：2022-05-24 00:09", "样本：咽拭子"])
def test_a_single_row_of_a_report_names_no_report(row):
    assert read_page(BLANK, Told(row, "采样时间：2022-05-24 00:09", "检测机构：长春市测试实验室")) is None


@pytest.mark.parametrize("texts", [(), ("今日菜单", "红烧肉 12 元"), ("核酸检测结果",)])
def test_what_is_no_page_is_no_claim(texts):
    assert read_page(BLANK, Told(*texts)) is None


def test_a_dead_engine_is_no_claim():
    assert read_page(BLANK, Dead()) is None


def test_a_campus_page_that_only_a_template_describes():
    ours = template.parse(CAMPUS, "ours.toml")
    claim = read_page(BLANK, Told("平安校园", "学号：20221234"), (ours,))
    assert (claim.kind, claim.issuer, claim.holder.number) == ("health-code", "our-school", "20221234")


def test_a_clear_page_is_read_once_and_an_unclear_one_again():
    clear, unclear = Told(*JILIN), Told(*JILIN, sure=0.5)
    read_page(BLANK, clear)
    read_page(BLANK, unclear)
    assert clear.asked == 1
    assert unclear.asked > 1


def test_what_is_not_sure_is_named():
    claim = read_page(BLANK, Told(*JILIN, sure=0.5))
    assert {"holder.id_number", "holder.name", "updated_at", "tests.tested_at"} <= set(claim.doubtful)
    assert claim.color == "unknown"
    assert msgspec.json.decode(msgspec.json.encode(claim.as_json()))["doubtful"]


def test_words_and_pixels_that_quarrel_give_no_colour():
    page = Page()
    page.add(look(filled("red"), template.shipped(), Told(*JILIN)))
    assert page.claim().color == "unknown"
    assert "color" in page.claim().doubtful


@pytest.mark.parametrize("ink", ["green", "yellow", "orange", "red"])
def test_pixels_alone_give_the_colour(ink):
    from app.pages.colour import measured

    assert measured(filled(ink)) == ink


def test_ten_frames_settle_what_one_leaves_open():
    page = Page()
    texts = [one.replace("2201****0018", "2201****0016") for one in JILIN]
    page.add(look(BLANK, template.shipped(), Told(*texts, sure=0.7)))
    assert not page.settled()
    for _ in range(9):
        page.add(look(BLANK, template.shipped(), Told(*JILIN)))
    assert page.claim().holder.id_number == "2201**********0018"


@pytest.mark.parametrize(("result", "doubted"), [("阴性", True), ("暂无核酸检测记录", False)])
def test_paper_where_a_test_s_time_would_stand_is_no_doubt_where_there_is_no_test(result, doubted):
    seen = look(
        BLANK, template.shipped(), Told(*(one for one in JILIN if "检测时间" not in one and one != "阴性"), result)
    )
    seen.close["tested_at"] = Reading("202205240009", (0.05,) * 12)
    page = Page()
    page.add(seen)
    assert ("tests.tested_at" in page.claim().doubtful) == doubted


def test_another_page_begins_anew():
    page = Page()
    page.add(look(BLANK, template.shipped(), Told(*JILIN)))
    page.add(look(BLANK, template.shipped(), Told(*CARD)))
    page.add(None)
    assert page.claim().kind == "travel-card"
    assert page.claim().holder.name == ""


CODE = Claim(kind="health-code", trust="read", issuer="jilin", color="green", token="ab12")


def test_code_and_text_of_one_page_make_one_claim():
    joined = merge(read_page(BLANK, Told(*JILIN)), CODE)
    assert (joined.token, joined.color, joined.holder.name) == ("ab12", "green", "李*")


def test_code_and_text_of_different_colours_give_none():
    assert merge(read_page(BLANK, Told(*JILIN)), msgspec.structs.replace(CODE, color="red")).color == "unknown"


@pytest.mark.parametrize(
    "other",
    [
        msgspec.structs.replace(CODE, issuer="shanghai"),
        msgspec.structs.replace(CODE, kind="campus-code"),
        msgspec.structs.replace(CODE, trust="invalid"),
    ],
)
def test_a_code_of_another_page_stays_its_own(other):
    assert merge(read_page(BLANK, Told(*JILIN)), other) is None


REPORTS = ("核酸检测报告", "姓名：李*", "证件号码：2201****0018",
           "采样时间：2022-10-03 08:30", "检测结果：阴性", "检测机构：长春市测试实验室",
           "采样时间：2022-10-02 08:31", "检测时间：2022-10-02 19:00", "检测结果：阳性", "检测机构：吉林市测试实验室",
           "采样时间：2022-10-01 08:32", "检测结果：阴性")  # fmt: skip


def test_three_reports_on_one_page_are_three_tests_by_sampling_date():
    tests = read_page(BLANK, Told(*REPORTS)).tests
    assert [one.sampled_at for one in tests] == [datetime(2022, 10, day, 8, 33 - day) for day in (1, 2, 3)]
    assert [one.result for one in tests] == ["negative", "positive", "negative"]
    assert [one.tested_at for one in tests] == [None, datetime(2022, 10, 2, 19, 0), None]
    assert [one.organisation for one in tests] == ["", "吉林市测试实验室", "长春市测试实验室"]


class Faint(Told):
    """Sees the first row, a page's name, only where faint print was made dark."""

    def read(self, page):
        return super().read(page)[0 if self.asked > 1 else 1 :]


def test_a_page_whose_name_glare_took_is_looked_at_once_more():
    faint = Faint(*REPORTS)
    assert len(read_page(BLANK, faint).tests) == 3
    menu = Faint("红烧肉 12 元", "今日菜单")
    assert read_page(BLANK, menu) is None
    assert menu.asked == 1


def test_what_is_not_on_the_page_is_not_taken_from_a_like_label():
    (test,) = read_page(BLANK, Told(*JILIN)).tests
    assert test.sampled_at is None


def test_a_clock_that_runs_is_said_to_and_a_travel_card_s_time_is_not():
    assert read_page(BLANK, Told(*JILIN)).ticks
    assert not read_page(BLANK, Told(*CARD)).ticks


def test_the_clock_alone_is_read_again():
    seen = read_page(BLANK, Told(*JILIN))
    later = [one.replace("20:24:27", "20:24:31") for one in JILIN]
    assert read_clock(BLANK, seen, Told(*later), template.shipped()) == datetime(2022, 5, 25, 20, 24, 31)
    assert read_clock(BLANK, seen, Told(*CARD), template.shipped()) is None
    assert read_clock(BLANK, seen, Dead(), template.shipped()) is None


TWO_TIMES = """
name = "laboratory"
kind = "test-report"
anchors = ["检验报告单"]
[[field]]
name = "sampled_at"
label = ["采样时间"]
pattern = '{minute}'
next = true
[[field]]
name = "tested_at"
label = ["报告时间"]
pattern = '{minute}'
next = true
"""


def test_the_next_row_is_not_taken_where_it_says_what_else_it_is():
    """A time of sampling without a year is no time; the time of the report under it is the report's."""
    ours = (template.parse(TWO_TIMES, "laboratory.toml"),)
    (test,) = read_page(BLANK, Told("检验报告单", "采样时间 05-24 08:10", "报告时间 2022-05-24 19:30"), ours).tests
    assert (test.sampled_at, test.tested_at) == (None, datetime(2022, 5, 24, 19, 30))


def test_a_digit_read_twice_makes_no_number():
    shown = [one.replace("0018", "00188") for one in JILIN]
    claim = read_page(BLANK, Told(*shown))
    assert claim.holder.id_number == "" or "holder.id_number" in claim.doubtful
