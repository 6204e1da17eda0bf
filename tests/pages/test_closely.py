"""Rows read on their own: what may stand in a field decides, and doubt remains where the print leaves it."""

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pages import choice, digits, placelist, surname, template
from app.pages.look import CERTAIN
from app.pages.undecided import Print
from tests.pages.test_ctc import spelt

SHIPPED = {one.name: one for one in template.shipped()}


def field(page, name):
    return next(one for one in SHIPPED[page].field if one.name == name)


def shown(text, alphabet, sure=0.95):
    """A strip that shows `text`; letters outside the alphabet are something that was not asked for."""
    steps = spelt(text, alphabet, sure)
    for at, one in enumerate(text):
        if one not in alphabet:
            steps[2 * at] = [0.05, 0.95, *[0] * len(alphabet)]
    return Print(steps, alphabet)


def number(field, prints):
    """Read by the recogniser alone."""
    return digits.read(field, prints, lambda form: None)


def word(words, prints):
    return choice.read(words, prints, lambda known: None)


def named(prints):
    return surname.read(prints, lambda: None)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2029, 12, 31)))
def test_a_time_behind_its_label(at):
    read = number(field("travel-card", "updated_at"), [shown(f"更新于：{at:%Y.%m.%d%H:%M:%S}", digits.ALPHABET)])
    assert read.value == f"{at:%Y%m%d%H%M%S}"
    assert min(read.sure) >= CERTAIN


def test_a_month_that_there_is_not_is_never_read():
    read = number(field("jilin", "updated_at"), [shown("2022-13-2520:24:27", digits.ALPHABET, sure=0.6)])
    assert read.value[4:6] in {f"{one:02}" for one in range(1, 13)}
    assert min(read.sure) < CERTAIN


@pytest.mark.parametrize(
    ("page", "name", "text", "value"),
    [
        ("travel-card", "phone", "139****1234的动态行程卡", "139****1234"),
        ("jilin", "id_number", "证件号码：2201***0018", "2201**********0018"),
        ("jilin", "id_number", "证件号码：2201**********001X", "2201**********001X"),
        ("health-code", "id_number", "证件号码：220102********0018", "220102********0018"),
        ("health-code", "id_number", "证件号码：220102199001010018", "220102199001010018"),
        ("health-code", "phone", "手机号：13900001234", "13900001234"),
        ("jilin", "tested_at", "检测时间：2022-05-2400:09", "202205240009"),
    ],
)
def test_numbers_as_pages_print_them(page, name, text, value):
    assert number(field(page, name), [shown(text, digits.ALPHABET)]).value == value


def test_a_number_of_a_province_that_there_is_not_is_in_doubt():
    read = number(field("jilin", "id_number"), [shown("9901**********0018", digits.ALPHABET)])
    assert min(read.sure) < CERTAIN


def test_two_cuts_that_disagree_leave_doubt():
    rows = [shown(f"139****12{one}4的动态行程卡", digits.ALPHABET) for one in "37"]
    assert min(number(field("travel-card", "phone"), rows).sure) < CERTAIN


WORDS = {"阴性": "negative", "阳性": "positive", "暂无核酸检测记录": "none"}
LETTERS = "".join(dict.fromkeys("".join(WORDS)))


@pytest.mark.parametrize(("text", "value"), WORDS.items())
def test_a_word_that_stands_there(text, value):
    read = word(WORDS, [[shown(text, LETTERS)]])
    assert read.value == value
    assert min(read.sure) >= CERTAIN


@pytest.mark.parametrize("text", ["性", "检测时间", ""])
def test_another_row_is_none_of_the_words(text):
    read = word(WORDS, [[shown(text + "　" * 3, LETTERS)]])
    assert read is None or min(read.sure) < CERTAIN


def test_of_two_cuts_the_one_that_shows_a_word_counts():
    assert word(WORDS, [[shown("核酸检测结果", LETTERS)], [shown("阴性", LETTERS)]]).value == "negative"


NAMES = "".join(dict.fromkeys(surname.ALPHABET + "姓名："))


@pytest.mark.parametrize(("text", "value"), [("李*", "李*"), ("李**", "李**"), ("钱·", "钱*"), ("姓名：陶**", "陶**")])
def test_a_masked_name(text, value):
    read = named([shown(text, NAMES).after(("姓名：",))])
    assert read.value == value


def test_what_is_no_masked_name_is_in_doubt():
    assert min(named([shown("李小明", NAMES)]).sure) < CERTAIN


CARD = field("travel-card", "places")
NOTE = SHIPPED["travel-card"].note
BLOCK = placelist.alphabet(CARD, NOTE)
LABEL = "您于前14天内到达或途经："


def places(*rows, sure=0.95):
    return placelist.read(CARD, NOTE, [[shown(one, BLOCK, sure) for one in rows]], None)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.sampled_from(["北京市", "吉林省长春市", "内蒙古自治区呼和浩特市"]), min_size=1, max_size=3, unique=True)
)
def test_known_places_behind_their_label(names):
    read = places(LABEL + "，".join(names))
    assert read.value == "|".join(names)
    assert min(read.sure) >= CERTAIN


def test_a_name_broken_over_two_rows():
    assert places(LABEL + "四川省成", "都市，北京市　　　　　　　　　　　").value == "四川省成都市|北京市"


def test_stars_and_their_note():
    read = places(LABEL + "上海市*，北京市", "（注：*表示当前该城市存在中风险或高风险地区）")
    assert read.value == "上海市*|北京市"


def test_a_star_without_its_note_is_in_doubt():
    assert min(places(LABEL + "上海市*，北京市").sure) < CERTAIN


def test_a_hole_in_the_row_leaves_doubt():
    whole = shown(LABEL + "上海市", BLOCK)
    blank = np.zeros((16, whole.steps.shape[1]), np.float32)
    blank[:, 0] = 1
    at = 2 * len(LABEL)
    holed = Print(np.concatenate([whole.steps[:at], blank, whole.steps[at:]]), BLOCK)
    assert min(placelist.read(CARD, NOTE, [[holed]], None).sure) < CERTAIN


def test_a_place_that_nobody_knows_is_not_made_one():
    read = places(LABEL + "未来国测试城")
    assert read is None or min(read.sure) < CERTAIN
