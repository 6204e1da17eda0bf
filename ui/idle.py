"""Nobody at the keyboard and nobody in the lane for a while: the window locks itself."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

Type = QEvent.Type
_HANDS = {Type.KeyPress, Type.MouseButtonPress, Type.MouseMove, Type.Wheel, Type.TouchBegin}


class Idle(QObject):
    """over: nothing has happened for the minutes that `start` was given. While nothing is counted the program's events
    do not pass through here: a screen that is put together has thousands."""

    over = Signal()

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__()
        self._app = app
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one may be a twentieth of its time early
        self._timer.timeout.connect(self.over)

    def start(self, minutes: int) -> None:
        """Begin to count; 0 minutes never lock."""
        self.stop()
        if minutes > 0:
            self._app.installEventFilter(self)
            self._timer.start(minutes * 60_000)

    def stop(self) -> None:
        """Nobody is on duty: there is nothing to lock."""
        self._app.removeEventFilter(self)
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        if self._timer.isActive():
            self._timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            self.touch()
        return False
