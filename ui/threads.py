"""The only place that knows threads: the station's hooks become Qt's signals, and slow work leaves the window's thread.

The station calls its hooks in the thread that works. A signal of an object that lives in the window's thread is queued
to it, and so is everything that comes through here.
"""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.capture.items import Image
from app.capture.mailbox import Mailbox
from app.decode.symbol import Symbol
from app.errors import UserError
from app.lane.view import LaneView
from app.records.problem import RecordProblems
from app.station.hooks import Hooks

T = TypeVar("T")
EXPECTED = (UserError, RecordProblems)
"""What a user can meet, each with its sentence; everything else is a bug."""


class Signals(QObject):
    """What the station tells, in the window's thread.

    lane: LaneView; `came`: the newest with somebody in it, for a screen that is made later. device: name, state,
    sentence. sync: SyncState. level: its name. begun: LevelNews. problem: UserError. pages: PageState. frame: there is
    a new picture; `take_frame` gives the newest, and there is never more than one waiting.
    """

    lane = Signal(object)
    device = Signal(str, str, str)
    sync = Signal(object)
    level = Signal(str)
    begun = Signal(object)
    problem = Signal(object)
    pages = Signal(object)
    frame = Signal()

    def __init__(self, hooks: Hooks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mailbox: Mailbox[tuple[Image, list[Symbol]]] = Mailbox()
        self.came: LaneView | None = None
        self.lane.connect(self._keep)
        hooks.lane.append(self.lane.emit)
        hooks.device.append(self.device.emit)
        hooks.sync.append(self.sync.emit)
        hooks.level.append(self.level.emit)
        hooks.begun.append(self.begun.emit)
        hooks.problem.append(self.problem.emit)
        hooks.pages.append(self.pages.emit)
        hooks.frame.append(self._put_frame)

    def take_frame(self) -> tuple[Image, list[Symbol]] | None:
        """The newest picture with what was found in it; None where it has been taken already."""
        return self._mailbox.take()

    def _keep(self, view: LaneView) -> None:
        self.came = view if view.case else self.came

    def _put_frame(self, image: Image, symbols: list[Symbol]) -> None:
        if self._mailbox.put((image, symbols)):
            self.frame.emit()


class Jobs(QObject):
    """Runs work elsewhere and comes back to the window's thread with what it gave."""

    _ended = Signal(object)

    def __init__(self, executor: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor or ThreadPoolExecutor(max_workers=2, thread_name_prefix="window-work")
        self._ended.connect(_call)

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """`then` gets the result, `failed` one of EXPECTED; any other error is a bug and is raised here."""
        future = self._executor.submit(work)
        future.add_done_callback(lambda done: self._ended.emit(lambda: _settle(done, then, failed)))

    def stop(self) -> None:
        """Drop what has not begun, and wait for what has."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def _call(what: Callable[[], None]) -> None:
    what()


def _settle(future: "Future[Any]", then: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
    if future.cancelled():
        return
    error = future.exception()
    if isinstance(error, EXPECTED):
        failed(error)
    elif error is not None:
        raise error
    else:
        then(future.result())
