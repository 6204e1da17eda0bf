"""A thermometer on a serial port that sends each measurement as a line of text."""

import re
from collections.abc import Iterator
from typing import Any

from app.capture.device import Reads
from app.capture.items import Reading
from app.capture.serialsource import SerialSource
from app.capture.session import Session
from app.i18n import mark

LOWEST, HIGHEST = 25.0, 45.0  # °C; what is outside is no forehead, wrist or armpit
TICK = 0.1  # seconds
LONGEST = 256  # bytes of a line; more is the noise of a wrong speed

# How devices write degrees and labels, in UTF-8, GB 18030 and Latin-1 → plain ASCII.
SPELLINGS: tuple[tuple[bytes, bytes], ...] = (
    *((sign.encode(code), plain) for code in ("utf-8", "gb18030") for sign, plain in (("℃", b"C"), ("体温", b"T"))),
    *((sign.encode(code), plain) for code in ("utf-8", "gb18030") for sign, plain in (("：", b":"), ("°", b""))),
    ("℉".encode(), b"F"),
    ("°".encode("latin-1"), b""),
)
_LABEL = r"(?:TEMPERATURE|TEMP|BODY|OBJECT|OBJ|T|TB|TO)"
_VALUE = r"\+?0?(?P<number>[0-9]{2,3}(?:[.,][0-9]{1,3})?)\s*(?P<unit>[CF])?"
# Each is for a whole line. Where a line has the ambient temperature too, the body's stands first and both have labels.
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _VALUE,  # 36.5   +036.52 C   98.1F
        rf"{_LABEL}\s*[:=]?\s*{_VALUE}",  # T:36.52C   TEMP=98.1F   Body 36.6
        rf"{_LABEL}\s*[:=]\s*{_VALUE}[\s,;]+(?:TA|AMB|AMBIENT)\s*[:=].*",  # TO=36.5 TA=24.1
    )
)


class Thermometer(SerialSource):
    """Every line that states a body temperature; most devices keep to 9600 baud."""

    LABEL = mark("温度计 {port}")
    PATIENCE = TICK

    def listen(self, port: Any, session: Session) -> Reads:
        waiting = b""
        while not session.closed:
            *lines, waiting = re.split(rb"[\r\n]+", waiting + port.read(port.in_waiting or 1))
            waiting = waiting if len(waiting) <= LONGEST else b""
            for celsius in _readings(lines):
                yield Reading(celsius, session.elapsed(), session.now())
            yield None


def _readings(lines: list[bytes]) -> Iterator[float]:
    return (celsius for line in lines if (celsius := parse_line(line)) is not None)


def parse_line(line: bytes) -> float | None:
    """The body temperature that a line states, in °C; None where it is none, or not between LOWEST and HIGHEST."""
    for spelling, plain in SPELLINGS:
        line = line.replace(spelling, plain)
    text = line.decode("latin-1").strip()
    for pattern in PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            value = float(found["number"].replace(",", "."))
            celsius = (value - 32) * 5 / 9 if (found["unit"] or "").upper() == "F" else value
            return round(celsius, 2) if LOWEST <= celsius <= HIGHEST else None
    return None
