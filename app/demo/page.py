"""Draws what a phone shows: a page with a title, a QR code or a disc in a colour, and a caption."""

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import cv2
import numpy as np
import qrcode
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from app.capture.items import Image
from app.decode.symbol import Color

WIDTH, HEIGHT = 540, 1080
"""Pixels of a page."""
BEZEL = 18
"""Pixels of the phone around it."""
_CODE = 460
_INK: dict[Color, tuple[int, int, int]] = {
    "green": (0, 167, 78), "yellow": (242, 194, 0), "orange": (245, 124, 0), "red": (214, 32, 39),
    "grey": (150, 150, 150), "black": (17, 17, 17), "unknown": (17, 17, 17),
}  # fmt: skip
_HEADER, _PAPER, _TEXT = (36, 98, 190), (255, 255, 255), (34, 34, 34)


@dataclass(frozen=True, slots=True)
class Page:
    """What one phone shows. payload: of its code; without one a disc stands in its place. caption: the lines under it,
    such as the holder's name. held: for how many seconds it is held still."""

    title: str
    payload: str | bytes
    color: Color = "black"
    caption: str = ""
    held: float = 1.2


def still(page: Page) -> Image:
    """The page straight on, (HEIGHT, WIDTH, 3) blue-green-red."""
    canvas = Pictures.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(canvas)
    pen.rectangle((0, 0, WIDTH, 130), fill=_HEADER)
    pen.text((WIDTH / 2, 85), page.title, fill=_PAPER, font=_font(38), anchor="mm")
    left = (WIDTH - _CODE) // 2
    if page.payload:
        canvas.paste(_code(page), (left, 240))
    else:
        pen.ellipse((left + 60, 300, left + _CODE - 60, 300 + _CODE - 120), fill=_INK[page.color])
    pen.multiline_text((WIDTH / 2, 820), page.caption, fill=_TEXT, font=_font(40), anchor="mm", align="center")
    return np.ascontiguousarray(np.asarray(canvas, np.uint8)[:, :, ::-1])


def phone(page: Page) -> Image:
    """The page in its phone: a dark frame of BEZEL pixels around it."""
    framed = cv2.copyMakeBorder(still(page), BEZEL, BEZEL, BEZEL, BEZEL, cv2.BORDER_CONSTANT, value=(24, 22, 22))
    return np.asarray(framed, np.uint8)


def _code(page: Page) -> Pictures.Image:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(page.payload, optimize=0)
    matrix = np.array(code.get_matrix(), bool)
    pixels = np.where(matrix[:, :, None], np.array(_INK[page.color], np.uint8), np.array(_PAPER, np.uint8))
    return Pictures.fromarray(pixels.astype(np.uint8)).resize((_CODE, _CODE), Pictures.Resampling.BOX)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The program's own Chinese font; Pillow's Latin one where that is missing."""
    font = files("resources") / "fonts" / "NotoSansSC-Regular.ttf"
    if not font.is_file():
        return ImageFont.load_default(size)
    return ImageFont.truetype(io.BytesIO(font.read_bytes()), size)
