"""Goods tickets and control points: as hard to forge as a person's code, and never taken for one another."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import base45
import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.codes.campus_body import PersonBody, PointBody, TicketBody
from app.codes.campus_key import make, public_bytes
from app.codes.campus_seal import seal, unseal
from app.codes.campus_sign import sign, sign_point, sign_ticket, token_of
from app.codes.campus_things import GOODS_CLASSES, ControlPoint, GoodsTicket
from app.codes.claim import Claim, Holder
from app.codes.registry import recognise
from app.codes.trust import Trust, key_id
from app.decode.symbol import Symbol
from app.errors import UserError
from app.records.field import fields_of
from app.records.goods import Goods

NOW = datetime(2022, 4, 10, 6, 48, tzinfo=UTC)
START, END = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
TRUST = Trust.of([public_bytes(KEY)])
TICKET = GoodsTicket("WZ20220410-03", "欧亚配送中心", "daily", "吉AD12345")
POINT = ControlPoint("D0316", "五公寓三层西", "五公寓")


def of_person(key: Ed25519PrivateKey = KEY) -> str:
    return sign("2019000001", "林晓彤", key, not_before=START, not_after=END, college="临床医学院")


def of_ticket(key: Ed25519PrivateKey = KEY, ticket: GoodsTicket = TICKET) -> str:
    return sign_ticket(ticket, key, not_before=START, not_after=END)


def of_point(key: Ed25519PrivateKey = KEY, point: ControlPoint = POINT) -> str:
    return sign_point(point, key, not_before=START, not_after=END)


SIGNERS: dict[str, Callable[..., str]] = {
    "campus-code": of_person, "goods-ticket": of_ticket, "control-point": of_point,
}  # fmt: skip
KINDS = pytest.mark.parametrize("kind", SIGNERS)


def claim_of(payload: str | bytes, trust: Trust = TRUST, now: datetime = NOW) -> Claim:
    data = payload.encode() if isinstance(payload, str) else payload
    return recognise(Symbol("QRCode", data), trust, now)


def test_a_ticket_names_its_delivery_and_nobody() -> None:
    claim = claim_of(of_ticket())
    assert (claim.kind, claim.trust, claim.issuer) == ("goods-ticket", "verified", "campus")
    assert (claim.ticket, claim.point, claim.holder, claim.expires_at) == (TICKET, None, Holder(), END)


def test_a_point_names_where_it_is_and_nobody() -> None:
    claim = claim_of(of_point())
    assert (claim.kind, claim.trust, claim.point, claim.holder) == ("control-point", "verified", POINT, Holder())


def test_as_json_a_claim_says_only_what_it_knows() -> None:
    plain = claim_of(of_ticket(ticket=GoodsTicket("1", "欧亚", "protective"))).as_json()
    assert plain["ticket"] == {"number": "1", "name": "欧亚", "goods_class": "protective"}
    assert not {"point", "holder"} & plain.keys()


def test_the_classes_of_goods_are_the_register_s() -> None:
    (field,) = (field for field in fields_of(Goods) if field.name == "goods_class")
    assert tuple(field.choices) == GOODS_CLASSES


FIRST = (
    "GP1:IEHN69-09-6LZOC/S9100KB0*M0DY06JD746FA76466464B6/6T69JUIJ/1T:WKO6EYFN+1T7PHRZHR1TO4L0JJ4F3/IAZ9IFJCUTHTL2HZN9-"
    "E$:5TPU $77DNFFB985E-2CP3J/4ALJNTC:D26KJC+Q.D8PLE*+5$IOI%BV5AUFDW18/*NTVH40K*DHVAM/6G$MM"
)
"""Of KEY, written by version 0.1 before there were other kinds."""


def test_a_code_from_before_there_were_other_kinds_is_good() -> None:
    claim = claim_of(FIRST)
    assert (claim.trust, claim.holder.number, claim.holder.name) == ("verified", "2019000001", "林晓彤")
    assert claim.token == token_of(FIRST) == bytes(range(8)).hex()


@KINDS
def test_every_objection_has_its_reason(kind: str) -> None:
    good, stranger = SIGNERS[kind](), SIGNERS[kind](make())
    forged = seal(unseal(good.encode())[0], make())
    later, earlier = END + timedelta(seconds=1), START - timedelta(minutes=2, seconds=1)
    mine, key = [public_bytes(KEY)], key_id(public_bytes(KEY))
    cases = [
        (claim_of(forged), "code-forged"),
        (claim_of(stranger), "code-wrong-key"),
        (claim_of(good, Trust.of(mine, revoked_keys=[key])), "code-wrong-key"),
        (claim_of(good, Trust.of(mine, revoked_codes=[token_of(good)])), "code-revoked"),
        (claim_of(good, now=later), "code-expired"),
        (claim_of(good, now=earlier), "code-not-yet-valid"),
    ]
    assert [(one.kind, one.trust, one.reason) for one, _ in cases] == [(kind, "invalid", why) for _, why in cases]


@KINDS
def test_a_signature_is_good_for_its_own_kind_alone(kind: str) -> None:
    body, signature = unseal(SIGNERS[kind]().encode())
    items = cbor2.loads(body)
    for other in (1, 2, 3):
        if other == items[0]:
            continue
        renamed = cbor2.dumps([other, *items[1:]], canonical=True)
        claim = claim_of("GP1:" + base45.b45encode(renamed + signature).decode())
        assert claim.trust == "invalid"


@KINDS
def test_no_flipped_bit_is_believed(kind: str) -> None:
    raw = base45.b45decode(SIGNERS[kind]()[4:])
    for place in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        assert claim_of("GP1:" + base45.b45encode(bytes(changed)).decode()).trust == "invalid"


@KINDS
@given(place=st.integers(0, 10**6), change=st.binary(min_size=1, max_size=3))
def test_no_changed_text_is_believed(kind: str, place: int, change: bytes) -> None:
    payload = SIGNERS[kind]().encode()
    place %= len(payload)
    changed = payload[:place] + change + payload[place + len(change) :]
    assert changed == payload or claim_of(changed).trust != "verified"


@given(st.sampled_from([1, 2, 3]), st.lists(st.none() | st.integers() | st.text() | st.binary() | st.booleans()))
def test_whatever_is_signed_is_a_claim_or_damaged(kind: int, rest: list[Any]) -> None:
    claim = claim_of(seal(cbor2.dumps([kind, *rest], canonical=True)[:512], KEY))
    assert (claim.trust, claim.reason) == ("invalid", "code-damaged")


printable = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)
tickets = st.builds(GoodsTicket, printable, printable, st.sampled_from(GOODS_CLASSES), printable | st.just(""))
points = st.builds(ControlPoint, printable, printable, printable | st.just(""))


@given(tickets, points)
def test_whatever_is_named_comes_back(ticket: GoodsTicket, point: ControlPoint) -> None:
    assert claim_of(of_ticket(ticket=ticket)).ticket == ticket
    assert claim_of(of_point(point=point)).point == point


HEAD: tuple[bytes, bytes] = (bytes(8), bytes(8))
UNSOUND = [
    TicketBody(*HEAD, "", "欧亚", 0, "", 1, 2),
    TicketBody(*HEAD, "1", "", 0, "", 1, 2),
    TicketBody(*HEAD, "1", "欧亚", 2, "", 1, 2),
    TicketBody(*HEAD, "1", "欧亚", -1, "", 1, 2),
    TicketBody(*HEAD, "1", "欧亚", 0, "吉A\n", 1, 2),
    TicketBody(*HEAD, "1", "欧亚", 0, "", 2, 2),
    PointBody(*HEAD, "", "西门", "", 1, 2),
    PointBody(*HEAD, "1", "", "", 1, 2),
    PointBody(*HEAD, "1", "门" * 65, "", 1, 2),
    PointBody(*HEAD, "1", "西门", "楼\x00", 1, 2),
    PointBody(b"", bytes(8), "1", "西门", "", 1, 2),
    PersonBody(*HEAD, "1", "林", 6, "", 1, 2),
]


@pytest.mark.parametrize("body", UNSOUND, ids=repr)
def test_what_is_not_sound_is_damaged_even_when_signed(body: Any) -> None:
    items = [body.__struct_config__.tag, *(getattr(body, name) for name in body.__struct_fields__)]
    assert claim_of(seal(cbor2.dumps(items, canonical=True), KEY)).reason == "code-damaged"


@pytest.mark.parametrize("wrong", [GoodsTicket("", "欧亚", "daily"), GoodsTicket("1", "a\nb", "daily")])
def test_what_could_not_be_read_again_is_not_signed(wrong: GoodsTicket) -> None:
    with pytest.raises(UserError, match="不能"):
        of_ticket(ticket=wrong)


@KINDS
def test_it_fits_a_small_alphanumeric_code(kind: str) -> None:
    payload = SIGNERS[kind]()
    assert set(payload) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert len(payload) <= 262  # version 9 at level M
