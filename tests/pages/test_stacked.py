"""Frames of one page laid upon each other."""

import numpy as np
import pytest

from app.pages.phone import pages
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
