"""`gatepost lane`: a lane without a window, over any source; one line for every decision, after its commit."""

from argparse import Namespace
from collections import deque
from datetime import datetime, timedelta
from typing import Any

from app.capture.items import Frame, Item, Reading, Scan
from app.capture.registry import open_source, open_thermometer
from app.capture.states import State
from app.cli.context import Commands, clock_of, emit, local_post, say, tell
from app.clock import Clock, campus
from app.decode.reader import Reader
from app.decode.symbol import Symbol
from app.decode.tracker import Tracker
from app.i18n import tr
from app.lane.lane import Lane
from app.lane.view import LaneView
from app.policy.words import verdict_word
from app.station.local import LocalPost

_QUIET = (State.OPENING, State.RUNNING, State.ENDED, State.STOPPED)


def add(commands: Commands) -> None:
    parser = commands.add_parser("lane", help=tr("不开窗口的通道"))
    parser.add_argument("--source", required=True, metavar="SRC", help="camera:0 | FILE | DIR | http://… | lines:-")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--temperature", type=float, metavar="℃", help=tr("本次每人的体温"))
    parser.add_argument("--thermometer", metavar="PORT", help=tr("测温仪的串口"))
    parser.add_argument("--direction", choices=("in", "out"), default="in")
    parser.add_argument("--post", metavar="NAME", help=tr("岗位名称，记入每条记录"))
    parser.add_argument("--now", metavar="ISO", help=tr("把此时间当作现在"))
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    with local_post(options) as post:
        post.permit("lane.run")
        HeadlessLane(post, clock_of(options), options).run()
    return 0


class HeadlessLane:
    """A lane whose time is its source's: counted from the start of the run (or from `--now`) by each item's own time,
    so that a film read faster than it was taken still has its people at its own pace."""

    def __init__(self, post: LocalPost, clock: Clock, options: Namespace) -> None:
        self._start = self._now = clock()
        self._source = open_source(options.source)
        self._thermometer = open_thermometer(options.thermometer) if options.thermometer else None
        self._readings: deque[Reading] = deque(maxlen=1)
        self._reader, self._tracker = Reader(), Tracker()
        settings = post.settings
        self._lane = Lane(
            post, self._time, at=settings.post, name=options.post or settings.post_name, direction=options.direction,
            temperature=options.temperature, on_decision=print_json if options.json else print_line,
        )  # fmt: skip

    def run(self) -> None:
        """Until the source ends; whoever is in the lane then is decided as they stand."""
        if self._thermometer:
            self._thermometer.start(self._heard)
        try:
            for item in self._source.items(self._tell_state):
                self._take(item)
            self._measure()
            self._lane.next_person()
        finally:
            if self._thermometer:
                self._thermometer.stop()
        for complaint in self._source.complaints:
            say(complaint)

    def _tell_state(self, state: State) -> None:
        """A camera that is missing, busy or dark says so; what goes as it should is silent."""
        if state not in _QUIET:
            say(self._source.explain(state))

    def _time(self) -> datetime:
        return self._now

    def _heard(self, item: Item) -> None:
        if isinstance(item, Reading):
            self._readings.append(item)

    def _take(self, item: Item) -> None:
        self._measure()
        self._now = self._start + timedelta(seconds=item.at)
        self._lane.tick()
        for symbol in self._symbols(item):
            self._lane.scan(symbol, item.taken)

    def _symbols(self, item: Item) -> list[Symbol]:
        if isinstance(item, Frame):
            return self._tracker.new(self._reader.read(item), item.at)
        return [Symbol("Text", item.data)] if isinstance(item, Scan) else []

    def _measure(self) -> None:
        """A reading belongs to whoever stands there when it comes: before the next item is looked at."""
        while self._readings:
            reading = self._readings.popleft()
            self._lane.measure(reading.celsius, "thermometer", reading.taken)


def print_json(view: LaneView) -> None:
    """A decision as the contract prints it."""
    emit(decision_json(view))


def decision_json(view: LaneView) -> dict[str, Any]:
    """The decision of `view`, whose record is committed."""
    assert view.entry is not None
    person, decision = view.person, view.decision
    return {
        "at": view.entry.fact.at,
        "verdict": decision.verdict,
        "reasons": decision.reasons,
        "needed": decision.needed,
        "person": {"number": person.number, "name": person.name} if person else None,
        "claims": [claim.as_json() for claim in view.claims],
        "record": view.entry.fact.id,
        "seq": view.entry.seq,
        "latency_ms": round(view.latency_ms or 0.0, 2),
    }


def print_line(view: LaneView) -> None:
    """A decision for somebody who reads along."""
    who = f"{view.person.number} {view.person.name}" if view.person else "—"
    missing = "、".join(view.decision.needed or view.decision.reasons)
    tell(f"{campus(view.at):%H:%M:%S}  {verdict_word(view.decision.verdict)}  {who}  {missing}")
