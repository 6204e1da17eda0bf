"""Serial ports as a person writes them, and opened so that what is wrong with one becomes a state."""

import errno
from typing import Any

from app.capture.states import DeviceError, State

SPEED = 9600
_IN_USE = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.EAGAIN}


def port_and_speed(written: str) -> tuple[str, int] | None:
    """The port as the system names it, and its speed in baud: "COM3", "/dev/ttyUSB0@115200"; None where it is none."""
    port, _, speed = written.partition("@")
    digits = speed or str(SPEED)
    return (port, int(digits)) if port and digits.isascii() and digits.isdigit() and len(digits) < 9 else None


def open_port(port: str, speed: int, patience: float) -> Any:
    """The open port, whose reads wait `patience` seconds for a byte. Raises DeviceError: not there, or in use."""
    import serial

    try:
        return serial.Serial(port, speed, timeout=patience, exclusive=True)
    except (serial.SerialException, ValueError) as error:
        in_use = getattr(error, "errno", None) in _IN_USE or "PermissionError" in str(error)  # the latter: Windows
        raise DeviceError(State.BUSY if in_use else State.MISSING) from error
