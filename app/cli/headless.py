"""A lane without a window: what a source and a thermometer give, decided as it comes."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from queue import SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING, TypeAlias

from app.capture.items import Frame, Item, Reading, Scan
from app.capture.source import Source
from app.cli.context import say
from app.cli.feed import Feed
from app.clock import Clock
from app.decode.reader import Reader
from app.decode.symbol import Symbol
from app.decode.tracker import Tracker
from app.errors import UserError
from app.i18n import tr
from app.lane.lane import Lane, nobody
from app.lane.post import Post
from app.lane.view import LaneView
from app.policy.evidence import Direction

if TYPE_CHECKING:
    from app.station.pagereader import Done, PageReader

    MakePages: TypeAlias = Callable[[Callable[[Done], None], bool], PageReader]
    """Makes the reader of pages, given whom it tells of what it read and whether the source is a recording."""


class HeadlessLane:
    """Its time is the clock's, so that it is right after a suspend; of a recording, which may be read faster than it
    was taken, the recording's own, counted from the start of the run."""

    def __init__(
        self, post: Post, source: Source, clock: Clock, *, on_decision: Callable[[LaneView], None],
        thermometer: Source | None = None, at: str = "gate", name: str = "", direction: Direction = "in",
        temperature: float | None = None, pages: "MakePages | None" = None,
    ) -> None:  # fmt: skip
        self._source, self._clock = source, clock
        self._start = self._now = clock()
        self._began = time.monotonic()
        self._feed = Feed(source, thermometer, say)
        self._reader, self._tracker = Reader(live=not source.recorded), Tracker()
        self._read: SimpleQueue[Done] = SimpleQueue()
        self._pages = pages(self._read.put, source.recorded) if pages else None
        self._lane = Lane(
            post, self._time, at=at, name=name, direction=direction, temperature=temperature, on_decision=on_decision,
            on_view=self._pages.serve if self._pages else nobody,
            on_open=self._look_again, on_crowd=self._tracker.put_off,
            on_problem=lambda error: say(str(error)),
        )  # fmt: skip

    def run(self) -> None:
        """Until the source ends or `stop`; whoever is in the lane then is decided as they stand.

        Raises SourceError, after that, for a file or folder that could not be read; UserError where the disk took not
        every record.
        """
        with closing(self._reader), self._ending_pages(), closing(self._feed.items()) as items:
            for item in items:
                self._now = self._time_of(item)
                self._lane.tick()
                self._take(item)
        self._lane.next_person()
        if self._lane.owed:
            raise UserError(tr("有 {count} 条记录没有写入。请腾出磁盘空间，并补录这些人。", count=self._lane.owed))
        self._feed.check()
        for complaint in self._source.complaints:
            say(complaint)

    def stop(self) -> None:
        """End after what has come, from anywhere."""
        self._feed.stop()

    def _look_again(self) -> None:
        self._tracker.look_again()
        self._reader.begin_anew()

    def _time(self) -> datetime:
        return self._now

    def _time_of(self, item: Item | None) -> datetime:
        """A recording's time passes only with its own items: whatever else comes, comes while it stands still."""
        if not self._source.recorded:
            return self._clock()
        if item is None or isinstance(item, Reading):
            return self._now
        return self._start + timedelta(seconds=item.at)

    def _take(self, item: Item | None) -> None:
        if isinstance(item, Reading):
            self._lane.measure(item.celsius, "thermometer", item.taken)
        elif item is not None:
            if isinstance(item, Scan):
                self._lane.scan(Symbol("Text", item.data), item.taken)
            else:
                self._look(item)
            self._take_pages()

    def _look(self, frame: Frame) -> None:
        symbols = self._reader.read(frame)
        if self._pages:
            self._pages.see(self._in_its_time(frame), symbols)
        fresh = self._tracker.new(symbols, frame.at)
        for symbol in (*fresh, *self._tracker.again(symbols, fresh)):
            taken = frame.taken if symbol.taken is None else symbol.taken
            beside = self._tracker.beside(symbol, frame.at)
            self._lane.scan(symbol, taken, again=symbol not in fresh, beside=beside)

    def _in_its_time(self, frame: Frame) -> Frame:
        """Taken when it was recorded: whether the clock on a page runs is told by what passed between two frames."""
        return replace(frame, taken=self._began + frame.at) if self._source.recorded else frame

    def _take_pages(self) -> None:
        """The pages that were read meanwhile; of a recording, at the frame at which they were complete."""
        while self._pages and not self._read.empty():
            self._pages.settle(self._read.get(), self._lane)

    @contextmanager
    def _ending_pages(self) -> Iterator[None]:
        try:
            yield
        finally:
            if self._pages:
                self._pages.stop()


@contextmanager
def ending(stop: Callable[[], None]) -> Iterator[None]:
    """While it lasts, the first Ctrl+C or SIGTERM calls `stop`; a second one ends the program at once."""

    def first(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        stop()

    before = {number: signal.signal(number, first) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
