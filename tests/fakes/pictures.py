"""Pictures with QR codes in them, made by the test: payload, colour, place, turn, light."""

from pathlib import Path

import cv2
import numpy as np
import qrcode

from app.capture.items import Frame, Image

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
MODULE, BORDER = 6, 4  # pixels a module, modules of quiet zone


def code(payload: str | bytes, ink: tuple[int, int, int] = BLACK, paper: tuple[int, int, int] = WHITE) -> Image:
    """A QR code straight on, colours red-green-blue, as a blue-green-red picture."""
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=BORDER)
    made.add_data(payload, optimize=0)
    dark = np.repeat(np.repeat(np.array(made.get_matrix(), bool), MODULE, 0), MODULE, 1)
    return np.where(dark[:, :, None], np.array(ink[::-1], np.uint8), np.array(paper[::-1], np.uint8))


def scene(*placed: tuple[Image, tuple[int, int]], width: int = 1280, height: int = 720) -> Image:
    """A grey picture with each image at its (x, y)."""
    view = np.full((height, width, 3), 120, np.uint8)
    for image, (x, y) in placed:
        view[y : y + image.shape[0], x : x + image.shape[1]] = image
    return view


def frame(image: Image, at: float = 0.0) -> Frame:
    return Frame(image, at, at)


def save(path: Path, image: Image) -> Path:
    """Writes `image` in the format of the path's ending, whatever characters the path has."""
    path.write_bytes(cv2.imencode(path.suffix, image)[1].tobytes())
    return path
