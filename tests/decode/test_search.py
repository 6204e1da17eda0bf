"""What the network finds is read close up: far, slanted, many; exact to the byte, and in its place."""

import cv2
import numpy as np
import pytest

from app.decode import closeup, zxing
from app.decode.networks import Box, Networks
from app.decode.search import DETECTION, FINE_DETECTION, Search
from app.decode.still import read_still
from tests.fakes.pictures import BORDER, MODULE, code, scene
from tests.fakes.searches import Scripted


@pytest.fixture(scope="module")
def search():
    return Search()


def grey(view):
    return np.ascontiguousarray(view[:, :, 1])


def soft(view, sigma):
    return cv2.GaussianBlur(view, (0, 0), sigma)


def far(payload, times=2):
    """A code that is half as large."""
    picture = code(payload)
    return cv2.resize(picture, None, fx=1 / times, fy=1 / times, interpolation=cv2.INTER_AREA)


def test_a_code_too_far_and_too_soft_for_zxing_is_read_close_up(search):
    payload = "张喆".encode("gb18030") + b"\x00\xff"
    view = soft(scene((far(payload), (600, 300))), 1.5)
    assert zxing.read(grey(view)) == []
    (symbol,) = search.look(grey(view), 60.0).symbols
    assert symbol.data == payload
    assert np.allclose(symbol.corners[0], np.add((600, 300), BORDER * MODULE / 2), atol=MODULE)


def test_where_there_is_no_code_there_is_no_box(search):
    looks = [search.look(grey(scene()), 60.0) for _ in range(4)]
    assert [(look.symbols, look.boxes) for look in looks] == [([], 0)] * 4
    assert {look.spent for look in looks} == {DETECTION, DETECTION + FINE_DETECTION}


@pytest.mark.parametrize("allowance", [15.0, 20.0, 30.0])
def test_it_spends_no_more_than_it_may(search, allowance):
    picture = code("unreadable")
    picture[::2, :] = 255 - picture[::2, :]
    view = soft(scene((picture, (100, 100)), (code("x" * 200)[::2, ::2], (500, 100))), 3)
    for _ in range(5):
        assert search.look(grey(view), allowance).spent <= allowance


@pytest.mark.parametrize("shape", [(1, 1), (2, 500), (500, 2), (40, 40), (22, 1900)])
def test_any_size_of_picture_can_be_looked_at(search, shape):
    assert search.look(np.zeros(shape, np.uint8), None).symbols == []


def test_a_still_picture_gives_all_its_codes_with_their_corners():
    places = {b"one": (60, 60), b"two": (500, 320), b"three": (900, 80)}
    view = scene((code(b"one"), places[b"one"]), (far(b"two"), places[b"two"]), (code(b"three"), places[b"three"]))
    found = {symbol.data: symbol.corners for symbol in read_still(soft(view, 1.5))}
    assert set(found) == set(places)
    for data, (x, y) in places.items():
        quiet = BORDER * MODULE / (2 if data == b"two" else 1)
        assert np.allclose(found[data][0], (x + quiet, y + quiet), atol=MODULE)


def test_a_code_seen_very_slanted_is_read():
    side = code("slanted").shape[0]
    slant = np.array([(0, 0), (side * 0.3, side * 0.12), (side * 0.3, side * 0.88), (0, side)], np.float32)
    square = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32)
    turned = cv2.warpPerspective(
        code("slanted"), cv2.getPerspectiveTransform(square, slant), (side, side), borderValue=(120, 120, 120)
    )
    view = scene((turned, (400, 200)))
    assert [symbol.data for symbol in read_still(view)] == [b"slanted"]


def test_boxes_of_one_code_are_alike_and_those_of_two_are_not():
    box = Box(100, 100, 200, 200, 1.0)
    assert box.like(Box(110, 95, 205, 210, 0.5))
    assert not box.like(Box(300, 100, 400, 200, 1.0))
    assert not box.like(Box(0, 0, 900, 900, 1.0))


@pytest.mark.parametrize("one", closeup.TRIES + closeup.MODULE_BY_MODULE, ids=lambda one: f"{one.side}")
def test_every_try_keeps_the_code_in_its_place(one):
    cut = grey(code("try" * 30))
    picture = closeup.scaled(cut, one)
    assert picture is not None
    assert max(picture.shape) == one.side
    assert closeup.prepared(picture, one.prepare).shape == picture.shape
    assert closeup.scaled(np.zeros((9, 9), np.uint8), one) is None


def test_the_network_makes_a_picture_twice_as_large_give_or_take_a_pixel():
    assert Networks().enlarged(np.zeros((40, 60), np.uint8)).shape in ((80, 120), (79, 119))


def test_a_helper_that_died_takes_nothing_from_what_is_read_here():
    helper = Scripted()
    helper.state = "crashed"
    assert [symbol.data for symbol in read_still(scene((code("near"), (300, 200))), helper)] == [b"near"]
    assert read_still(scene(), helper) == []
