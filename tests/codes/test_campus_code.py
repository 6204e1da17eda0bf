"""The campus code: who holds it is known without a network, and nothing else passes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import base45
import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.codes import campus_body
from app.codes.campus_key import make, public_bytes
from app.codes.campus_seal import PREFIX
from app.codes.campus_sign import sign
from app.codes.claim import Claim
from app.codes.registry import recognise
from app.codes.trust import Trust, key_id
from app.decode.symbol import Symbol
from app.errors import UserError
from app.policy.person import KINDS

NOW = datetime(2022, 4, 10, 6, 48, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
"""The same in every process, since examples are made from it."""
TRUST = Trust.of([public_bytes(KEY)])


def issued(number: str = "2019000001", name: str = "林晓彤", key: Ed25519PrivateKey = KEY, **more: Any) -> str:
    span = {"not_before": NOW - timedelta(hours=1), "not_after": NOW + timedelta(hours=1)}
    return sign(number, name, key, **{**span, "college": "临床医学院", **more})


def claim_of(payload: str | bytes, trust: Trust = TRUST, now: datetime = NOW) -> Claim:
    data = payload.encode() if isinstance(payload, str) else payload
    return recognise(Symbol("QRCode", data), trust, now)


def packed(body: bytes, key: Ed25519PrivateKey = KEY) -> str:
    return "GP1:" + base45.b45encode(body + key.sign(PREFIX + body)).decode()


def items(**changes: Any) -> list[Any]:
    """A sound body's items, some of them changed."""
    sound = {
        "type": 1, "key": bytes.fromhex(key_id(public_bytes(KEY))), "serial": bytes(8), "number": "1", "name": "林",
        "kind": 0, "college": "", "start": int(NOW.timestamp()), "end": int(NOW.timestamp()) + 60,
    }  # fmt: skip
    return list({**sound, **changes}.values())


def test_a_code_names_its_holder_also_one_that_is_on_no_list() -> None:
    claim = claim_of(issued(person_kind="visitor"))
    assert (claim.kind, claim.trust, claim.issuer, claim.reason) == ("campus-code", "verified", "campus", "")
    assert (claim.holder.number, claim.holder.name, claim.holder.person_kind) == ("2019000001", "林晓彤", "visitor")
    assert claim.expires_at == NOW + timedelta(hours=1)


def test_the_kinds_of_person_are_the_roster_s() -> None:
    assert campus_body.PERSON_KINDS == KINDS
    assert [claim_of(issued(person_kind=kind)).holder.person_kind for kind in KINDS] == list(KINDS)


def test_two_codes_of_one_person_have_different_tokens() -> None:
    assert claim_of(issued()).token != claim_of(issued()).token


def test_it_fits_an_alphanumeric_qr_code() -> None:
    payload = issued(college="计算机科学与技术学院")
    assert set(payload) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert len(payload) <= 262  # version 10 at level M is 311, version 9 is 262


def test_every_objection_has_its_reason_and_still_says_whom_the_code_claims() -> None:
    good, stranger = issued(), issued(key=make())
    body = base45.b45decode(good[4:])[:-64]
    forged = "GP1:" + base45.b45encode(body + make().sign(PREFIX + body)).decode()
    serial, key = claim_of(good).token, key_id(public_bytes(KEY))
    later, earlier = NOW + timedelta(hours=1, seconds=1), NOW - timedelta(hours=1, minutes=2, seconds=1)
    cases = [
        (claim_of(forged), "code-forged"),
        (claim_of(stranger), "code-wrong-key"),
        (claim_of(good, Trust()), "code-wrong-key"),
        (claim_of(good, Trust.of([public_bytes(KEY)], revoked_keys=[key])), "code-wrong-key"),
        (claim_of(good, Trust.of([public_bytes(KEY)], revoked_codes=[serial])), "code-revoked"),
        (claim_of(good, now=later), "code-expired"),
        (claim_of(good, now=earlier), "code-not-yet-valid"),
    ]
    for claim, reason in cases:
        assert (claim.kind, claim.trust, claim.reason) == ("campus-code", "invalid", reason)
        assert (claim.holder.number, claim.holder.name) == ("2019000001", "林晓彤")


