"""A sample film: phones held before the gate's webcam one after the other, as a camera would see them.

Used by the demonstration, the tests and the benchmark. The same pages and seed give the same film.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.items import Image
from app.demo.page import Page, phone, still
from app.errors import UserError
from app.i18n import tr

__all__ = ["Page", "frames", "still", "write_film"]

WIDTH, HEIGHT, RATE = 1280, 720, 30
PHONE_HEIGHT = 640
"""Pixels a phone is high when held still."""
MOVE, PAUSE = 0.4, 0.3
"""Seconds of coming in (and of leaving), and of the empty view between two phones."""
SHUTTER = 0.5
"""Part of a frame's time during which the camera collects light, and so motion blurs."""

_Points = NDArray[np.float32]


def write_film(path: str | Path, pages: Iterable[Page], seed: int = 1) -> None:
    """An mp4 at `path`, 1280x720 at 30 frames a second, about 2.3 s for each page; it is there when it is complete.

    Raises UserError where it cannot be written.
    """
    film = Path(path)
    draft = film.with_name(f"draft-{film.name}")
    writer = cv2.VideoWriter(str(draft), cv2.VideoWriter.fourcc(*"mp4v"), RATE, (WIDTH, HEIGHT))
    if not writer.isOpened():
        raise UserError(tr("不能写入视频 {path}。请检查文件夹的权限和剩余空间。", path=path))
    try:
        for frame in frames(pages, seed):
            writer.write(frame)
    finally:
        writer.release()
    draft.replace(film)


def frames(pages: Iterable[Page], seed: int = 1) -> Iterator[Image]:
    """The film's pictures one after the other, (720, 1280, 3) blue-green-red."""
    chance = np.random.default_rng(seed)
    room = _room()
    grain = [chance.normal(0, 3, room.shape).astype(np.int16) for _ in range(5)]
    shown = 0
    for page in pages:
        for view in _visit(room, phone(page), page.held, chance):
            yield np.asarray(cv2.add(view, grain[shown % len(grain)], dtype=cv2.CV_8U), np.uint8)
            shown += 1


def _visit(room: Image, picture: Image, held: float, chance: np.random.Generator) -> Iterator[Image]:
    """One phone comes in, is held for so many seconds, leaves; then the empty room."""
    path = _Path(picture, held, chance)
    for number in range(round((2 * MOVE + held) * RATE)):
        begin = number / RATE
        apart = float(np.abs(path.at(begin + SHUTTER / RATE) - path.at(begin)).max())
        moments = 3 if apart > 2 else 1
        yield _exposed(room, picture, [path.at(begin + SHUTTER / RATE * n / moments) for n in range(moments)])
    for _ in range(round(PAUSE * RATE)):
        yield room


def _exposed(room: Image, picture: Image, places: list[_Points]) -> Image:
    """The room with `picture` at each of `places` for an equal part of the exposure."""
    points = np.concatenate(places)
    left, top = np.clip(np.floor(points.min(axis=0)) - 3, 0, (WIDTH, HEIGHT)).astype(int)
    right, bottom = np.clip(np.ceil(points.max(axis=0)) + 3, 0, (WIDTH, HEIGHT)).astype(int)
    view = room.copy()
    if left < right and top < bottom:
        part = room[top:bottom, left:right]
        corner = np.array([left, top], np.float32)
        seen = [_placed(part, picture, np.asarray(place - corner, np.float32)) for place in places]
        mixed = np.asarray(np.mean(seen, axis=0, dtype=np.float32) if len(seen) > 1 else seen[0], np.uint8)
        view[top:bottom, left:right] = cv2.GaussianBlur(mixed, (0, 0), 0.7)
    return view


class _Path:
    """Where a phone's corners are, second by second: from a side to the middle, trembling there, and back."""

    def __init__(self, picture: Image, held: float, chance: np.random.Generator) -> None:
        height, width = picture.shape[:2]
        size = np.array([width / height * PHONE_HEIGHT, PHONE_HEIGHT])
        unit = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
        angle = np.radians(chance.uniform(-8, 8))
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        self._shape = (unit + chance.uniform(-0.03, 0.03, (4, 2))) * size @ turn.T
        self._middle = np.array([WIDTH / 2, HEIGHT / 2]) + chance.uniform((-200, -20), (200, 20))
        self._outside = self._middle + [(-1200, 0), (1200, 0), (0, 750)][chance.integers(3)]
        self._leaves = MOVE + held
        self._phase = chance.uniform(0, 6, 2)

    def at(self, second: float) -> _Points:
        """The four corners, (4, 2) pixels, `second` seconds after the phone set out."""
        away = max(1 - second / MOVE, (second - self._leaves) / MOVE, 0) ** 2
        tremble = 4 * np.sin(np.array([5.0, 7.0]) * second + self._phase)
        centre = self._middle + away * (self._outside - self._middle) + tremble
        return np.asarray(self._shape + centre, np.float32)


def _placed(part: Image, picture: Image, corners: _Points) -> Image:
    """A part of the room with `picture` at `corners`."""
    (height, width), (high, wide) = picture.shape[:2], part.shape[:2]
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, corners)
    placed = cv2.warpPerspective(picture, matrix, (wide, high), dst=part.copy(), borderMode=cv2.BORDER_TRANSPARENT)
    return np.asarray(placed, np.uint8)


def _room() -> Image:
    """A guard house out of focus: a wall, its window, the counter."""
    room = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    room[:] = np.linspace(150, 105, HEIGHT)[:, None, None].astype(np.uint8)
    cv2.rectangle(room, (80, 60), (460, 380), (196, 178, 160), -1)
    cv2.rectangle(room, (265, 60), (275, 380), (110, 112, 115), -1)
    cv2.rectangle(room, (900, 200), (1200, 560), (92, 108, 118), -1)
    cv2.rectangle(room, (0, 600), (WIDTH, HEIGHT), (70, 88, 104), -1)
    return np.asarray(cv2.GaussianBlur(room, (0, 0), 6), np.uint8)
