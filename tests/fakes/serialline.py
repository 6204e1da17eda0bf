"""A real serial line whose device is the test: a pseudo-terminal under a name that stays, as /dev/ttyUSB0 does."""

import os
import tty
from pathlib import Path


class SerialLine:
    """name: where the port appears. Plugged in from the start."""

    def __init__(self, name: Path) -> None:
        self.name = name
        self.plug_in()

    def plug_in(self) -> None:
        self._device, self._port = os.openpty()
        tty.setraw(self._port)
        self.name.symlink_to(os.ttyname(self._port))

    def send(self, data: bytes) -> None:
        os.write(self._device, data)

    def unplug(self) -> None:
        """Pull it out: readers get an error, and the name is gone."""
        self.name.unlink()
        os.close(self._port)
        os.close(self._device)
