"""The goods gate: every delivery through its sixteen items by keys, its deliverer from the lane."""

import threading
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.morning.guard import Gatekeeper
from tests.morning.keys import Key, Modifier, reacting
from tests.morning.post import MorningPost
from tests.morning.script_goods import Load
from ui.screens.goods.screen import Goods

ENTER = Key.Key_Return
SPRAYED = [ENTER] * 4
"""Agent, concentration, minutes and operator stand there; each is confirmed, but for the first operator's name."""
STORED = ["store 3", ENTER]
ACTS = 31
"""Minutes for which the strongest agent has to act."""
AT_ONCE = 4
READY = "可以放行"


class Dockhand:
    """pressed: keys at the goods screen. told: what the screen said of deliveries that could not be released."""

    def __init__(self, post: MorningPost, guard: Gatekeeper) -> None:
        self._post, self._guard = post, guard
        self._numbers: dict[str, str] = {}
        self.pressed = 0
        self.told: list[str] = []

    def play(self, loads: Sequence[Load]) -> None:
        """All of them, some at a time."""
        self._post.window.activateWindow()
        with reacting(self._post.clock.steady):
            for begin in range(0, len(loads), AT_ONCE):
                self._together(loads[begin : begin + AT_ONCE])

    def _together(self, some: Sequence[Load]) -> None:
        for load in some:
            self._arrive(load)
        self._post.clock.turn(60 * ACTS)
        for load in some:
            if load.delivery.right == "released":
                self._release(load)

    def right(self, loads: Sequence[Load]) -> dict[str, str]:
        """What the ledger should say of each, by the number that it was given."""
        return {self._numbers[load.plate]: load.delivery.right for load in loads}

    # One delivery

    def _arrive(self, load: Load) -> None:
        self._post.window.open("gate")
        self._guard.serve(load.driver.who, load.driver.scene.brings, {})
        self._post.window.open("goods")
        self._settle()
        self._begin(load)
        self._keys(Key.Key_F3)
        if load.delivery.trouble == "refused":
            self._keys(Key.Key_F8, "to the medical room", ENTER)
            return
        self._lines(load)
        self._keys("Baicheng", ENTER, ENTER, "0530", ENTER)
        self._keys(ENTER, ENTER, ENTER, "liu", ENTER, *SPRAYED, *SPRAYED, *SPRAYED)
        self._keys("lin", ENTER, "cart", ENTER, "west gate", ENTER)
        if load.delivery.trouble != "store":
            self._keys(*STORED)

    def _begin(self, load: Load) -> None:
        self._keys(Key.Key_F2)
        self._screen.dock.ask.fill(text=load.plate)  # no keyboard types the province's sign
        self._keys(ENTER)
        if load.delivery.trouble == "plate":
            self._keys(ENTER)
        assert self._screen.hand.one is not None
        self._numbers[load.plate] = self._screen.hand.number

    def _lines(self, load: Load) -> None:
        self._keys("1", ENTER)
        for name, quantity, unit in load.delivery.lines:
            self._keys(name, ENTER, quantity, ENTER, unit)
            if load.delivery.trouble == "cold":
                self._keys(ENTER, ENTER, Key.Key_Down, ENTER, ENTER)
                self.told.append(self._screen.dock.lines.form.problem)
                self._keys("JL-1", ENTER)
            else:
                self._control(ENTER)
        self._control(ENTER)

    def _release(self, load: Load) -> None:
        number = self._numbers[load.plate]
        for _ in range(AT_ONCE + len(self._numbers)):
            if self._screen.hand.number != number:
                self._keys(Key.Key_PageDown)
        assert self._screen.hand.number == number
        if load.delivery.trouble == "store":
            self._keys(Key.Key_F5)
            self.told.append(self._screen.dock.forms["store"].problem)
            self._keys(*STORED)
        ready = self._screen.dock.next
        self._post.until(lambda: self._screen.dock.shows_next and ready.lead.full == READY, f"{load.plate}, all done")
        self._keys(ENTER, ENTER)

    # Hands

    @property
    def _screen(self) -> Goods:
        screen = self._post.window.made("goods")
        assert isinstance(screen, Goods)
        return screen

    def _keys(self, *typed: str | Qt.Key) -> None:
        for one in typed:
            if isinstance(one, str):
                self.pressed += len(one)
                QTest.keyClicks(self._focus(), one)
            else:
                self.pressed += 1
                QTest.keyClick(self._focus(), one)
            self._settle()

    def _control(self, key: Qt.Key) -> None:
        self.pressed += 2
        QTest.keyClick(self._focus(), key, Modifier.ControlModifier)
        self._settle()

    def _focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def _settle(self) -> None:
        """What the screen has asked of the post is answered, and shown."""
        jobs = self._post.program._jobs  # type: ignore[union-attr]
        together, done = threading.Barrier(2), list[int]()
        for _ in range(2):  # both of the two workers: nothing that was asked before is still under way
            jobs.run(lambda: together.wait(30), done.append, print)
        self._post.until(lambda: len(done) == 2, "the goods screen")
        self._post.app.processEvents()
