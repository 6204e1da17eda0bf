"""Codes that are looked at together."""

from datetime import UTC, datetime

import pytest

from app.codes.joined import claims
from app.codes.shc_chunks import Chunks
from app.codes.trust import Trust
from app.decode.symbol import Symbol
from tests.fakes.certificates import card, elliptic, jws, numeric

NOW = datetime(2022, 4, 10, tzinfo=UTC)
CARD = jws(elliptic(21), card({"resourceType": "Immunization", "status": "completed"}))
THIRD = -(-len(CARD) // 3)
PARTS = [
    Symbol("QRCode", numeric(CARD[at * THIRD : (at + 1) * THIRD], f"{at + 1}/3/")) for at in range(3)
]  # fmt: skip
HEALTH = Symbol("QRCode", b"https://s.sh.gov.cn/0123456789abcdef0123456789abcd1649572800000")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 1, 2, 0)])
def test_the_parts_in_one_picture_are_one_card(order: tuple[int, ...]) -> None:
    found = claims([PARTS[order[0]], HEALTH, *(PARTS[one] for one in order[1:])], Trust(), NOW)
    assert [(claim.kind, claim.reason) for claim in found] == [("health-code", ""), ("shc", "issuer-unknown")]


def test_a_card_that_is_not_whole_says_so() -> None:
    assert [claim.reason for claim in claims(PARTS[:2], Trust(), NOW)] == ["shc-incomplete"] * 2


def test_parts_in_several_pictures_are_one_card_in_the_last() -> None:
    chunks = Chunks()
    reasons = [[claim.reason for claim in claims([part], Trust(), NOW, chunks)] for part in PARTS]
    assert reasons == [["shc-incomplete"], ["shc-incomplete"], ["issuer-unknown"]]
