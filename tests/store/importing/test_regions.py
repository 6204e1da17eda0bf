"""Lists of places at risk as they are sent around."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.lists import Region
from app.store.importing.regions import read_regions, read_text


def test_a_table_with_its_header_its_stars_and_several_places_on_a_line():
    text = "地区,从,到\n吉林省长春市*,2022-03-10,\n上海市、北京市,2022年3月28日,2022/4/30\n"
    for content in (text.encode(), text.encode("gb18030"), b"\xef\xbb\xbf" + text.encode()):
        read = read_regions(content, "名单.csv")
        assert read.refused == ()
        assert read.regions == (
            Region(name="吉林省长春市", since=date(2022, 3, 10)),
            Region(name="上海市", since=date(2022, 3, 28), until=date(2022, 4, 30)),
            Region(name="北京市", since=date(2022, 3, 28), until=date(2022, 4, 30)),
        )


def test_a_plain_text_is_a_list_too_and_nothing_stands_twice():
    read = read_text("长春市 吉林市\n\n长春市*\n")
    assert [one.name for one in read.regions] == ["长春市", "吉林市"]


@pytest.mark.parametrize(
    "line", ["市", "长春市,昨天", "长春市,2022-13-40", "长春市,2022-04-10,2022-04-01", ",2022-04-10"]
)
def test_a_line_that_does_not_do_is_named_and_the_others_are_taken(line):
    read = read_text(f"上海市\n{line}\n北京市")
    assert [one.name for one in read.regions] == ["上海市", "北京市"]
    assert [one.row for one in read.refused] == [2]
    assert read.refused[0].reason


@given(st.text(max_size=200))
def test_whatever_somebody_pastes_is_read_or_named(text):
    read = read_text(text)
    assert all(len(one.name) >= 2 for one in read.regions)


@given(st.binary(max_size=300))
def test_whatever_stands_in_a_file(content):
    assert read_regions(content, "x.txt") is not None
