"""A post of the morning: a home with its lists and its centre, and the true program before it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from unittest.mock import patch

from PySide6.QtWidgets import QApplication

from app.lane.view import LaneView
from app.settings import Home, Settings
from app.station.centredesk import CentreDesk
from app.station.local import LocalPost
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS
from tests.fakes.pins import quick_accounts
from tests.morning.campus import Campus
from tests.morning.centre import MorningCentre
from tests.morning.clock import MorningClock
from tests.morning.devices import GateCamera, GateThermometer, PageTeller
from tests.morning.script import Coming
from tests.morning.until import until
from ui.program import Program
from ui.screens.gate.screen import Gate
from ui.screens.signin import SignIn
from ui.window import Window

SIZE = 1366, 768


class MorningPost:
    """kind, name: of the post. Its window is open, and somebody is on duty. views: what the gate has shown. ocr: what
    reads pages; it is told what stands on them."""

    def __init__(
        self, app: QApplication, folder: Path, clock: MorningClock, kind: str = "gate", name: str = "东门"
    ) -> None:  # fmt: skip
        self.app, self.clock = app, clock
        self.camera, self.thermometer = GateCamera(), GateThermometer(folder, f"{kind}-thermometer")
        self.home = Home(folder / kind)
        self.home.save(
            Settings(
                camera=self.camera.address, thermometer=self.thermometer.port, post=kind, post_name=name,  # type: ignore[arg-type]
                sound=False, lock_minutes=0,
            )
        )  # fmt: skip
        self.local = LocalPost.open(self.home, clock)
        self.local.accounts = quick_accounts(self.local.database, clock)
        self.local.accounts.add(GUARD, "guard", PINS[GUARD])
        self.local.accounts.add(LEADER, "supervisor", PINS[LEADER])
        self.local.accounts.add(ADMINISTRATOR, "administrator", PINS[ADMINISTRATOR])
        self.local.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
        self.views: list[LaneView] = []
        self.ocr = PageTeller()
        self.window = Window(clock)
        self.program: Program | None = None

    def settle(self, campus: Campus, comings: Sequence[Coming]) -> None:
        """Its campus's lists, codes and level."""
        self.local.begin_issuing()
        self.local.set_level("routine", "晨检")
        campus.settle(self.local, comings)

    def join(self, centre: MorningCentre, *, hand_over: bool) -> None:
        CentreDesk(self.local).join(centre.address, centre.code(), hand_over=hand_over)

    def open(self) -> None:
        """The program starts, and the guard signs in."""
        self.local.close()
        self.window.resize(*SIZE)
        self.window.show()
        self.program = Program(self.app, self.home, self.window, self.clock)
        with patch("app.station.station.Ocr", lambda: self.ocr):
            self.program.begin()
        screen = self.window.front
        assert isinstance(screen, SignIn)
        until(self.app, lambda: GUARD in screen._people, "the accounts")
        screen._names.setCurrentRow(screen._people.index(GUARD))
        screen._pin.setText(PINS[GUARD])
        self.program._station.hooks.frame.append(self.camera.watched)  # type: ignore[union-attr]
        screen.try_it()
        until(self.app, lambda: isinstance(self.window.front, Gate), "the gate")
        self.until(self.camera.connected, "the program to look through the camera")
        self.gate._signals.lane.connect(self.views.append)  # behind the gate itself: what is here is on the screen

    def until(self, so: Callable[[], bool], what: str, meanwhile: Callable[[], None] | None = None) -> float:
        """Seconds until it is so; the camera goes on, or does what is given."""
        return until(self.app, so, what, meanwhile or self.camera.go_on)

    @property
    def gate(self) -> Gate:
        gate = self.window.made("gate")
        assert isinstance(gate, Gate)
        return gate

    @property
    def level(self) -> str:
        return self.program._station.post.level().name  # type: ignore[union-attr]

    def sync_now(self) -> None:
        """The network is back: the program does not wait for its next attempt."""
        self.program._station.sync_now()  # type: ignore[union-attr]

    @property
    def unsent(self) -> int:
        return self.program._station.post.unsent()  # type: ignore[union-attr]

    def close(self) -> None:
        if self.program is not None:
            self.program.end()
        else:
            self.local.close()
        self.camera.close()
        self.thermometer.close()
        self.window.close()
        self.window.deleteLater()

    def __enter__(self) -> "MorningPost":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        self.close()
