"""Codes that no single frame and no single reader gives; evidence of two symbols is never mixed."""

from collections.abc import Callable
from itertools import islice

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.capture.items import Image
from app.decode import retries, zbar, zxing
from app.decode.grid.evidence import Evidence
from app.decode.grid.reading import Sight
from app.decode.grid.warp import Warp
from app.decode.joined import Joiner, salvage
from tests.fakes import hardfilms
from tests.fakes.hardfilms import Film, symbol
from tests.fakes.pictures import scene

PAYLOAD = b"https://health.example.cn/code?token=7f3a91c2e8"
OTHER = b"https://health.example.cn/code?token=0b6d55ee17"
FILMS = [hardfilms.glare, hardfilms.bars]


def joined(joiner: Joiner, grey: Image, at: float) -> list[bytes]:
    """As the reader gives a frame to it."""
    found, sign = zxing.glance(grey)
    return [one.data for one in found or joiner.add(grey, at, sign=sign)]


def singly(grey: Image) -> bool:
    """Whether any reader reads this frame alone, with all its effort."""
    return bool(
        zxing.read(grey)
        or any(zxing.read(retry(grey), retry.scale) for retry in retries.THOROUGH)
        or zbar.read(grey)
        or salvage(grey)
    )


@pytest.mark.parametrize("film", FILMS)
def test_a_film_in_which_no_single_frame_can_be_read_is_read(film: Callable[[Image, int], Film]) -> None:
    joiner = Joiner()
    for grey, at in film(symbol(PAYLOAD), 16):
        assert not singly(grey)
        if found := joined(joiner, grey, at):
            break
    assert found == [PAYLOAD]


def test_the_corners_are_where_the_symbol_is() -> None:
    joiner = Joiner()
    found = [
        one for grey, at in islice(hardfilms.bars(symbol(PAYLOAD), 14), 14) for one in joiner.add(grey, at, sign=True)
    ]
    corners = np.array(found[0].corners)
    assert np.abs(corners.mean(axis=0) - (640, 360)).max() < 12
    assert np.abs(np.linalg.norm(corners[1] - corners[0]) - 33 * 7) < 12


def test_two_people_one_after_the_other_are_two_codes() -> None:
    """The second holds the phone where the first did, at once; nothing is made of both."""
    joiner = Joiner()
    first = [joined(joiner, grey, at) for grey, at in hardfilms.glare(symbol(PAYLOAD), 12)]
    second = [joined(joiner, grey, at + 1.2) for grey, at in hardfilms.glare(symbol(OTHER), 20)]
    assert {data for found in first for data in found} == {PAYLOAD}
    assert {data for found in second for data in found} == {OTHER}


def test_it_forgets_what_was_long_ago_and_a_source_that_begins_anew() -> None:
    frames = list(hardfilms.bars(symbol(PAYLOAD), 4))
    for later in (60.0, -60.0):
        joiner = Joiner()
        for grey, _ in frames[:2]:
            joiner.add(grey, 100.0, sign=True)
        assert joiner.add(frames[2][0], 100.0 + later, sign=True) == []


def test_nothing_is_read_where_there_is_nothing() -> None:
    chance = np.random.default_rng(4)
    print_like = np.full((720, 1280), 230, np.uint8)
    for row in range(40, 700, 26):
        for column in range(40, 1240, 14):
            cv2.putText(print_like, chr(chance.integers(33, 127)), (column, row), 0, 0.5, (20,), 1)
    grain = cv2.resize(
        chance.integers(0, 2, (90, 160)).astype(np.uint8) * 255, (1280, 720), interpolation=cv2.INTER_NEAREST
    )
    for view in (print_like, grain, scene()[:, :, 0], chance.integers(0, 256, (720, 1280)).astype(np.uint8)):
        joiner = Joiner()
        assert [joiner.add(view, n / 30, sign=n % 3 == 0) for n in range(30)] == [[]] * 30
        assert salvage(view) == []


@pytest.mark.parametrize("shape", [(1, 1), (2, 500), (40, 40), (31, 4000), (3000, 31)])
def test_any_size_of_picture_can_be_given(shape: tuple[int, int]) -> None:
    assert salvage(np.full(shape, 255, np.uint8)) == []
    assert Joiner().add(np.zeros(shape, np.uint8), 0.0, sign=True) == []


@given(st.integers(0, 2**32 - 1), st.floats(0.0, 0.3), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_evidence_of_two_symbols_is_never_mixed(seed: int, noise: float, before: int) -> None:
    """Frames of one symbol, then of another at the same place: what is read while the other is seen is the other."""
    chance = np.random.default_rng(seed)
    one, two = (np.where(symbol(data, 4)[4:-4, 4:-4] == 0, 1, -1).astype(np.float32) for data in (PAYLOAD, OTHER))
    evidence = Evidence()
    for number in range(before + 12):
        shown = one if number < before else two
        flipped = np.where(chance.random(shown.shape) < noise, -1, 1)
        modules = (shown * flipped * chance.uniform(0.2, 1, shown.shape)).astype(np.float32)
        warp = Warp(np.eye(3), np.zeros((33, 33, 2), np.float32))
        if evidence.add(Sight(4, modules, warp, 2 - 4 * noise), number / 10) and evidence.ready:
            result = evidence.symbol()
            assert result is None or (result == shown).mean() > 0.99
