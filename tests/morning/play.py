"""Plays a morning at one post: every scene of the script in its turn, and what the guard's part of each was."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.morning.campus import CLASS, Campus
from tests.morning.centre import MorningCentre
from tests.morning.guard import Gatekeeper
from tests.morning.keys import Key, Keys, Modifier, reacting
from tests.morning.post import MorningPost
from tests.morning.script import Coming


@dataclass(frozen=True, slots=True)
class Served:
    """One who came: what the ledger should say, the guard's keys (acts: a typed name or figure as one), the seconds for
    which the machine let wait, and the last temperature that was taken of them."""

    coming: Coming
    keys: int
    acts: int
    waited: float
    measured: float | None


class Morning:
    """served: everybody who came, in their order. between: seconds that events took."""

    def __init__(self, post: MorningPost, campus: Campus, centre: MorningCentre) -> None:
        self._post, self._centre = post, centre
        self._steady = post.clock.steady
        self._keys = Keys(post.window, self._steady)
        self._guard = Gatekeeper(post, campus, self._keys)
        self.served: list[Served] = []
        self.events: dict[str, int] = {}
        self._events: dict[str, Callable[[], None]] = {
            "camera lost": self._camera_lost,
            "camera back": self._camera_back,
            "network lost": centre.end,
            "network back": self._network_back,
            "level raised": lambda: centre.raise_level("closed"),
            "group comes": self._group_comes,
            "group is through": self._group_through,
            "going out": lambda: self._turn("out"),
            "coming in": lambda: self._turn("in"),
        }

    def play(self, comings: Sequence[Coming]) -> None:
        """Everybody, one after the other."""
        with reacting(self._steady):
            for coming in comings:
                self._play(coming)
                self._post.clock.turn(5)

    def _play(self, coming: Coming) -> None:
        before, acts = self._keys.pressed, self._keys.acts
        if coming.scene.event:
            self._events[coming.scene.event]()
            self.events[coming.scene.event] = self._keys.pressed - before
            return
        self._guard.serve(coming.who, coming.scene.brings, self._events)
        keys, acts = self._keys.pressed - before, self._keys.acts - acts
        self.served.append(Served(coming, keys, acts, self._guard.waited, self._guard.measured))

    def measured(self, numbers: dict[str, str]) -> dict[str, set[float]]:
        """The temperatures of each who came, by their number."""
        found: dict[str, set[float]] = {}
        for one in self.served:
            if one.measured is not None:
                found.setdefault(numbers[one.coming.who], set()).add(one.measured)
        return found

    def finish(self) -> None:
        """The last one has gone, and the centre hears of everything."""
        self._keys.press(Key.Key_Return, "\r")
        self._post.until(lambda: self._post.unsent == 0, "the centre to have everything")

    # Events

    def _camera_lost(self) -> None:
        self._post.camera.lose()
        lost = self._post.gate.face.preview
        self._shown(lambda: lost.problem != "", "the camera's loss")

    def _camera_back(self) -> None:
        self._post.clock.turn(60)
        self._post.camera.back()
        self._shown(self._post.camera.connected, "the camera's return")

    def _network_back(self) -> None:
        self._centre.start()
        nudged = 0.0

        def meanwhile() -> None:
            """The program asks for the level once a minute, and when it is told that the network is there."""
            nonlocal nudged
            self._post.camera.go_on()
            if time.perf_counter() > nudged + 2:
                nudged = time.perf_counter()
                self._post.sync_now()

        self._post.until(self._asks_more, "the level that the centre has raised", meanwhile)

    def _asks_more(self) -> bool:
        return any(check.item == "travel-card" for check in self._post.views[-1].decision.checks)

    def _turn(self, way: str) -> None:
        self._keys.react()
        self._keys.press(Key.Key_F6)
        self._shown(lambda: self._post.views[-1].direction == way, f"the lane to go {way}")

    def _group_comes(self) -> None:
        self._keys.react()
        self._keys.press(Key.Key_F2, "", Modifier.ShiftModifier)
        self._keys.type(CLASS)
        self._keys.press(Key.Key_Return, "\r")
        self._keys.press(Key.Key_Return, "\r")
        self._shown(lambda: self._post.gate.group.group is not None, "the group's list")

    def _group_through(self) -> None:
        self._keys.react()
        for _ in range(2):
            if self._post.gate.group.group is not None:
                self._keys.press(Key.Key_F2, "", Modifier.ShiftModifier)
        self._shown(lambda: self._post.gate.group.group is None, "the group's end")

    def _shown(self, so: Callable[[], bool], what: str) -> None:
        self._post.until(so, what)
