"""The system says that the network is back (Qt's QNetworkInformation): what waits for it need not wait any longer.

Where the system tells nothing, nothing is told here either. What it takes is loaded late: no start waits for it. It is
loaded in the window's thread: two threads that load parts of PySide6 at once can wait for each other for ever.
"""

from typing import Any

from PySide6.QtCore import QObject, Signal


class Network(QObject):
    """back: it is there again, or is another one; a campus without a way to the Internet counts."""

    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._information: Any = None

    def begin(self) -> None:
        """Listen from now on; once is enough. A backend lives in the window's thread, and as long as the program."""
        information = None if self._information else _loaded()
        if information and information.loadBackendByFeatures(information.Feature.Reachability):
            self._information = information
            information.instance().reachabilityChanged.connect(self._changed)

    def _changed(self, now: Any) -> None:
        known = self._information.Reachability
        if now not in (known.Unknown, known.Disconnected):
            self.back.emit()


def _loaded() -> Any:
    """Qt's class; None where this Qt has none."""
    try:
        from PySide6.QtNetwork import QNetworkInformation
    except ImportError:
        return None
    return QNetworkInformation
