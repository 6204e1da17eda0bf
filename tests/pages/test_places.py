"""Places of a travel card: known names found in misread text, and whose star is whose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codes.claim import Place
from app.pages import places, regions
from app.pages.line import Line
from tests.fakes.ocr import line

NOTE = ("（注：*表示当前该城市", "表示当前该城市存在中风")
TAIL = "（注：*表示当前该城市存在中风险或高风险地区）"


@given(st.lists(st.sampled_from(regions.names()), min_size=1, max_size=5, unique=True), st.sampled_from("，,、。"))
def test_known_names_are_found_whatever_separates_them(names, separator):
    assert places.of(places.read(line(separator.join(names)), NOTE).value) == tuple(Place(one) for one in names)


@pytest.mark.parametrize("read", ["四川W成都市", "广东省深始市", "内蒙古自治区呼和活特市"])
def test_a_misread_name_is_the_known_one(read):
    found = places.read(line(read), NOTE).value
    assert found in regions.names()


def test_what_the_ocr_held_for_possible_decides_between_two():
    box = line("浙江省机州市").box
    seen = Line("浙江省机州市", (0.9,) * 6, box, ("", "", "", "杭航", "", ""))
    assert regions.nearest(seen)[0] == "浙江省杭州市"


def test_an_unknown_place_stays_and_is_in_doubt():
    found = places.read(line("未来国测试城"), NOTE)
    assert found.value == "未来国测试城"
    assert max(found.sure) < 0.5


@pytest.mark.parametrize("star", ["*", "x", "”", "·"])
def test_with_the_note_anything_like_a_star_is_one(star):
    assert places.read(line(f"北京市{star}，天津市{TAIL}"), NOTE).value == "北京市*|天津市"


@pytest.mark.parametrize("dirt", ["x", "”", "·"])
def test_without_the_note_only_an_asterisk_is_one(dirt):
    assert places.read(line(f"北京市{dirt}，天津市"), NOTE).value == "北京市|天津市"


def test_the_note_alone_is_a_witness_for_a_single_place():
    assert places.read(line("北京市" + TAIL), NOTE).value == "北京市*"


def test_a_note_without_a_star_leaves_doubt_among_several():
    clear = places.read(line("北京市，天津市"), NOTE)
    assert places.read(line("北京市，天津市" + TAIL), NOTE).weight < clear.weight
