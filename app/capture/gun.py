"""A scanner gun on a serial port (USB-COM, RS-232): it sends bytes as they are in the code, GBK and binary too.

Guns put a line's end, or nothing, behind a code, and codes hold every byte themselves; so a code ends with a silence.
"""

from typing import Any

from app.capture.aim import payload
from app.capture.device import Reads
from app.capture.items import Scan
from app.capture.kind import Options, SourceKind
from app.capture.serialport import SPEED, port_and_speed
from app.capture.serialsource import SerialSource
from app.capture.session import Session
from app.capture.source import Source
from app.i18n import mark

SCHEME = "serial:"
SILENCE = 0.06
"""Seconds: at 9600 baud a byte takes 1 ms, and USB adapters hold bytes back for 16 ms at most."""
LONGEST = 16_384
"""Bytes of a code; more without a silence is the noise of a wrong speed."""


class SerialGun(SerialSource):
    """Every code as the bytes that are in it."""

    LABEL = mark("扫码枪 {port}")
    PATIENCE = SILENCE

    def listen(self, port: Any, session: Session) -> Reads:
        while not session.closed:
            data = payload(_until_silence(port, session))
            yield Scan(data, session.elapsed(), session.now()) if data else None


def _until_silence(port: Any, session: Session) -> bytes:
    """What comes until nothing comes for SILENCE seconds; nothing where it is too much for a code."""
    sent, size = bytearray(), 0
    while not session.closed and (piece := port.read(port.in_waiting or 1)):
        size += len(piece)
        sent += piece if size <= LONGEST else b""
    return bytes(sent) if size <= LONGEST else b""


def _matches(spec: str) -> bool:
    return spec.startswith(SCHEME) and port_and_speed(spec.removeprefix(SCHEME)) is not None


def _open(spec: str, _options: Options) -> Source:
    return SerialGun(*(port_and_speed(spec.removeprefix(SCHEME)) or (spec, SPEED)))


SOURCE = SourceKind("serial", mark("serial:COM4（串口扫码枪）"), _matches, _open)
