"""One window for one home: a second start brings the first window to the front and ends.

The lock file belongs to whoever runs (Qt's, with the process's id in it, so that one left behind by a crash counts for
nothing); the call goes through a socket that only the same user may open.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

from app.settings import Home

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

PATIENCE_MS = 3_000
"""How long the first window may take to answer: it may be busy, or just be starting."""


class OnlyOne:
    """This process's claim to the window of `home`."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = QLockFile(str(home.path / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    @cached_property
    def _name(self) -> str:
        """Of the socket, where a call comes in."""
        import hashlib  # OpenSSL: the window is visible by then

        return "gatepost-" + hashlib.sha256(str(self._home.path.resolve()).encode()).hexdigest()[:16]

    def taken(self) -> bool:
        """Whether the window is ours. A folder that takes no lock file must not keep anybody out."""
        return self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError

    def call_first(self) -> bool:
        """Ask the first window to come to the front; whether it heard."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        heard = socket.waitForConnected(PATIENCE_MS) and socket.waitForDisconnected(PATIENCE_MS)
        socket.abort()
        return heard

    def answer(self, show: Callable[[], None]) -> None:
        """Call `show` whenever another start asks for the window."""
        from PySide6.QtNetwork import QLocalServer

        server = self._server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # one left behind: the lock is ours

        def called() -> None:
            while (caller := server.nextPendingConnection()) is not None:
                caller.disconnected.connect(caller.deleteLater)
                caller.disconnectFromServer()
                show()

        server.newConnection.connect(called)
        server.listen(self._name)

    def release(self) -> None:
        if self._server is not None:
            self._server.close()
        self._lock.unlock()
