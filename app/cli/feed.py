"""What a source and a thermometer give, in the one order in which it came."""

from collections.abc import Callable, Generator
from queue import Empty, SimpleQueue
from threading import Semaphore

from app.capture.items import Item
from app.capture.source import Source
from app.capture.states import State

TICK = 1.0
_WORKS = (State.OPENING, State.RUNNING)
_OVER = (State.ENDED, State.STOPPED)


class Feed:
    """The source is read one item at a time, each when the one before is done with: nothing waits in a queue while
    its age counts, and a film that nobody paces cannot run ahead. A reading comes in between.

    tell: is given a sentence when a device is missing, busy, lost or dark; what goes as it should is silent.
    """

    def __init__(self, source: Source, thermometer: Source | None, tell: Callable[[str], None]) -> None:
        self._source, self._thermometer, self._tell = source, thermometer, tell
        self._queue: SimpleQueue[tuple[Item, Semaphore] | State] = SimpleQueue()
        self._wanted = Semaphore(0)
        self._asked_to_stop = self._broken = False

    def items(self) -> Generator[Item | None, None, None]:
        """Each item as it comes, and None about once a second while there is none; until the source ends or `stop`."""
        if self._thermometer:
            self._thermometer.start(self._heard, self._troubled)
        self._source.start(self._offered, self._changed)
        try:
            yield from self._taken()
        finally:
            self._wanted.release()
            self._source.stop()
            if self._thermometer:
                self._thermometer.stop()

    def stop(self) -> None:
        """End after what has come; may be called in a signal's handler."""
        self._asked_to_stop = True
        self._queue.put(State.STOPPED)

    def check(self) -> None:
        """Raises what broke the source, once `items` has ended: SourceError for a file that could not be read."""
        self._source.check()
        if self._broken:
            raise RuntimeError("the thread of the source ended by itself")

    def _taken(self) -> Generator[Item | None, None, None]:
        while True:
            try:
                came = self._queue.get(timeout=TICK)
            except Empty:
                yield None
                continue
            if isinstance(came, State):
                self._broken = came is State.STOPPED and not self._asked_to_stop
                return
            item, done = came
            yield item
            done.release()

    def _offered(self, item: Item) -> None:
        """The source's thread, which waits until the item is done with."""
        self._queue.put((item, self._wanted))
        self._wanted.acquire()

    def _heard(self, item: Item) -> None:
        self._queue.put((item, Semaphore()))  # nobody waits

    def _changed(self, state: State) -> None:
        if state in _OVER or (state not in _WORKS and not self._source.live):
            self._queue.put(state)
        elif state not in _WORKS:
            self._tell(self._source.explain(state))

    def _troubled(self, state: State) -> None:
        if self._thermometer and state not in (*_WORKS, *_OVER):
            self._tell(self._thermometer.explain(state))
