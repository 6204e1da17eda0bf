"""The phone is found and stood upright however the webcam is turned."""

import cv2
import numpy as np
import pytest

from app.pages import phone
from tests.fakes.phonepages import phone as framed_phone
from tests.fakes.phonepages import travel_card, webcam


def top_is_blue(page):
    blue, _, red = page[page.shape[0] // 12, page.shape[1] // 8].astype(int)
    return blue > red + 60


@pytest.mark.parametrize("angle", [0, 8, -12, 90, 180, 262])
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_one_of_the_pages_is_upright(angle, size):
    pages = phone.pages(webcam(travel_card(), across=260, angle=angle, size=size))
    assert len(pages) == 3
    assert sum(top_is_blue(page) for page in pages[:2]) == 1
    assert all(page.shape[1] == phone.WIDTH for page in pages[:2])


def test_a_wall_that_reaches_into_the_picture_s_corners_is_no_phone():
    picture = (1280, 720)
    wall = np.array([(0, 0), (616, 102), (606, 1224), (0, 1278)], np.int32)
    held = np.array([(92, 98), (620, 102), (606, 1228), (90, 1222)], np.int32)
    assert phone.outline(wall, 0.0, picture) is None
    assert phone.outline(held, 0.0, picture) is not None


@pytest.mark.parametrize("wall", [150, 200])
def test_a_phone_before_the_corner_of_a_wall_is_found_and_not_the_wall(wall):
    """The wall has a phone's shape too, is larger, and reaches into the picture's corner."""
    held = np.array([(152, 148), (580, 140), (588, 1090), (144, 1096)], np.float32)
    frame = np.full((1280, 720, 3), 60, np.uint8)
    cv2.fillConvexPoly(frame, np.array([(0, 0), (640, 60), (636, 1200), (0, 1270)], np.int32), (wall, wall, wall))
    framed = framed_phone(travel_card())
    height, width = framed.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, held)
    cv2.warpPerspective(framed, matrix, (720, 1280), frame, cv2.INTER_AREA, cv2.BORDER_TRANSPARENT)
    quad = phone.find(frame)
    assert quad is not None
    assert np.abs(quad - held).max() < 30


@pytest.mark.parametrize("shape", [(720, 1280, 3), (40, 30, 3), (2000, 1100, 3)])
def test_without_a_phone_the_whole_picture_is_the_page(shape):
    pages = phone.pages(np.full(shape, 128, np.uint8))
    assert len(pages) == 1
    assert max(pages[0].shape[:2]) <= 2000


def test_a_picture_of_the_page_alone_is_the_page():
    pages = phone.pages(travel_card())
    assert top_is_blue(pages[-1])
