"""A running post: its lane in one thread, its devices in theirs, and everything they tell through hooks.

Whoever calls a command here gets the answer through a hook: commands return at once and run in the engine's thread.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from app.capture.aim import within
from app.capture.items import Frame, Reading, Scan
from app.capture.items import Item as Captured
from app.capture.states import State
from app.clock import Clock, system
from app.decode.symbol import Symbol
from app.errors import UserError
from app.i18n import tr
from app.lane.group import Group
from app.lane.lane import Lane
from app.lane.takeback import BackReason
from app.lane.view import LaneView
from app.pages.engine import LABELS
from app.pages.engine import Engine as Ocr
from app.policy.evidence import Direction, Item
from app.station import takingback
from app.station.backupclock import BackupClock
from app.station.backups import Backups
from app.station.engine import Engine
from app.station.eyes import Eyes
from app.station.hooks import Hooks
from app.station.housekeeping import Housekeeping
from app.station.levelwatch import LevelNews, LevelWatch
from app.station.local import LocalPost
from app.station.pagereader import Done, PageOcr, PageReader, installed, templates
from app.station.pagestate import PageState
from app.station.port import Port, open_gun, open_thermometer
from app.station.room import Room
from app.station.uplink import Uplink
from app.sync.state import SyncState

if TYPE_CHECKING:
    pass


class Station:
    """One post, running from `start` to `stop`. Reading the post's data (`post`) is allowed from any thread."""

    def __init__(self, post: LocalPost, clock: Clock = system, ocr: PageOcr | None = None) -> None:
        self.post, self._clock = post, clock
        self.hooks = Hooks()
        self._engine = Engine(self._tick, self._problem)
        self._eyes = Eyes(self._saw, self._found, partial(self._device, "camera"), self._problem)
        self._pages = PageReader(
            ocr or Ocr(), partial(templates, post.home), automatic=post.settings.read_pages and installed(),
            on_done=self._page_done, on_state=self._paged, on_problem=self._problem,
        )  # fmt: skip
        self._lane, self._outdated = self._new_lane(), False
        self._room = Room(post.reserve, self._problem)
        self._housekeeping = Housekeeping(post)
        self._levels = LevelWatch(post, self._level_changed, self._level_begun)
        self._backups = BackupClock(Backups(post), self._problem)
        self._running = False
        self._thermometer = Port(open_thermometer, self._heard, partial(self._device, "thermometer"))
        self._gun = Port(open_gun, self._shot, partial(self._device, "gun"))
        self._uplink = Uplink(post, self._synced, self._problem, self.refresh)

    # Life

    def start(self) -> None:
        """Start lane and devices for whoever is on duty (NotPermitted without anybody), or after a change of guard go
        on; returns before the devices are there. `begin_sync` needs nobody."""
        self.post.permit("lane.run")
        self._eyes.look_again()
        if self._running:
            self._do(Lane.refresh)
            return
        self._running = True
        self._engine.start()
        self._backups.start()
        self._do(Lane.clear)
        self.use_camera(self.post.settings.camera)
        self._thermometer.use(self.post.settings.thermometer)
        self._gun.use(self.post.settings.gun)
        if not installed():
            self._device("pages", State.MISSING.value, tr(LABELS["unavailable"]))

    def sign_out(self) -> None:
        """Whoever is in the lane is decided as they stand, under the name of the one who leaves. The camera goes on;
        the lane takes nothing until somebody is on duty again. Returns when that is so."""
        self._do(Lane.next_person)
        self._engine.finish(self.post.sign_out)

    def stop(self) -> None:
        """Let the devices go, decide whoever is in the lane as they stand, end the threads."""
        self._eyes.close()
        self._thermometer.stop()
        self._gun.stop()
        self._pages.stop()
        self._do(Lane.next_person)
        self._engine.stop()
        self._room.stop()
        self._backups.stop()
        self._uplink.stop()

    def change_settings(self, **changes: Any) -> None:
        """Settings of this PC, by the names of Settings, and what follows from them. Raises NotPermitted."""
        before = self.post.settings
        self.post.change_settings(**changes)
        after = self.post.settings
        if after.camera != before.camera:
            self.use_camera(after.camera)
        if after.thermometer != before.thermometer:
            self._thermometer.use(after.thermometer)
        if after.gun != before.gun:
            self._gun.use(after.gun)
        self._pages.use(automatic=after.read_pages and installed())
        if any(getattr(after, name) != getattr(before, name) for name in ("post", "post_name", "direction")):
            self._outdated = True
            self._engine.do(self._renew_lane)

    def use_camera(self, spec: str) -> None:
        """Look through another source from now on; empty means without a camera."""
        if spec:
            self._eyes.open(spec)
        else:
            self._eyes.close()

    def begin_sync(self) -> None:
        """Send to the centre from now on, where this station has one; after joining another, to that one."""
        self._uplink.begin()

    def sync_now(self) -> None:
        """Try at once: the network is back, or somebody asks for it. How it goes the hook `sync` tells."""
        self._uplink.sync_now()

    # The guard's hands

    def scan_text(self, data: bytes) -> None:
        """A scanner gun or card reader typed `data`."""
        self._found(Symbol("Text", data), time.monotonic())

    def type_temperature(self, celsius: float) -> None:
        self._measure(celsius, "typed", time.monotonic())

    def look(self, item: Item, good: bool = True, of: int = 0) -> None:
        """The guard looked at an item himself (目视核验)."""
        self._do(lambda lane: lane.look(item, good, of))

    def read_page(self) -> None:
        """Read the page that is held before the camera (识别页面)."""
        self._pages.ask(time.monotonic())

    def identify(self, number: str) -> None:
        """The guard says who it is."""

        def looked_up(lane: Lane) -> None:
            lane.identify(number)
            if person := self.post.person(number):
                self.post.looked_up(person)

        self._do(looked_up)

    def decide_now(self) -> None:
        self._do(Lane.decide_now)

    def judge(self, admitted: bool, of: int = 0) -> None:
        """The guard decides what the program could not."""
        self._do(lambda lane: lane.judge(admitted, of))

    def next_person(self) -> None:
        self._do(Lane.next_person)

    def clear(self) -> None:
        self._do(Lane.clear)

    def take_back(self, id_: str, reason: BackReason) -> None:
        """A passage of the last minutes did not take place as it was registered (撤回)."""
        self._do(lambda lane: takingback.take_back(self.post, lane, id_, reason))

    def lead(self, group: Group | None) -> None:
        """The people of a group come from now on; None: no more."""
        self._do(lambda lane: lane.lead(group))

    def turn(self, direction: Direction) -> None:
        self._do(lambda lane: lane.turn(direction))

    def override(self, cause: str) -> None:
        """Life in danger (紧急放行)."""
        self._do(lambda lane: lane.override(cause))

    def refresh(self) -> None:
        """Something the lane decides by has changed (the level, the list of people)."""
        self._do(Lane.refresh)
        self._engine.do(self._levels.look)
        for listener in self.hooks.level:
            listener(self.post.level().name)

    # What comes in

    def _saw(self, frame: Frame, symbols: list[Symbol]) -> None:
        for listener in self.hooks.frame:
            listener(frame.image, symbols)
        self._pages.see(frame, symbols)

    def _found(self, symbol: Symbol, taken: float, again: bool = False, beside: Sequence[Symbol] = ()) -> None:
        self._do(lambda lane: lane.scan(symbol, taken, again=again, beside=beside))

    def _heard(self, item: Captured) -> None:
        if isinstance(item, Reading) and not any(take(item.celsius) for take in self.hooks.reading):
            self._measure(item.celsius, "thermometer", item.taken)

    def _shot(self, item: Captured) -> None:
        if isinstance(item, Scan):
            own = self.post.settings
            self._found(Symbol("Text", within(item.data, own.gun_prefix, own.gun_suffix)), item.taken)

    def _measure(self, celsius: float, source: Literal["thermometer", "typed"], taken: float) -> None:
        self._do(lambda lane: lane.measure(celsius, source, taken))

    def _page_done(self, done: Done) -> None:
        self._engine.do(lambda: self._pages.settle(done, self._lane if self.post.may("lane.run") else None))

    def _tick(self) -> None:
        self._renew_lane()
        self._levels.look()
        self._lane.tick()
        self._room.tick()
        self._housekeeping.tick()
        self._uplink.tick()

    def _level_changed(self) -> None:
        """In the engine's thread: a change's time has come, or the campus's lists are others."""
        if self.post.may("lane.run"):
            self._lane.refresh()
        for listener in self.hooks.level:
            listener(self.post.level().name)

    def _level_begun(self, news: LevelNews) -> None:
        for listener in self.hooks.begun:
            listener(news)

    # The lane

    def _do(self, act: Callable[[Lane], None]) -> None:
        """In the engine's thread, and only while somebody is on duty: a record carries their name."""

        def work() -> None:
            if self.post.may("lane.run"):
                act(self._lane)

        self._engine.do(work)

    def _new_lane(self) -> Lane:
        settings = self.post.settings
        return Lane(
            self.post, self._clock, at=settings.post, name=settings.post_name, direction=settings.direction, rests=True,
            on_view=self._shown, on_open=self._eyes.look_again, on_crowd=self._eyes.put_off,
            on_problem=self._problem,
        )  # fmt: skip

    def _renew_lane(self) -> None:
        """After a change of settings that a lane is made of: another one, as soon as nothing is owed to the disk."""
        if not self._outdated:
            return
        self._lane.next_person()
        if not self._lane.owed:
            self._lane, self._outdated = self._new_lane(), False
            self._lane.clear()

    # What goes out

    def _shown(self, view: LaneView) -> None:
        self._pages.serve(view)
        for listener in self.hooks.lane:
            listener(view)
        if view.phase == "decided":
            self._uplink.wake()

    def _device(self, name: str, state: str, sentence: str) -> None:
        for listener in self.hooks.device:
            listener(name, state, sentence)

    def _paged(self, state: PageState) -> None:
        for listener in self.hooks.pages:
            listener(state)
        if state.doing == "missing":
            self._device("pages", State.MISSING.value, tr(LABELS["unavailable"]))

    def _synced(self, state: SyncState) -> None:
        for listener in self.hooks.sync:
            listener(state)

    def _problem(self, error: UserError) -> None:
        for listener in self.hooks.problem:
            listener(error)
