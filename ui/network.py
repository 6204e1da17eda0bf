"""The system says that the network is back (Qt's QNetworkInformation): what waits for it need not wait any longer.

Where the system tells nothing, nothing is told here either. What it takes is loaded late: no start waits for it.
"""

from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.threads import Jobs


class Network(QObject):
    """back: it is there again, or is another one; a campus without a way to the Internet counts."""

    back = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._information: Any = None

    def begin(self) -> None:
        """Listen from now on."""
        self._jobs.run(_loaded, self._listen, lambda _error: None)

    def _listen(self, information: Any) -> None:
        """information: the class, None where this Qt has none. A backend lives in the window's thread, and as long as
        the program."""
        if information and information.loadBackendByFeatures(information.Feature.Reachability):
            self._information = information
            information.instance().reachabilityChanged.connect(self._changed)

    def _changed(self, now: Any) -> None:
        known = self._information.Reachability
        if now not in (known.Unknown, known.Disconnected):
            self.back.emit()


def _loaded() -> Any:
    """In the background: its libraries take some hundredths of a second."""
    try:
        from PySide6.QtNetwork import QNetworkInformation
    except ImportError:
        return None
    return QNetworkInformation
