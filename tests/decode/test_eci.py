"""Codes that say in which encoding their text is are taken at their word, and their bytes stay exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decode.eci import stated_text
from app.decode.zxing import read
from tests.fakes.eci import picture

SAID = [
    (29, "gb18030", "无锡健康码"),
    (26, "utf-8", "无锡健康码"),
    (20, "shift_jis", "無錫市ABC漢字"),
    (3, "latin-1", "Müller"),
    (28, "big5", "無錫"),
    (30, "euc_kr", "서울"),
    (25, "utf-16-be", "无锡"),
    (7, "iso8859-5", "Владивосток"),
    (32, "gb18030", "𠮷林"),
]


@pytest.mark.parametrize(("number", "encoding", "text"), SAID)
def test_a_stated_encoding_is_used(number: int, encoding: str, text: str) -> None:
    (symbol,) = read(picture((number, text.encode(encoding))))
    assert symbol.data == text.encode(encoding)
    assert symbol.text == text


def test_parts_of_different_encodings_are_one_text() -> None:
    (symbol,) = read(picture((29, "无".encode("gbk")), (26, "锡".encode())))
    assert symbol.data == "无".encode("gbk") + "锡".encode()
    assert symbol.text == "无锡"


@pytest.mark.parametrize("data", [bytes(range(200)), b"\x00" * 20, rb"a\000026b\\c"])
@pytest.mark.parametrize("number", [None, 100])
def test_bytes_stay_exact_where_nothing_or_something_unknown_is_stated(number: int | None, data: bytes) -> None:
    (symbol,) = read(picture((number, data)))
    assert symbol.data == data
    assert symbol.stated is None


def test_a_statement_that_is_wrong_is_not_believed() -> None:
    chinese = "无锡".encode("gb18030")
    (symbol,) = read(picture((26, chinese)))
    assert (symbol.data, symbol.text) == (chinese, "无锡")
    (symbol,) = read(picture((3, "无锡".encode())))
    assert symbol.text == "无锡"


@pytest.mark.parametrize(
    ("transmitted", "text"),
    [
        (b"]Q1abc", None),
        (b"]Q2\\000026a\\\\b", "a\\b"),
        (b"]Q2\\000026a\\000027b", "ab"),
        (b"]Q2\\000899\xff", None),
        (b"]Q2", None),
        (b"", None),
    ],
)
def test_the_protocol(transmitted: bytes, text: str | None) -> None:
    assert stated_text(transmitted) == text


@given(st.binary(max_size=60))
def test_anything_transmitted_has_a_text_or_none(data: bytes) -> None:
    assert isinstance(stated_text(b"]Q2" + data), str | None)
