"""A running post: its lane in one thread, its devices in theirs, and everything they tell through hooks.

Whoever calls a command here gets the answer through a hook: commands return at once and run in the engine's thread.
"""

import time
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from app.capture.items import Image, Reading
from app.capture.items import Item as Captured
from app.clock import Clock, system
from app.decode.symbol import Symbol
from app.errors import UserError
from app.lane.lane import Lane
from app.lane.view import LaneView
from app.policy.evidence import Direction, Item
from app.station.engine import Engine
from app.station.eyes import Eyes
from app.station.hooks import Hooks
from app.station.local import LocalPost

if TYPE_CHECKING:
    from app.capture.source import Source
    from app.sync.worker import SyncState, SyncWorker


class Station:
    """One post, running from `start` to `stop`. Reading the post's data (`post`) is allowed from any thread."""

    def __init__(self, post: LocalPost, clock: Clock = system) -> None:
        self.post = post
        self.hooks = Hooks()
        self._engine = Engine(self._tick, self._problem)
        self._eyes = Eyes(self._saw, self._found, partial(self._device, "camera"), self._problem)
        settings = post.settings
        self._lane = Lane(
            post, clock, at=settings.post, name=settings.post_name, direction=settings.direction, on_view=self._shown
        )
        self._thermometer: Source | None = None
        self._sync: SyncWorker | None = None

    # Life

    def start(self) -> None:
        """Start everything; returns before the devices are there."""
        self._engine.start()
        self._engine.do(self._lane.clear)
        self.use_camera(self.post.settings.camera)
        self.use_thermometer(self.post.settings.thermometer)
        self.begin_sync()

    def stop(self) -> None:
        """Let the devices go, decide whoever is in the lane as they stand, end the threads."""
        self._eyes.close()
        if self._thermometer:
            self._thermometer.stop()
        self._engine.do(self._lane.next_person)
        self._engine.stop()
        if self._sync:
            self._sync.stop()

    def use_camera(self, spec: str) -> None:
        """Look through another source from now on; empty means without a camera."""
        if spec:
            self._eyes.open(spec)
        else:
            self._eyes.close()

    def use_thermometer(self, port: str) -> None:
        """Listen to the thermometer at a serial port; empty means by hand."""
        if self._thermometer:
            self._thermometer.stop()
            self._thermometer = None
        if port:
            from app.capture.registry import open_thermometer

            thermometer = self._thermometer = open_thermometer(port)
            thermometer.start(
                self._heard, lambda state: self._device("thermometer", state.value, thermometer.explain(state))
            )

    def begin_sync(self) -> None:
        """Send to the centre from now on, where this station has one; after joining another, to that one."""
        from app.sync.worker import SyncWorker

        if self._sync:
            self._sync.stop()
        connect = self.post.sync_client()
        self._sync = SyncWorker(connect, self._synced) if connect else None
        if self._sync:
            self._sync.start()

    # The guard's hands

    def scan_text(self, data: bytes) -> None:
        """A scanner gun or card reader typed `data`."""
        self._found(Symbol("Text", data), time.monotonic())

    def type_temperature(self, celsius: float) -> None:
        self._measure(celsius, "typed", time.monotonic())

    def look(self, item: Item, good: bool = True) -> None:
        """The guard looked at an item himself (目视核验)."""
        self._engine.do(partial(self._lane.look, item, good))

    def cough(self) -> None:
        """Somebody said, or the guard sees, fever or cough."""
        self.look("symptoms", good=False)

    def identify(self, number: str) -> None:
        """The guard says who it is."""
        self._engine.do(partial(self._lane.identify, number))

    def decide_now(self) -> None:
        self._engine.do(self._lane.decide_now)

    def judge(self, admitted: bool) -> None:
        """The guard decides what the program could not."""
        self._engine.do(partial(self._lane.judge, admitted))

    def next_person(self) -> None:
        self._engine.do(self._lane.next_person)

    def clear(self) -> None:
        self._engine.do(self._lane.clear)

    def turn(self, direction: Direction) -> None:
        self._engine.do(partial(self._lane.turn, direction))

    def override(self, cause: str) -> None:
        """Life in danger (紧急放行)."""
        self._engine.do(partial(self._lane.override, cause))

    def refresh(self) -> None:
        """Something the lane decides by has changed (the level, the list of people)."""
        self._engine.do(self._lane.refresh)
        for listener in self.hooks.level:
            listener(self.post.level().name)

    # What comes in

    def _saw(self, image: Image, symbols: list[Symbol]) -> None:
        for listener in self.hooks.frame:
            listener(image, symbols)

    def _found(self, symbol: Symbol, taken: float) -> None:
        self._engine.do(partial(self._lane.scan, symbol, taken))

    def _heard(self, item: Captured) -> None:
        if isinstance(item, Reading):
            self._measure(item.celsius, "thermometer", item.taken)

    def _measure(self, celsius: float, source: Literal["thermometer", "typed"], taken: float) -> None:
        self._engine.do(partial(self._lane.measure, celsius, source, taken))

    def _tick(self) -> None:
        self._lane.tick()
        if self._sync is None:
            self._tell_sync(self.post.unsent(), None, "")

    # What goes out

    def _shown(self, view: LaneView) -> None:
        for listener in self.hooks.lane:
            listener(view)
        if view.phase == "decided" and self._sync:
            self._sync.wake()

    def _device(self, name: str, state: str, sentence: str) -> None:
        for listener in self.hooks.device:
            listener(name, state, sentence)

    def _synced(self, state: "SyncState") -> None:
        self._tell_sync(state.unsent, state.last_success, state.problem)

    def _tell_sync(self, unsent: int, last_success: datetime | None, problem: str) -> None:
        for listener in self.hooks.sync:
            listener(unsent, last_success, problem)

    def _problem(self, error: UserError) -> None:
        for listener in self.hooks.problem:
            listener(error)
