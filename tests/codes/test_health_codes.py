"""Health codes are read by their form; what is none is left alone."""

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codes.claim import Claim
from app.codes.registry import recognise
from app.codes.trust import Trust
from app.decode.symbol import Symbol

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2022, 4, 10, 6, 48, tzinfo=UTC)
JILIN = "JSM" + "Q2W4E6R8" * 7 + "T9Y1U"
SHANGHAI = "https://s.sh.gov.cn/" + "5a055b864fcc853cf2bb2c6dbc5506" + "1649573280000"
JIANGSU = "https://jsstm.jszwfw.gov.cn/jkm/2/show?cityNo=3201&qrCode=3bdea882c780467b92ae5f90&v=2"


def claim_of(payload: str | bytes, now: datetime = NOW) -> Claim:
    data = payload if isinstance(payload, bytes) else payload.encode()
    return recognise(Symbol("QRCode", data, color="green"), Trust(), now)


def transport(
    expiry: str = "20220410235959", client: bytes = b"06", tail: bytes = b"", length: int | None = None
) -> str:
    raw = (
        bytes(64) + b"0123456789abcdef" * 2 + b"00" + client + expiry.encode() + b"\x01" + bytes(32) + bytes(64) + tail
    )
    packed = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    return f"https://s.sh.gov.cn/{len(packed) if length is None else length:04d}{packed}"


@pytest.mark.parametrize(
    ("payload", "issuer"), [(JILIN, "jilin"), (SHANGHAI, "shanghai"), (JIANGSU, "jiangsu"), (transport(), "shanghai")]
)
def test_a_health_code_is_read_and_no_more(payload: str, issuer: str) -> None:
    claim = claim_of(payload)
    assert (claim.kind, claim.trust, claim.issuer, claim.color) == ("health-code", "read", issuer, "green")
    assert claim.reason == ""


@pytest.mark.parametrize("payload", [JILIN, SHANGHAI, JIANGSU, transport()])
def test_the_payload_itself_is_not_kept(payload: str) -> None:
    claim = claim_of(payload)
    assert claim.token
    assert claim.token not in payload
    assert payload[-20:] not in str(claim.as_json())


def test_tokens_tell_two_people_apart_and_know_one_again() -> None:
    assert claim_of(JILIN).token != claim_of(JILIN[:-1] + "0").token
    assert claim_of(SHANGHAI).token == claim_of(SHANGHAI[:-3] + "999").token
    assert claim_of(JIANGSU).token == claim_of(JIANGSU.replace("v=2", "v=3")).token


def test_shanghai_says_when_it_was_made() -> None:
    assert claim_of(SHANGHAI).updated_at == datetime(2022, 4, 10, 14, 48, tzinfo=CHINA)


def test_shanghais_transport_form_ends_at_its_own_time() -> None:
    assert claim_of(transport()).expires_at == datetime(2022, 4, 10, 23, 59, 59, tzinfo=CHINA)
    late = claim_of(transport(), datetime(2022, 4, 11, 0, 0, tzinfo=CHINA))
    assert (late.trust, late.reason) == ("invalid", "health-code-expired")


def test_both_ways_of_counting_its_length_are_accepted() -> None:
    assert [claim_of(transport(length=size)).trust for size in (282, 211)] == ["read", "read"]
    assert claim_of(transport(tail=b"##")).trust == "read"


@pytest.mark.parametrize(
    "payload",
    [
        transport(length=9),
        transport("20221310235959"),
        transport("2022041023595x"),
        transport(client=b"99"),
        transport(tail=b"???"),
    ],
)
def test_a_transport_code_that_does_not_hold_together_is_invalid(payload: str) -> None:
    claim = claim_of(payload)
    assert (claim.kind, claim.trust, claim.reason) == ("health-code", "invalid", "health-code-damaged")


NEGATIVES = [
    "",
    " ",
    "JSM",
    "JSM2022",
    "JSM " + "A" * 60,
    "jsm" + "a" * 60,
    "JSM" + "A" * 200,
    JILIN + "\n",
    "X" + JILIN,
    "https://u.wechat.com/EAbCdEfGhIjKlMnOpQrStUv",
    "https://weixin.qq.com/g/AwYAAExampleGroupTokenOnly",
    "http://weixin.qq.com/r/jHWSigDEQF0-rUTp9yCe",
    "wxp://f2f0ExamplePaymentTokenThatIsQuiteLong1234567",
    "https://qr.alipay.com/fkx00000example0000000000",
    "https://qr.95516.com/00010000/01234567890123456789",
    "134567890123456789",
    "281234567890123456",
    "2019000001",
    "69012345678901234567890123456789012345678901234567890123456789",
    "WIFI:T:WPA;S:campus;P:secret;;",
    "BEGIN:VCARD\nVERSION:3.0\nN:Lin\nEND:VCARD",
    "MECARD:N:Lin;;",
    "HC2:6BF+70790T9WJWG.FKY*4GO0",
    "shc5676290952432060346029243740446031222959532654603460292540772804336028702864716745222809286133",
    "您好",
    "hello world",
    "https://example.cn/",
    "https://s.sh.gov.cn/",
    "https://s.sh.gov.cn/index.html",
    "https://s.sh.gov.cn.example.cn/" + SHANGHAI[20:],
    "https://shop.example.cn/order?qrCode=table12",
    "https://example.cn/qrCode=3bdea882c780467b92ae5f90",
    "qrCode=3bdea882c780467b92ae5f90",
    "https://notgov.cn/?qrCode=3bdea882c7",
    "https://www.jl.gov.cn/news?id=1",
]


@pytest.mark.parametrize("payload", NEGATIVES)
def test_what_is_no_health_code_is_not_one(payload: str) -> None:
    claim = claim_of(payload)
    assert (claim.kind, claim.trust, claim.reason) == ("unknown", "read", "code-unknown")


@given(st.text(max_size=80))
def test_ordinary_text_is_no_health_code(text: str) -> None:
    assert claim_of("https://example.cn/" + text.replace("qrCode", "")).kind == "unknown"


@given(st.binary(max_size=300))
def test_any_bytes_behind_shanghais_address_give_a_claim(data: bytes) -> None:
    assert claim_of(b"https://s.sh.gov.cn/" + data).kind in ("unknown", "health-code")
    assert claim_of(b"https://s.sh.gov.cn/0282" + base64.urlsafe_b64encode(data)).trust in ("read", "invalid")
