"""A payload as text."""

from hypothesis import assume, given
from hypothesis import strategies as st

from app.decode.symbol import Symbol, clockwise


def text(data: bytes) -> str:
    return Symbol("QRCode", data).text


@given(st.text())
def test_utf8_is_always_right(words: str) -> None:
    assert text(words.encode()) == words


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1))
def test_chinese_names_in_gb18030_are_not_taken_for_japanese(name: str) -> None:
    data = name.encode("gb18030")
    assume(sum(data[at + 1 : at + 2] == b"\xde" for at in range(0, len(data), 2)) < 2)  # 无无 is ﾎﾞﾎﾞ as well
    try:
        expected = data.decode("utf-8")  # a few pairs of characters are sound UTF-8 as well
    except UnicodeDecodeError:
        expected = name
    assert text(data) == expected


@given(st.binary())
def test_any_bytes_are_some_text(data: bytes) -> None:
    assert isinstance(text(data), str)


def test_clockwise_keeps_the_first_corner() -> None:
    square = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    assert clockwise(square) == square
    assert clockwise((square[0], square[3], square[2], square[1])) == square
