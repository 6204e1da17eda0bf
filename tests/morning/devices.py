"""The gate's devices, at the test's hand: a network camera, a thermometer at a serial line."""

import time
from collections.abc import Sequence
from pathlib import Path

from app.capture.items import Image
from app.codes.claim import Claim
from app.decode.symbol import Symbol
from app.pages.engine import State
from app.pages.template import Template
from tests.fakes.serialline import SerialLine
from tests.fakes.streams import NetworkCameraServer, Viewer

PACE = 0.2
"""Seconds between two pictures where nothing moves."""


class GateCamera:
    """A real stream. seen: how many of the pictures that were sent the program has looked at. lost: nobody looks."""

    def __init__(self) -> None:
        self._server = NetworkCameraServer()
        self._viewer: Viewer | None = None
        self._before: Image | None = None
        self._last, self._on = 0.0, True
        self.seen = self.sent = 0
        self.lost = True

    @property
    def address(self) -> str:
        return self._server.address

    def watched(self, _image: Image, _symbols: list[Symbol]) -> None:
        """A hook of the program: one more picture was read."""
        self.seen += 1

    @property
    def ready(self) -> bool:
        """Whether the program has taken every picture."""
        return self.seen >= self.sent

    def connected(self) -> bool:
        """Whether the program looks, since the cable is in."""
        viewer = self._server.connected()
        if viewer is None:
            return False
        self._viewer, self.lost = viewer, False
        self.seen = self.sent = 0
        return True

    def show(self, image: Image) -> None:
        assert self._viewer is not None
        self.sent += 1
        self._before, self._last = image, time.monotonic()
        self._viewer.show(image)

    def go_on(self) -> None:
        """A camera sends whatever is before it, again and again; one that does not is lost."""
        if not self.lost and self.ready and self._before is not None and time.monotonic() - self._last > PACE:
            self.show(self._before)

    def lose(self) -> None:
        """The cable is out."""
        self.lost = True
        self._server.switch_off()
        self._on = False

    def back(self) -> None:
        """The cable is in again; the program tries now and then."""
        self._server.switch_on()
        self._on = True

    def close(self) -> None:
        if self._on:
            self._server.switch_off()


class GateThermometer:
    """Sends a line for every measurement."""

    def __init__(self, folder: Path, name: str) -> None:
        self._line = SerialLine(folder / name)
        self.port = str(self._line.name)

    def measure(self, celsius: float) -> None:
        self._line.send(f"T:{celsius:.1f}C\r\n".encode())

    def close(self) -> None:
        self._line.unplug()


class PageTeller:
    """In the place of the OCR, which takes seconds of CPU for a page: it says what was drawn there."""

    state: State = "ready"

    def __init__(self) -> None:
        self._claim: Claim | None = None

    def say(self, claim: Claim) -> None:
        self._claim = claim

    def page(self, _images: Sequence[Image], _templates: tuple[Template, ...]) -> Claim | None:
        return self._claim

    def end(self) -> None:
        return
