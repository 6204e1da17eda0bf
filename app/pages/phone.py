"""Finds the phone, or the bright page, in a picture and straightens it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.items import Image

WIDTH = 720
"""Pixels across a straightened page: its small print is then about as high as the OCR's networks want it."""
_SMALL = 640
"""Pixels of the longer side of the picture in which the phone is looked for."""
_SLIMMEST, _WIDEST = 2.5, 1.6
"""Longer side by shorter one of what may be a phone: 16:9 is 1.78, today's longest 2.3, and perspective adds."""
_LEAST = 0.04
"""Part of the picture that a phone must fill at least to be readable."""

Quad = NDArray[np.float32]


def pages(image: Image) -> list[Image]:
    """What may be the page in `image`, upright, the likeliest first: the straightened phone either way up, the whole.

    image: (height, width, 3) blue-green-red.
    """
    quad = find(image)
    found: list[Image] = []
    if quad is not None:
        page = straightened(image, quad)
        found = [page, np.ascontiguousarray(page[::-1, ::-1])]
    return [*found, _fitted(image)]


def find(image: Image) -> Quad | None:
    """The phone's corners clockwise as seen, (4, 2), the first side a short one; None where there is no phone."""
    scale = _SMALL / max(image.shape[:2])
    small = cv2.GaussianBlur(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), (5, 5), 0)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
    best: Quad | None = None
    largest = _LEAST * grey.size
    for mask in _masks(grey):
        contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            quad = outline(np.asarray(contour, np.int32), largest, grey.shape)
            if quad is not None:
                best, largest = quad, float(cv2.contourArea(quad))
    return None if best is None else np.asarray(best / scale, np.float32)


def straightened(image: Image, quad: Quad) -> Image:
    """The page within `quad`, WIDTH pixels wide."""
    across, along = _sides(quad)
    height = round(WIDTH * along / across)
    corners = np.array([(0, 0), (WIDTH, 0), (WIDTH, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, corners)
    return np.asarray(cv2.warpPerspective(image, matrix, (WIDTH, height), flags=cv2.INTER_CUBIC), np.uint8)


def _masks(grey: Image) -> list[Image]:
    """Black and white pictures in whose outlines a phone may stand: bright screens, dark frames, edges."""
    bright, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_OTSU)
    usual = float(np.median(grey))
    found = [(grey > bright * part).astype(np.uint8) for part in (0.8, 1.0, 1.15)]
    found += [(grey < usual * part).astype(np.uint8) for part in (0.5, 0.7)]
    found.append(np.asarray(cv2.dilate(cv2.Canny(grey, 30, 90), np.ones((3, 3))), np.uint8))
    return [np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((5, 5))), np.uint8) for mask in found]


def outline(contour: NDArray[np.int32], least: float, shape: tuple[int, ...]) -> Quad | None:
    """The four corners of `contour` where it is a phone's outline larger than `least` pixels."""
    hull = cv2.convexHull(contour)
    area = cv2.contourArea(hull)
    if area <= least:
        return None
    for part in (0.01, 0.015, 0.02, 0.03, 0.05):
        rough = cv2.approxPolyDP(hull, part * cv2.arcLength(hull, True), True)
        if len(rough) == 4:
            quad = _ordered(np.asarray(rough, np.float32).reshape(4, 2))
            good = cv2.contourArea(quad) > max(least, 0.93 * area) and _phone_like(quad) and not _cut_off(quad, shape)
            return quad if good else None
    return None


def _phone_like(quad: Quad) -> bool:
    across, along = _sides(quad)
    first, second, third, fourth = np.linalg.norm(quad - np.roll(quad, -1, axis=0), axis=1)
    even = max(first, third) < 1.35 * min(first, third) and max(second, fourth) < 1.35 * min(second, fourth)
    return bool(even and _WIDEST < along / max(across, 1.0) < _SLIMMEST)


def _cut_off(quad: Quad, shape: tuple[int, ...]) -> bool:
    """A shape on the picture's own edges, or that reaches into a corner of it, is the wall or the sleeve behind."""
    edges = np.array([shape[1] - 3, shape[0] - 3])
    outside = (quad < 2) | (quad > edges)
    return int(outside.any(axis=1).sum()) > 2 or bool(outside.all(axis=1).any())


def _ordered(quad: Quad) -> Quad:
    """Clockwise as seen, from the corner at which a short side begins that is nearest to the picture's top left."""
    middle = quad.mean(axis=0)
    around = quad[np.argsort(np.arctan2(quad[:, 1] - middle[1], quad[:, 0] - middle[0]))]
    turned = np.roll(around, -int(np.argmin(around.sum(axis=1))), axis=0)
    across, along = _sides(turned)
    return turned if across <= along else np.roll(turned, -1, axis=0)


def _sides(quad: Quad) -> tuple[float, float]:
    """Mean length of the first and third side, and of the other two."""
    first, second, third, fourth = np.linalg.norm(quad - np.roll(quad, -1, axis=0), axis=1)
    return float(first + third) / 2, float(second + fourth) / 2


def _fitted(image: Image) -> Image:
    """The whole picture, small print of a page that fills it as high as a straightened one's."""
    height, width = image.shape[:2]
    scale = min(WIDTH / min(height, width), 2000 / max(height, width))
    kind = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=kind), np.uint8)
