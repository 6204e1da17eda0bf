"""Which cameras and serial ports there are to choose from; nothing is opened for it."""

import sys
from collections.abc import Sequence
from pathlib import Path

MOST_CAMERAS = 4


def cameras(devices: Path = Path("/dev")) -> Sequence[str]:
    """As settings name them. Only Linux tells without opening them; elsewhere the first few are offered."""
    if sys.platform != "linux":
        return [f"camera:{number}" for number in range(MOST_CAMERAS)]
    numbers = sorted(int(path.name.removeprefix("video")) for path in devices.glob("video*") if path.name[5:].isdigit())
    return [f"camera:{number}" for number in numbers]


def thermometers() -> Sequence[str]:
    """Serial ports, as the system names them."""
    from serial.tools import list_ports

    return sorted(port.device for port in list_ports.comports())
