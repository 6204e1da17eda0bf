"""Covered lenses and dead cameras."""

import numpy as np
import pytest

from app.capture.darkness import Darkness, is_empty
from tests.fakes.streams import black, picture

RNG = np.random.default_rng(1)
NOISE = RNG.integers(0, 12, (720, 1280, 3)).astype(np.uint8)
LAMP = NOISE.copy()
LAMP[300:400, 500:620] = 250
DEAD = np.full((480, 640, 3), (0, 135, 0), np.uint8)
WALL = np.clip(RNG.normal(200, 3, (480, 640, 3)), 0, 255).astype(np.uint8)


SIGHTS = {
    "covered, with noise": (NOISE, True),
    "black": (black(), True),
    "solid green": (DEAD, True),
    "a lamp at night": (LAMP, False),
    "a white wall": (WALL, False),
    "daylight": (picture(), False),
    "a dim lobby": (picture(30), False),
}


@pytest.mark.parametrize(("image", "empty"), SIGHTS.values(), ids=SIGHTS.keys())
def test_what_counts_as_nothing_to_see(image: np.ndarray, empty: bool) -> None:
    assert is_empty(image) is empty


def test_a_hand_before_the_lens_for_a_moment_is_nothing() -> None:
    darkness = Darkness()
    seen = [darkness.watch(image, at) for image, at in [(black(), 0), (black(), 0.9), (picture(), 1.0), (black(), 1.1)]]
    assert not any(seen)
    assert darkness.watch(black(), 2.1)
