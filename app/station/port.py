"""A device at a serial port that the settings name: a thermometer, a scanner gun."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.capture.items import Item
from app.capture.states import State
from app.errors import UserError

if TYPE_CHECKING:
    from app.capture.source import Source

OnState = Callable[[str, str], None]


class Port:
    """Opens, changes and lets go. open_: the source at a port as settings write it; raises UserError where it is none.

    on_item, on_state: called in the device's thread; the state by its name, and its sentence.
    """

    def __init__(self, open_: Callable[[str], "Source"], on_item: Callable[[Item], None], on_state: OnState) -> None:
        self._open, self._on_item, self._on_state = open_, on_item, on_state
        self._source: Source | None = None

    def use(self, port: str) -> None:
        """Listen to the device at `port` from now on; empty means to none, and so does what is no port."""
        self.stop()
        if not port:
            return
        try:
            source = self._open(port)
        except UserError as error:
            self._on_state(State.MISSING.value, str(error))
            return
        self._source = source
        source.start(self._on_item, lambda state: self._on_state(state.value, source.explain(state)))

    def stop(self) -> None:
        """Let the device go."""
        source, self._source = self._source, None
        if source:
            source.stop()


def open_thermometer(port: str) -> "Source":
    """The thermometer at that port. The driver is loaded when it is first used."""
    from app.capture.registry import open_thermometer as opened

    return opened(port)


def open_gun(port: str) -> "Source":
    """The scanner gun at that port."""
    from app.capture.registry import open_gun as opened

    return opened(port)
