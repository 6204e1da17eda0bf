"""The colour of a code: right or unknown, never wrong, whatever the light."""

import cv2
import numpy as np
import pytest

from app.decode.colour import name_of
from app.decode.reader import Reader
from app.decode.symbol import Color
from tests.fakes.pictures import code, frame, scene

INKS: dict[Color, list[tuple[int, int, int]]] = {
    "green": [(0, 167, 78), (9, 187, 7), (34, 139, 34)],
    "yellow": [(242, 194, 0), (255, 215, 0)],
    "orange": [(245, 124, 0)],
    "red": [(214, 32, 39), (255, 0, 0), (139, 0, 0)],
    "grey": [(150, 150, 150)],
    "black": [(0, 0, 0), (40, 40, 40)],
    "unknown": [(0, 80, 220), (120, 0, 160)],
}
CASES = [(name, ink) for name, inks in INKS.items() for ink in inks]
CASTS = [(1.0, 1.0, 1.0), (1.0, 0.85, 0.6), (0.7, 0.85, 1.0), (0.5, 0.5, 0.5)]


def seen(view: np.ndarray) -> Color:
    (symbol,) = Reader().read(frame(view))
    return symbol.color


@pytest.mark.parametrize(("name", "ink"), CASES)
def test_the_colour_in_good_light(name: Color, ink: tuple[int, int, int]) -> None:
    assert seen(scene((code("colour", ink), (300, 200)))) == name


@pytest.mark.parametrize("cast", CASTS)
@pytest.mark.parametrize(("name", "ink"), CASES)
def test_under_any_light_it_is_right_or_unknown(
    name: Color, ink: tuple[int, int, int], cast: tuple[float, ...]
) -> None:
    view = scene((code("colour", ink), (300, 200))) * np.array(cast[::-1])
    noisy = cv2.GaussianBlur(view, (0, 0), 1) + np.random.default_rng(2).normal(0, 6, view.shape)
    assert seen(np.clip(noisy, 0, 255).astype(np.uint8)) in (name, "unknown")


@pytest.mark.parametrize("blur", [2, 3, 4])
def test_black_out_of_focus_is_not_grey(blur: int) -> None:
    view = cv2.GaussianBlur(scene((code("colour"), (300, 200))), (0, 0), blur)
    assert {symbol.color for symbol in Reader().read(frame(view))} <= {"black", "unknown"}


def test_a_logo_in_the_middle_does_not_count() -> None:
    picture = code("a logo in the middle, as many pages have it", (0, 167, 78))
    middle = picture.shape[0] // 2
    cv2.circle(picture, (middle, middle), picture.shape[0] // 12, (0, 0, 255), -1)
    assert seen(scene((picture, (300, 200)))) == "green"


def test_colours_between_two_bands_have_no_name() -> None:
    assert name_of(0.9, 0.6, 0.0) == "unknown"  # between orange and yellow
    assert name_of(0.7, 0.9, 0.0) == "unknown"  # between yellow and green
    assert name_of(0.5, 0.4, 0.4) == "unknown"  # hardly a colour
