"""Films of one code in which no single frame is enough: what is missing differs from frame to frame.

Every frame is (720, 1280) grey with its time in seconds; the same arguments give the same film.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

import cv2
import numpy as np
import qrcode
from numpy.typing import NDArray

from app.capture.items import Image

Film: TypeAlias = Iterator[tuple[Image, float]]
WIDTH, HEIGHT, RATE = 640, 360, 10
"""Pixels of the part that is drawn, in the middle of the frame; frames a second."""


def symbol(payload: bytes, version: int | None = None, level: int = qrcode.constants.ERROR_CORRECT_M) -> Image:
    """A QR code, one pixel a module, 4 modules of quiet zone, 0 and 255."""
    made = qrcode.QRCode(version=version, error_correction=level, border=4)
    made.add_data(payload, optimize=0)
    return np.where(np.array(made.get_matrix(), bool), 0, 255).astype(np.uint8)


def glare(code: Image, count: int, seed: int = 1) -> Film:
    """The reflection of a lamp, white, that wanders over a glossy screen and hides a quarter of the code."""
    chance = np.random.default_rng(seed)
    line, rows = np.arange(WIDTH), np.arange(HEIGHT)[:, None]
    for number, (view, at) in enumerate(held(code, count, seed, 7)):
        middle = WIDTH / 2 + 95 * np.sin(number * 0.7), HEIGHT / 2 + 90 * np.cos(number * 0.45)
        shine = 420 * np.exp(-(((line - middle[0]) / 62) ** 4) - ((rows - middle[1]) / 62) ** 4)
        yield _frame(view * 0.75 + shine + chance.normal(0, 4, view.shape)), at


def bars(code: Image, count: int, seed: int = 1) -> Film:
    """The bars of a gate: a third of the code is behind them, always another third."""
    chance = np.random.default_rng(seed)
    for number, (view, at) in enumerate(held(code, count, seed, 7)):
        hidden = (np.arange(WIDTH) + 0.2 * np.arange(HEIGHT)[:, None] + 17 * number) % 170 < 62
        yield _frame(np.where(hidden, 95, view) + chance.normal(0, 4, view.shape)), at


def held(code: Image, count: int, seed: int, module: float) -> Film:
    """`code` held by a hand, `module` pixels a module: turned a little, trembling, on a grey background.

    Only the part that is drawn, (HEIGHT, WIDTH).
    """
    chance = np.random.default_rng(seed + 1000)
    side = len(code)
    angle = np.radians(chance.uniform(-8, 8))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    unit = (np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]) + chance.uniform(-0.01, 0.01, (4, 2))) * side
    flat = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32) * 8
    large = code.repeat(8, 0).repeat(8, 1)
    for number in range(count):
        tremble = 3 * np.sin(np.array([0.91, 0.63]) * number + chance.uniform(0, 0.1, 2))
        corners = unit @ turn.T * module + (WIDTH / 2, HEIGHT / 2) + tremble
        double = cv2.getPerspectiveTransform(flat, (corners * 2).astype(np.float32))
        drawn = cv2.warpPerspective(large, double, (2 * WIDTH, 2 * HEIGHT), borderValue=(120,))
        yield np.asarray(cv2.resize(drawn, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8), number / RATE


def _frame(values: NDArray[np.floating[Any]]) -> Image:
    """The camera's frame, with what was drawn in its middle."""
    view = np.clip(values, 0, 255).astype(np.uint8)
    margins = HEIGHT // 2, HEIGHT // 2, WIDTH // 2, WIDTH // 2
    return np.asarray(cv2.copyMakeBorder(view, *margins, cv2.BORDER_CONSTANT, value=(100,)), np.uint8)
