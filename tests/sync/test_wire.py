"""Compression with a cap."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync.wire import MOST_PLAIN, DamagedError, TooLargeError, pack, unpack


@given(st.binary(max_size=2000))
def test_what_is_packed_comes_out_the_same(plain: bytes) -> None:
    assert unpack(pack(plain)) == plain
    assert pack(plain) == pack(plain)


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_message_cut_short_is_damaged(plain: bytes, data: st.DataObject) -> None:
    packed = pack(plain)
    cut = data.draw(st.integers(0, len(packed) - 1))
    with pytest.raises(DamagedError):
        unpack(packed[:cut])


@given(st.binary(max_size=500))
def test_noise_is_damaged_or_too_large_and_nothing_else(noise: bytes) -> None:
    with pytest.raises((DamagedError, TooLargeError)):
        unpack(b"\x00" + noise)


def test_the_cap_is_exact() -> None:
    assert len(unpack(gzip.compress(bytes(1000)), 1000)) == 1000
    with pytest.raises(TooLargeError):
        unpack(gzip.compress(bytes(1001)), 1000)


def test_a_bomb_is_refused() -> None:
    with pytest.raises(TooLargeError):
        unpack(gzip.compress(bytes(MOST_PLAIN + 1)))
    with pytest.raises(TooLargeError):
        pack(bytes(MOST_PLAIN + 1))


def test_two_members_are_not_one_message() -> None:
    with pytest.raises(DamagedError):
        unpack(gzip.compress(b"a") + gzip.compress(b"b"))
