"""The colour of a code: right or unknown, never wrong, whatever the light."""

import cv2
import numpy as np
import pytest

from app.decode.colour import color_of, name_of
from app.decode.reader import Reader
from app.decode.symbol import Color, Corners
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


def lit(view: np.ndarray, cast: tuple[float, ...], light: float, stray: float, gamma: float) -> np.ndarray:
    """As a camera gives it: `light` of the colour `cast` on it, `stray` light reflected by it, its own `gamma`."""
    linear = (view / 255) ** 2.2 * np.array(cast[::-1]) * light + stray
    seen = np.clip(linear, 0, 1) ** (gamma / 2.2) * 255
    noise = np.random.default_rng(3).normal(0, 5, view.shape)
    return np.clip(cv2.GaussianBlur(seen, (0, 0), 0.8) + noise, 0, 255).astype(np.uint8)


def corners(picture: np.ndarray) -> Corners:
    """Of a code that fills the picture but for its quiet zone."""
    side, quiet = picture.shape[0], float(np.argmax((picture.min(axis=2) < 200).any(axis=1)))
    return (quiet, quiet), (side - quiet, quiet), (side - quiet, side - quiet), (quiet, side - quiet)


ROOMS = [(1.0, 0.0, 1.0), (0.5, 0.0, 1.3), (1.0, 0.05, 0.8), (0.25, 0.03, 1.0), (1.0, 0.1, 1.0), (1.3, 0.0, 1.0)]
"""Light, stray light, gamma: even, dim, hazy, night, a window behind the guard, too bright."""
SEEN: dict[Color, list[tuple[int, int, int]]] = {
    **{name: inks for name, inks in INKS.items() if name != "unknown"},
    "green": [(0, 167, 78), (76, 175, 80), (0, 128, 0)],
    "orange": [(245, 124, 0), (255, 152, 0)],
    "unknown": [(0, 0, 139), (25, 25, 112), (0, 60, 30)],
}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize(("name", "ink"), [(name, ink) for name, inks in SEEN.items() for ink in inks])
def test_in_any_room_it_is_right_or_unknown(
    name: Color, ink: tuple[int, int, int], room: tuple[float, float, float]
) -> None:
    """Dark green and dark blue look black on a dim screen, and are not the code that says nothing about health."""
    picture = code("the colour of a page", ink)
    casts = [*CASTS, (0.8, 1.0, 0.8), (1.0, 0.75, 0.85)]
    assert {color_of(lit(picture, cast, *room), corners(picture)) for cast in casts} <= {name, "unknown"}


@pytest.mark.parametrize(("name", "ink"), [("green", (0, 167, 78)), ("black", (0, 0, 0)), ("black", (17, 17, 17))])
def test_jilins_code_with_its_logo_has_its_colour(name: Color, ink: tuple[int, int, int]) -> None:
    """A logo over a fifth of the width; the black-and-white one is black, and so is any printed code."""
    picture = code("J" * 120, ink)
    middle, reach = picture.shape[0] // 2, picture.shape[0] // 10
    logo = slice(middle - reach, middle + reach)
    picture[logo, logo] = (180, 60, 230)
    assert [color_of(lit(picture, cast, *ROOMS[0]), corners(picture)) for cast in CASTS] == [name] * len(CASTS)


@pytest.mark.parametrize("ink", [(0, 60, 30), (0, 51, 25), (40, 40, 40)])
def test_a_small_dark_symbol_is_not_grey(ink: tuple[int, int, int]) -> None:
    """Its dark modules are mixed with the light between them."""
    picture = cv2.resize(code("far away", ink), None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    assert {color_of(lit(picture, cast, *room), corners(picture)) for cast in CASTS for room in ROOMS} <= {
        "black",
        "unknown",
    }
