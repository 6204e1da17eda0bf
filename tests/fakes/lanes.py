"""A lane with everything around it in memory."""

import time

from app.decode.symbol import Symbol
from app.decode.tracker import Tracker
from app.errors import UserError
from app.lane.lane import Lane
from app.lane.view import LaneView
from tests.fakes.campus import Campus
from tests.fakes.posts import HandClock, MemoryPost

HEALTH = "https://s.sh.gov.cn/0123456789abcdef0123456789abcd1649572800000"


class Stage:
    """`view` is what the screen shows."""

    def __init__(self, level: str = "open", *, rests: bool = False) -> None:
        self.clock = HandClock()
        self.campus = Campus()
        self.post = MemoryPost(self.clock, self.campus.trust(), level)
        self.views: list[LaneView] = []
        self.decided: list[LaneView] = []
        self.problems: list[UserError] = []
        self.opened = 0
        self.lane = Lane(
            self.post,
            self.clock,
            rests=rests,
            on_view=self.views.append,
            on_decision=self.decided.append,
            on_open=self.count,
            on_problem=self.problems.append,
        )

    def count(self) -> None:
        self.opened += 1

    @property
    def view(self) -> LaneView:
        return self.views[-1]

    def show(self, payload: str, color: str = "green") -> None:
        self.lane.scan(Symbol("QRCode", payload.encode(), color=color), time.monotonic())  # type: ignore[arg-type]

    def type_(self, text: str) -> None:
        self.lane.scan(Symbol("Text", text.encode()), time.monotonic())

    def measure(self, celsius: float) -> None:
        self.lane.measure(celsius, "thermometer", time.monotonic())


class Camera:
    """Thirty frames a second in which the same codes lie before the camera, as a station plays them into its lane."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.tracker, self.at = stage, Tracker(), 0.0
        stage.lane = Lane(
            stage.post, stage.clock, on_view=stage.views.append, on_decision=stage.decided.append,
            on_open=self.tracker.look_again, on_crowd=self.tracker.put_off,
        )  # fmt: skip

    def sees(self, *payloads: str, seconds: float = 2) -> None:
        symbols = [Symbol("QRCode", payload.encode(), color="green") for payload in payloads]
        for _ in range(round(seconds * 30)):
            self.at += 1 / 30
            self.stage.clock.turn(1 / 30)
            fresh = self.tracker.new(symbols, self.at)
            for symbol in (*fresh, *self.tracker.again(symbols, fresh)):
                beside = self.tracker.beside(symbol, self.at)
                self.stage.lane.scan(symbol, time.monotonic(), again=symbol not in fresh, beside=beside)
