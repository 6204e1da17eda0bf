"""Exact bytes of what a keyboard gun typed, or why nobody can know them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.capture.aim import payload
from app.capture.keyed import LOST, SENTENCES, Doubt, code_of, narrow

CAMPUS = "GP1:6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2+$N IOP-IA%NFQGRJPC%OQHIZC4"
URL = "https://s.sh.gov.cn/0a1b2cXYZ?x=%20&y=_~#z"
ascii_text = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=60)


def wide(text: str) -> str:
    return "".join("\u3000" if letter == " " else chr(ord(letter) + 0xFEE0) for letter in text)


@pytest.mark.parametrize("text", [CAMPUS, URL, "20190403", "T-7", '{"data": 1}'])
def test_plain_characters_are_their_bytes(text: str) -> None:
    assert code_of(text) == text.encode()


@pytest.mark.parametrize("text", [CAMPUS, URL, "20190403", "http://a.cn/1"])
def test_full_width_text_is_turned_back_exactly(text: str) -> None:
    assert code_of(wide(text)) == text.encode()


@given(ascii_text)
def test_narrow_undoes_every_full_width_form(text: str) -> None:
    assert narrow(wide(text)) == text


@pytest.mark.parametrize("text", ["https：//s.sh.gov.cn/0a1b", "20190４03", "GP1：ABC"])
def test_half_of_it_full_width_is_an_input_method(text: str) -> None:
    assert code_of(text) is Doubt.WIDE


@pytest.mark.parametrize(
    "text",
    [
        "无锡",  # GBK or UTF-8: a keyboard cannot say
        "ÎÞÎý",  # the same name, byte by byte
        "httpsÖ--s.sh.gov.cn-0a1b",  # an American gun on a German layout
        "&éà_à'à\"",  # and digits on a French one
        "学号：20190403",
        "abc。def",
        "\ud83d\ude00 half a pair: \ud83d",
    ],
)
def test_other_characters_are_not_taken(text: str) -> None:
    assert code_of(text) is Doubt.FOREIGN


def test_a_key_without_a_character_spoils_the_code() -> None:
    assert code_of(f"GP1:AB{LOST}C") is Doubt.KEYS


@pytest.mark.parametrize(
    "text", [CAMPUS, "HC1:6BFOXN%TS3DH", "shc:/5676295953265460", "shc:/1/2/567629", "]Q1" + CAMPUS]
)
def test_caps_lock_is_undone_where_the_code_has_letters_of_one_kind(text: str) -> None:
    assert code_of(text.swapcase(), caps=True) == payload(text.encode())


@pytest.mark.parametrize("text", ["HTTPS://S.SH.GOV.CN/0A1Bxyz", "t-7", "jsm0A1B"])
def test_caps_lock_is_said_where_it_cannot_be_undone(text: str) -> None:
    assert code_of(text, caps=True) is Doubt.CAPS


@pytest.mark.parametrize("text", [URL, CAMPUS, "20190403", "shc:/567629"])
def test_a_gun_that_minds_caps_lock_is_believed(text: str) -> None:
    assert code_of(text, caps=True) == text.encode()


def test_a_small_letter_in_a_campus_code_is_never_made_a_capital() -> None:
    assert code_of("gp1:ABC") == b"gp1:ABC"


def test_lines_inside_a_code_end_with_a_line_feed() -> None:
    assert code_of("BEGIN\r\nEND\rX") == b"BEGIN\nEND\nX"


def test_every_doubt_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Doubt)


@given(st.text(max_size=40), st.booleans())
def test_anything_typed_is_bytes_or_a_doubt(text: str, caps: bool) -> None:
    code = code_of(text, caps=caps)
    assert isinstance(code, Doubt) or code.isascii()


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"]Q1GP1:ABC", b"GP1:ABC"),
        (b"]C0690123", b"690123"),
        (b"\x02GP1:ABC\x03\r\n", b"GP1:ABC"),
        (b"\x02GP1:ABC\r\x03", b"GP1:ABC"),
        (b"GP1:ABC\x03", b"GP1:ABC\x03"),
        (b"]d201\x1d10", b"01\x1d10"),
        (rb"]Q2\000026a\\b", rb"a\b"),
        (rb"]Q1\000026a\\b", rb"\000026a\\b"),
        (b"a\r\nb\r\n", b"a\r\nb"),
        (b"a\n\n", b"a\n"),
        ("无锡\t".encode("gb18030"), "无锡".encode("gb18030")),
        (b"]", b"]"),
        (b"]]Q1", b"]]Q1"),
        (b"", b""),
    ],
)
def test_what_a_gun_puts_around_a_code_is_taken_away(sent: bytes, code: bytes) -> None:
    assert payload(sent) == code


@given(
    st.binary(max_size=60).filter(
        lambda data: data[:1] not in (b"]", b"\x02") and not data.endswith((b"\r", b"\n", b"\t"))
    )
)
def test_a_bare_payload_stays_as_it_is(data: bytes) -> None:
    assert payload(data) == payload(data + b"\r\n") == data
