"""Everything a code may hold: each layer of a certificate for itself, so that mutations reach what lies inside."""

import zlib
from datetime import UTC, datetime

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.codes.campus_key import public_bytes
from app.codes.campus_seal import seal
from app.codes.cose import read_cbor
from app.codes.inflate import DamagedError
from app.codes.jws import read_jws
from app.codes.registry import recognise
from app.codes.shc_chunks import Chunks
from app.codes.trust import Trust, key_id
from app.decode.symbol import Symbol
from tests.fakes.certificates import NOW, cose, dcc, elliptic, jws, numeric
from tests.fuzz import foreign, sound
from tests.fuzz.target import Target

TODAY = datetime(2022, 4, 2, tzinfo=UTC)
HEALTH = [
    b"https://s.sh.gov.cn/0123456789abcdef0123456789abcd1648863600000",
    b"https://s.sh.gov.cn/0282" + b"QUJD" * 70 + b"QQ==",
    b"https://example.cn/sukang?qrCode=0123456789abcdef0123456789abcdef",
]
STRANGERS = [
    b"", b"\x00", "无锡".encode("gb18030"), "\u202e\ufeff\ud7ff".encode(), b"http://127.0.0.1/?x=" + b"a" * 900,
    b"javascript:alert(1)", b"WIFI:T:WPA;S:gate;P:x;;", b"20190403", b"=cmd|' /C calc'!A0", b"{" * 900, b"[" * 900,
]  # fmt: skip


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def _show(data: bytes, trust: Trust, now: datetime = NOW) -> None:
    sound.check(recognise(Symbol("QRCode", data), trust, now))


def anything(data: bytes) -> None:
    """The bytes as they are, shown to everybody."""
    _show(data, foreign.trust())


def cose_message(data: bytes) -> None:
    _show(dcc(data), foreign.trust())


def signed_cwt(data: bytes) -> None:
    """Signed by somebody who is trusted, so that everything is looked at."""
    _show(dcc(cose(data, elliptic(1), foreign.kid())), foreign.trust())


def signed_card(data: bytes) -> None:
    _show(jws(elliptic(3), data).encode(), foreign.trust())


def card_letters(data: bytes) -> None:
    """Parts of a card, and the JWS itself."""
    chunks = Chunks()
    for part in data.split(b"\n")[:9]:
        sound.check(recognise(Symbol("Text", part), foreign.trust(), NOW))
        if whole := chunks.add(Symbol("Text", part)):
            sound.check(recognise(whole, foreign.trust(), NOW))
    try:
        read_jws(data.decode("latin-1"))
    except DamagedError:
        return


def cbor(data: bytes) -> None:
    try:
        read_cbor(data)
    except DamagedError:
        return


def campus_code(data: bytes) -> None:
    """A body that this campus signed, and the same bytes as they are."""
    trust = Trust.of([public_bytes(_key())])
    for payload in (seal(data, _key()).encode(), b"GP1:" + data):
        _show(payload, trust, TODAY)


def health_code(data: bytes) -> None:
    _show(data, Trust(), TODAY)


def _bodies() -> list[bytes]:
    """Of a person, a goods ticket and a control point."""
    key, begin = bytes.fromhex(key_id(public_bytes(_key()))), int(TODAY.timestamp())
    said = ((1, "20190403", "林晓彤", 0, "临床医学院"), (2, "G-7", "大米", 0, "吉A00000"), (3, "P-1", "东门", ""))
    return [cbor2.dumps([type_, key, bytes(8), *rest, begin - 60, begin + 60], canonical=True) for type_, *rest in said]


def _parts() -> list[bytes]:
    letters = jws(elliptic(3), foreign.cards()[0])
    half = len(letters) // 2
    return [numeric(letters[:half], "1/2/") + b"\n" + numeric(letters[half:], "2/2/"), letters.encode()]


def _nested() -> list[bytes]:
    return [b"\x81" * 40 + b"\x00", b"\xbf" + b"\xff", b"\x9b" + b"\xff" * 8, b"\xc4\x82\x1b" + b"\x7f" * 8 + b"\x01"]


TARGETS = (
    Target("code", anything, lambda: [*foreign.codes(), *HEALTH, *STRANGERS], 9000),
    Target("health-code", health_code, lambda: [*HEALTH, *STRANGERS], 1100),
    Target("campus-code", campus_code, _bodies, 600),
    Target("dcc-cose", cose_message, lambda: [*foreign.messages(), *_nested(), zlib.compress(b"")]),
    Target("dcc-cwt", signed_cwt, foreign.payloads),
    Target("cbor", cbor, lambda: [*foreign.messages(), *foreign.payloads(), *_nested()]),
    Target("shc-card", signed_card, foreign.cards),
    Target("shc-letters", card_letters, _parts, 9000),
    Target("vds", anything, foreign.seals),
)
