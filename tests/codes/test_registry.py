"""Whatever the bytes: one claim, at once."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codes.registry import issuers, recognise
from app.codes.trust import Trust
from app.decode.symbol import Symbol
from app.reasons import REASONS
from tests.fakes.endless import ended

NOW = datetime(2022, 4, 10, 6, 48, tzinfo=UTC)


def test_every_issuer_is_found_and_those_with_a_prefix_are_asked_first() -> None:
    names = issuers()
    assert {"campus", "health", "shanghai-transport"} <= set(names)
    assert names.index("campus") < names.index("health")


@given(st.binary(max_size=3000), st.sampled_from(["QRCode", "Text"]))
def test_any_bytes_give_a_claim(data: bytes, form: str) -> None:
    claim = recognise(Symbol(form, data), Trust(), NOW)
    assert claim.trust in ("read", "invalid")


@pytest.mark.parametrize(
    "start", [b"", b"GP1:", b"https://s.sh.gov.cn/", b"JSM", b"https://a.gov.cn/?", b"HC1:", b"shc:/"]
)
@pytest.mark.parametrize("filling", [b"A", b"0", b"&qrCode=", b"a.", b"\x00", b"\xff", b"%", b"5"])
def test_long_garbage_is_answered(start: bytes, filling: bytes) -> None:
    for size in (1000, 3000, 100_000):
        symbol = Symbol("QRCode", (start + filling * size)[:size])
        with ended():
            recognise(symbol, Trust(), NOW)


def test_the_reasons_named_by_claims_are_in_the_list() -> None:
    assert {"code-unknown", "health-code-expired", "health-code-damaged"} <= set(REASONS)
