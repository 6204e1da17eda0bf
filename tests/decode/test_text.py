"""Bytes to text: Chinese is the rule, and nothing is ever lost."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.decode.text import text_of

CHINESE = [
    "无",
    "无锡",
    "林晓彤，临床医学院",
    "校园码 2019000001",
    "喆堃珺",
    "张三 36.5℃",
    "请出示健康码",
    "重庆市渝中区",
]


@pytest.mark.parametrize("text", CHINESE)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_is_read_in_either_encoding(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize("text", ["ﾃﾞｻﾞｲﾝQR\r\nhttp://d-qr.example/", "ひらがな", "カタカナ ABC"])
def test_japanese_of_old_phones_is_read(text: str) -> None:
    assert text_of(text.encode("shift_jis")) == text


@given(st.binary(max_size=200))
def test_any_bytes_have_a_text(data: bytes) -> None:
    assert isinstance(text_of(data), str)


@given(st.text(max_size=50))
def test_utf8_is_always_taken_at_its_word(text: str) -> None:
    assert text_of(text.encode()) == text


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4, max_size=12))
def test_gb2312_hanzi_are_not_taken_for_japanese(text: str) -> None:
    try:
        data = text.encode("gb2312")
    except UnicodeEncodeError:
        return
    assume(data[1::2].count(b"\xde") + data[1::2].count(b"\xdf") < 2)
    assert text_of(data) in (text, data.decode("utf-8", "replace"))
