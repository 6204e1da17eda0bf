"""What sends bytes over a serial port: one way to open it, so that what is wrong with it is the same state for all."""

from abc import abstractmethod
from typing import Any, ClassVar

from app.capture.device import Reads
from app.capture.serialport import SPEED, open_port
from app.capture.session import REAL_TIME, Session, Timing
from app.capture.source import Source
from app.i18n import tr


class SerialSource(Source):
    """port: the system's name of it. speed: in baud; it means nothing to devices on USB.

    LABEL: what it is called, with {port}. PATIENCE: seconds that a read waits for a byte.
    """

    LABEL: ClassVar[str]
    PATIENCE: ClassVar[float]

    def __init__(self, port: str, speed: int = SPEED, *, timing: Timing = REAL_TIME) -> None:
        super().__init__(timing)
        self.port = port
        self._speed = speed

    @property
    def name(self) -> str:
        return tr(self.LABEL, port=self.port)

    def read(self, session: Session) -> Reads:
        with open_port(self.port, self._speed, self.PATIENCE) as port:
            session.ready = True
            yield from self.listen(port, session)

    @abstractmethod
    def listen(self, port: Any, session: Session) -> Reads:
        """What comes over the open port until the session is closed; None where it is nothing."""