def test_a_clock_up_to_two_minutes_behind_the_issuer_s_does_no_harm() -> None:
    assert claim_of(issued(not_before=NOW + timedelta(minutes=2))).trust == "verified"
    assert claim_of(issued(not_after=NOW)).trust == "verified"


def test_a_signature_made_for_something_else_does_not_pass() -> None:
    body = cbor2.dumps(items(), canonical=True)
    assert claim_of(packed(body)).trust == "verified"
    assert claim_of("GP1:" + base45.b45encode(body + KEY.sign(body)).decode()).reason == "code-forged"


UNSOUND = [
    items(type=0),
    items(type=4),
    items(type=True),
    items(type=1.0),
    items(key=bytes(7)),
    items(key="12345678"),
    items(serial=bytes(7)),
    items(serial=bytes(17)),
    items(number=""),
    items(number=1),
    items(number="1" * 65),
    items(number="1\n2"),
    items(name=b"x"),
    items(name="x" * 65),
    items(kind=6),
    items(kind=-1),
    items(kind="student"),
    items(college=None),
    items(start=-1),
    items(end=2**36),
    items(end=1.5),
    items(end=0),
    items(start=False),
    items()[:-1],
    [*items(), 0],
    {},
    1,
    None,
    [],
    "text",
    [[[[]]]],
]


@pytest.mark.parametrize("content", UNSOUND, ids=str)
def test_what_is_not_a_sound_body_is_damaged_even_when_signed(content: Any) -> None:
    claim = claim_of(packed(cbor2.dumps(content, canonical=True)))
    assert (claim.trust, claim.reason) == ("invalid", "code-damaged")


def test_only_the_one_deterministic_form_is_a_code() -> None:
    body = cbor2.dumps(items(), canonical=True)
    indefinite, wide, tagged = (
        b"\x9f" + body[1:] + b"\xff",
        body.replace(b"\x01", b"\x18\x01", 1),
        b"\xd9\xd9\xf7" + body,
    )
    for other in (indefinite, wide, tagged, body + b"\x00", body[:-1]):
        assert claim_of(packed(other)).reason == "code-damaged"


@pytest.mark.parametrize(
    "payload",
    ["GP1:", "GP1:A", "GP1:AAA", "GP1:aaa", "GP1:" + "A" * 3000, "GP1::::", "GP1:码", "GP1:" + "0" * 190, "GP1:\n"],
)
def test_a_code_that_cannot_be_unpacked_is_damaged(payload: str) -> None:
    assert claim_of(payload).reason == "code-damaged"


def test_nothing_may_follow_a_code() -> None:
    assert {claim_of(issued() + more).reason for more in ("\n", " ", "A", "00", "000")} == {"code-damaged"}


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=3))
def test_no_changed_code_is_ever_verified(place: int, change: bytes) -> None:
    payload = issued().encode()
    place %= len(payload)
    changed = payload[:place] + change + payload[place + len(change) :]
    assert changed == payload or claim_of(changed).trust != "verified"


@given(st.binary(max_size=200))
def test_no_bytes_after_the_scheme_are_verified_or_raise(data: bytes) -> None:
    assert claim_of(b"GP1:" + data).reason == "code-damaged"
    assert claim_of("GP1:" + base45.b45encode(data).decode()).trust == "invalid"


printable = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=64)


@given(printable, printable, st.text("学院AB", max_size=20))
def test_any_name_and_number_come_back(number: str, name: str, college: str) -> None:
    holder = claim_of(issued(number, name, college=college)).holder
    assert (holder.number, holder.name) == (number, name)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"number": "1" * 65},
        {"name": "a\nb"},
        {"name": "\ud800"},
        {"college": "院" * 65},
        {"person_kind": "ghost"},
        {"not_after": NOW - timedelta(hours=2)},
    ],
)
def test_what_could_not_be_read_again_is_not_signed(wrong: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="不能"):
        issued(**wrong)
