"""Whatever is held before the camera ends in a claim, soon, and with little memory."""

import base64
import json
import socket
import tracemalloc
import zlib
from datetime import UTC, datetime

import base45
import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.codes.certificate_values import from_epoch, moment
from app.codes.claim import Claim
from app.codes.inflate import MOST
from app.codes.registry import issuers, recognise
from app.decode.symbol import Symbol
from tests.fakes.certificates import (
    NOW,
    TEST,
    VACCINATION,
    b64,
    card,
    certificate,
    content,
    cose,
    cwt,
    dcc,
    elliptic,
    issued_dcc,
    jws,
    numeric,
    seal,
)  # fmt: skip
from tests.fakes.counted import Counted
from tests.fakes.nosockets import NoSockets
from tests.fuzz import foreign, sound
from tests.fuzz.mutate import mutations

KEY = elliptic(1)
MEBIBYTE = 1 << 20
BOMB = zlib.compress(bytes(64 * MEBIBYTE), 9)
STEPS = 20_000
"""Calls of functions that a code may cost: a good certificate of each kind takes some 1,000 to 8,000."""


def claim_of(data: bytes) -> Claim:
    claim = recognise(Symbol("QRCode", data), foreign.trust(), NOW)
    sound.check(claim)
    return claim


def _raw(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _jws_of(packed: bytes) -> bytes:
    header = b64(json.dumps({"zip": "DEF", "alg": "ES256", "kid": "x"}).encode())
    return f"{header}.{b64(packed)}.{b64(bytes(64))}".encode()


HOSTILE = {
    "a bomb in an EU certificate": b"HC1:" + base45.b45encode(BOMB[:5000]),
    "a whole bomb": b"HC1:" + base45.b45encode(zlib.compress(bytes(4 * MEBIBYTE), 9)),
    "a bomb in a health card": _jws_of(_raw(bytes(4 * MEBIBYTE))),
    "a bomb in a health card's digits": numeric(_jws_of(_raw(bytes(MEBIBYTE // 2))).decode()),
    "deep CBOR": dcc(b"\x81" * 5000 + b"\x00"),
    "deep CBOR, signed": dcc(cose(b"\xa1\x01" * 3000 + b"\x00", KEY, foreign.kid())),
    "CBOR that says it is long": dcc(b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff"),
    "text that says it is long": dcc(b"\x7b\x7f\xff\xff\xff\xff\xff\xff\xff"),
    "a map that says it is long": dcc(b"\xbb\x7f\xff\xff\xff\xff\xff\xff\xff"),
    "a number as long as the code": dcc(cose(b"\xa1\x04\xc2\x59\x10\x00" + b"\xff" * 4096, KEY, foreign.kid())),
    "a power to be computed": dcc(b"\xc4\x82\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x01"),
    "giant base45": b"HC1:" + b"6BF" * 2700,
    "a giant campus code": b"GP1:" + b"6BF" * 2700,
    "a number in JSON": b'{"sig": {}, "data": {"hdr": {"t": "icao.vacc", "v": 1' + b"0" * 7000 + b"}}}",
    "nested JSON": b'{"sig": ' + b"[" * 8000,
    "nested objects": b'{"sig":' * 1100,
    "a card of nested JSON": jws(elliptic(3), b"[" * 60_000).encode(),
    "a card of one number": jws(elliptic(3), b"1" * 60_000).encode(),
    "a JWS of points": b"." * 8000,
    "a JWS without a header": b"..",
    "a JWS that signs nothing": jws(elliptic(3), card(), alg="none").encode(),
    "a health code of brackets": b"https://a.gov.cn/?" + b"&qrCode=aaaaaaaa" * 62,
    "3,000 bytes": bytes(range(256)) * 12,
    "100,000 bytes": bytes(range(256)) * 391,
    "nothing": b"",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=list(HOSTILE))
def test_it_ends_in_a_claim_within_bounds(data: bytes) -> None:
    claim_of(data)  # whatever is made once for all is there
    with Counted() as counted:
        claim = recognise(Symbol("QRCode", data), foreign.trust(), NOW)
    assert claim.trust in ("invalid", "read")
    assert counted.steps < STEPS
    tracemalloc.start()
    try:
        recognise(Symbol("QRCode", data), foreign.trust(), NOW)
        assert tracemalloc.get_traced_memory()[1] < 2 * MEBIBYTE
    finally:
        tracemalloc.stop()


def test_a_good_code_stays_within_the_same_bounds() -> None:
    for data in foreign.codes():
        claim_of(data)
        with Counted() as counted:
            claim_of(data)
        assert counted.steps < STEPS


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/?qrCode=0123456789abcdef0123456789abcdef",
        "https://s.sh.gov.cn/0123456789abcdef0123456789abcd1648863600000",
        "https://a.gov.cn/?qrCode=0123456789abcdef",
        "file:///etc/passwd",
        "javascript:fetch('http://127.0.0.1')",
        "tel:120",
        "smsto:120:x",
        "ftp://127.0.0.1/",
        "\\\\127.0.0.1\\share\\a.exe",
        'shc:/567629" onload="',
    ],
)
def test_no_address_is_ever_opened(address: str) -> None:
    with NoSockets() as network:
        claim_of(address.encode())
    assert network.seen == []


def test_addresses_inside_certificates_are_not_opened_either() -> None:
    with NoSockets() as network:
        claim_of(jws(elliptic(3), card(iss="http://127.0.0.1:9/issuer")).encode())
        claim_of(issued_dcc(KEY, foreign.signer(), content(v=[{**VACCINATION, "ci": "http://127.0.0.1:9/"}])))
    assert network.seen == []


def test_the_guard_against_sockets_sees_one() -> None:
    with NoSockets() as network, socket.socket():
        pass
    assert network.seen == ["socket.__new__"]


NASTY = [
    "a\x00b",
    "\ufeff",
    "=1+1\r\n2",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "\x1b[2J",
    "名\u200b字",
    "\u2028",
    "x" * 5000,
]


@pytest.mark.parametrize("name", NASTY)
def test_a_name_is_one_printable_line_whoever_signed_it(name: str) -> None:
    health = content(t=[{**TEST, "tc": name}])
    health["nam"] |= {"fn": name, "gn": name}
    claims = [
        claim_of(issued_dcc(KEY, foreign.signer(), health)),
        claim_of(jws(elliptic(3), card(iss=name or "x")).encode()),
        claim_of(seal({"pid": {"n": name}, "uvci": name, "ve": [{"nam": name}]}, KEY, foreign.signer())),
    ]
    for claim in claims:
        assert claim.holder.name.isprintable()
        assert len(claim.holder.name) < 300


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_that_no_clock_here_shows_is_none(text: str) -> None:
    assert moment(text) is None
    claim = claim_of(issued_dcc(KEY, foreign.signer(), content(t=[{**TEST, "sc": text}])))
    assert claim.tests[0].sampled_at is None


def test_what_holds_for_ever_has_no_end() -> None:
    """9999-12-31T23:59:59Z is how certificates write it (RFC 5280, 4.1.2.5)."""
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert from_epoch(last.timestamp()) is None
    for data in (
        issued_dcc(KEY, foreign.signer(), content(t=[TEST]), expires=last),
        jws(elliptic(3), card(exp=last.timestamp())).encode(),
        seal(foreign.JAB, elliptic(1), certificate(elliptic(1), until=last)),
    ):
        assert claim_of(data).expires_at is None


@given(st.binary(max_size=300))
def test_random_bytes_are_never_verified(data: bytes) -> None:
    assert claim_of(data).trust != "verified"


@given(st.sampled_from([b"HC1:", b"GP1:", b"shc:/", b"https://s.sh.gov.cn/", b'{"sig"', b"eyJ6aXAi"]), st.binary())
def test_random_bytes_after_a_scheme_are_never_verified(scheme: bytes, data: bytes) -> None:
    assert claim_of(scheme + data).trust != "verified"


@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_mutated_codes_are_not_verified_unless_they_say_the_same(number: int) -> None:
    good = {claim_of(data).token for data in foreign.codes()}
    for data in mutations(foreign.codes(), 5, 9000, number):
        claim = claim_of(data)
        assert claim.trust != "verified" or claim.token in good


def test_every_issuer_stands_every_text_encoding() -> None:
    assert issuers()
    for text in ("林晓彤", "\ud7ff", "é" * 50):
        for encoding in ("utf-8", "gb18030", "utf-16", "utf-7"):
            claim_of(text.encode(encoding))
            claim_of(b"HC1:" + text.encode(encoding))


def test_what_a_code_unpacks_to_is_bounded() -> None:
    assert claim_of(dcc(cwt(content(v=[VACCINATION])) + bytes(MOST))).reason == "certificate-damaged"
    assert claim_of(base64.b64encode(BOMB)[:8000]).kind == "unknown"
    assert claim_of(cbor2.dumps(BOMB[:4000])).kind == "unknown"
