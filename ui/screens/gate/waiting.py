"""Those who rest at the gate's side: their clocks go by the second; who came or went is read now and then."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.clock import Clock, system
from ui.post import LanePost
from ui.threads import Jobs
from ui.widgets.waiting import WaitingList, Waits

TICK_MS, READ_AGAIN = 1_000, 5
"""Another window or a medical officer may have let somebody go."""


class GateWaiting(QObject):
    """Fills `shown`, the list at the gate. It makes no sound: whoever is called back is called by the guard alone.
    changed: it was read again."""

    changed = Signal()

    def __init__(
        self, post: LanePost, jobs: Jobs, shown: WaitingList, parent: QObject, clock: Clock = system
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._post, self._jobs, self._clock, self._shown = post, jobs, clock, shown
        self._ticks = 0
        self._some: list[Waits] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)

    def begin(self) -> None:
        """Let the clocks run; they stop by themselves while nobody looks."""
        self._timer.start(TICK_MS)
        self.refresh()

    @property
    def first(self) -> str:
        """The number of whoever is called back first; empty where nobody waits."""
        return next((one.number for one in self._some if one.number), "")

    def refresh(self) -> None:
        """Read again who waits."""
        self._jobs.run(self._post.resting, self._show, lambda _error: None)

    def tick(self) -> None:
        """A second has passed."""
        self._ticks += 1
        if not self._shown.window().isVisible():
            self._timer.stop()
        elif self._ticks % READ_AGAIN == 0:
            self.refresh()
        else:
            self._shown.tell(self._clock())

    def _show(self, some: list[Waits]) -> None:
        self._some = some
        self._shown.show_waiting(some, self._clock())
        self.changed.emit()
