"""QR codes that state the encoding of their text (ECI, ISO/IEC 18004, 7.4.2), drawn as pictures."""

import numpy as np
from qrcode import QRCode, base, util
from qrcode.constants import ERROR_CORRECT_M

from app.capture.items import Image

ECI, BYTES = 7, 4
"""Indicators of modes."""
CAPACITY_VERSION = 10


def picture(*segments: tuple[int | None, bytes], scale: int = 6) -> Image:
    """(side, side, 3): a code of `segments`, each the ECI's number (below 128; None states nothing) and its bytes."""
    code = QRCode(version=CAPACITY_VERSION, error_correction=ERROR_CORRECT_M, border=4)
    blocks = base.rs_blocks(CAPACITY_VERSION, ERROR_CORRECT_M)
    code.data_cache = util.create_bytes(_bits(segments, 8 * sum(block.data_count for block in blocks)), blocks)
    code.makeImpl(False, 0)
    modules = np.array(code.get_matrix(), bool).repeat(scale, 0).repeat(scale, 1)
    return np.where(modules[..., None], np.uint8(0), np.uint8(255)).repeat(3, 2).astype(np.uint8)


def _bits(segments: tuple[tuple[int | None, bytes], ...], room: int) -> util.BitBuffer:
    buffer = util.BitBuffer()
    for number, data in segments:
        if number is not None:
            buffer.put(ECI, 4)
            buffer.put(number, 8)
        buffer.put(BYTES, 4)
        buffer.put(len(data), 16)  # from version 10 on
        for byte in data:
            buffer.put(byte, 8)
    buffer.put(0, min(4, room - len(buffer)))
    buffer.put(0, -len(buffer) % 8)
    for at in range((room - len(buffer)) // 8):
        buffer.put((0xEC, 0x11)[at % 2], 8)
    return buffer
