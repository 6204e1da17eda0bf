"""Frames of one page laid upon each other."""

import cv2
import numpy as np
import pytest

from app.pages.phone import pages
from app.pages.registered import laid_upon
from app.pages.stacked import stacked
from tests.fakes.phonepages import report, travel_card, webcam


@pytest.fixture(scope="module")
def clear():
    return pages(webcam(travel_card(), noise=0))[0]


def error(page, clear):
    height = min(page.shape[0], clear.shape[0])
    return np.abs(page[:height].astype(int) - clear[:height]).mean()


def test_noise_goes(clear):
    frames = [pages(webcam(travel_card(), noise=14, seed=seed))[0] for seed in range(6)]
    assert error(stacked(frames), frames[0]) > 0
    assert np.std(stacked(frames)[1200:1400, 200:500]) < 0.6 * np.std(frames[0][1200:1400, 200:500])


def test_another_page_is_left_out(clear):
    others = [pages(webcam(report(), noise=0, seed=seed))[0] for seed in range(2)]
    assert np.array_equal(stacked([clear, *others]), clear)


def test_one_frame_is_itself(clear):
    assert stacked([clear]) is clear


def glared(page, row):
    """`page` with a lamp's reflection that leaves nothing of the print around `row`."""
    rows = np.arange(page.shape[0])[:, None, None]
    return np.clip(page + 400 * np.exp(-(((rows - row) / 90) ** 2)), 0, 255).astype(np.uint8)


def test_print_shows_that_glare_left_in_one_frame(clear):
    frames = [glared(clear, row) for row in (300, 320, 340, 360, 900)]
    place = np.s_[250:400, 60:660]
    light = [cv2.GaussianBlur(one, (0, 0), 14).astype(int) for one in (clear, stacked(frames))]
    contrast = [np.std(one[place] - around[place]) for one, around in zip((clear, stacked(frames)), light, strict=True)]
    assert contrast[1] > 0.5 * contrast[0]


def test_frames_that_lie_elsewhere_are_laid_upon_the_first(clear):
    turned = np.array([(1.004, 0.006, -5.3), (-0.005, 0.997, 4.6)])
    moved = cv2.warpAffine(clear, turned, clear.shape[1::-1], flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    inner = np.s_[60:-60, 60:-60]
    assert error(moved[inner], clear[inner]) > 5 * error(laid_upon([clear, moved])[1][inner], clear[inner])
