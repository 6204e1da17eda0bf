"""Loads a still picture from a file."""

from pathlib import Path

from app.capture.items import Image
from app.errors import UserError
from app.i18n import tr

_MAY_BE_TRANSPARENT = (b"\x89PNG", b"RIFF")


def load(path: str | Path) -> Image:
    """The picture in `path`, (height, width, 3) blue-green-red, turned as its camera said, transparency on white.

    The path may hold any characters. Raises UserError where there is no readable picture.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UserError(tr("打不开图片 {path}：{why}。请检查文件名和权限。", path=path, why=error.strerror)) from error
    except ValueError:  # a NUL in the name
        raise UserError(tr("“{path}”不是文件名。请检查文件名。", path=path)) from None
    image = _decode(data)
    if image is None:
        raise UserError(tr("{path} 不是能识别的图片。请换成 JPEG 或 PNG 格式。", path=path))
    return image


def _decode(data: bytes) -> Image | None:
    import cv2
    import numpy as np

    raw = np.frombuffer(data, np.uint8)
    if not raw.size:
        return None
    try:
        if data.startswith(_MAY_BE_TRANSPARENT):
            layers = cv2.imdecode(raw, cv2.IMREAD_UNCHANGED)
            if layers is not None and layers.dtype == np.uint8 and layers.ndim == 3 and layers.shape[2] == 4:
                return _on_white(np.asarray(layers, np.uint8))
        image = cv2.imdecode(raw, cv2.IMREAD_COLOR)
    except cv2.error:  # more pixels than OpenCV allows
        return None
    return None if image is None else np.asarray(image, np.uint8)


def _on_white(layers: Image) -> Image:
    import numpy as np

    opacity = layers[:, :, 3:].astype(np.uint16)
    mixed = (layers[:, :, :3] * opacity + 255 * (255 - opacity)) // 255
    return mixed.astype(np.uint8)
