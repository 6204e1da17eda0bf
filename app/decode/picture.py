"""Loads a still picture from a file."""

from pathlib import Path

from app.capture.items import Image
from app.errors import UserError, reason
from app.i18n import tr


def load(path: str | Path) -> Image:
    """The picture in `path`, (height, width, 3) blue-green-red, turned as its camera said, transparency on white.

    The path may hold any characters. Raises UserError where there is no readable picture.
    """
    from app.capture.picture import decode_picture

    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UserError(tr("打不开图片 {path}：{why}。请检查文件名和权限。", path=path, why=reason(error))) from error
    except ValueError:  # a NUL in the name
        raise UserError(tr("“{path}”不是文件名。请检查文件名。", path=path)) from None
    image = decode_picture(data)
    if image is None:
        raise UserError(tr("{path} 不是能识别的图片。请换成 JPEG 或 PNG 格式。", path=path))
    return image
