"""A picture file's bytes → the image that a camera would have taken of it."""

import io
import warnings
from pathlib import Path

import numpy as np

from app.capture.items import Image
from app.capture.opencv import opencv

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"})
MAY_BE_TRANSPARENT = (b"\x89PNG", b"RIFF")
WHITE = 255
MOST_PIXELS = 100_000_000
"""More than any camera's; a picture that unpacks to more is not looked at."""


def is_picture(path: Path) -> bool:
    """Whether a file is one by its name."""
    return path.suffix.lower() in SUFFIXES


def decode_picture(data: bytes) -> Image | None:
    """The picture, (height, width, 3) uint8 blue-green-red, upright by its EXIF; None where it cannot be read.

    What is transparent is white: codes are often saved as black on nothing.
    """
    if _pixels(data) > MOST_PIXELS:
        return None
    cv2 = opencv()
    encoded = np.frombuffer(data, np.uint8)
    try:
        if data.startswith(MAY_BE_TRANSPARENT):
            drawn = cv2.imdecode(encoded, cv2.IMREAD_UNCHANGED)
            if drawn is not None and drawn.ndim == 3 and drawn.shape[2] == 4 and drawn.dtype == np.uint8:
                return _on_white(drawn)
        image = cv2.imdecode(encoded, cv2.IMREAD_COLOR)
    except cv2.error:  # an empty file, or a size beyond OpenCV's limits
        return None
    return None if image is None else np.asarray(image, np.uint8)


def _pixels(data: bytes) -> int:
    """How large the picture says it is; 0 where that cannot be told without decoding it."""
    from PIL import Image as Pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            width, height = Pictures.open(io.BytesIO(data)).size
    except Pictures.DecompressionBombError:
        return MOST_PIXELS + 1
    except (OSError, ValueError, SyntaxError):
        return 0
    return width * height


def _on_white(drawn: Image) -> Image:
    cover = drawn[:, :, 3:].astype(np.uint16)
    return ((drawn[:, :, :3] * cover + WHITE * (WHITE - cover)) // WHITE).astype(np.uint8)
