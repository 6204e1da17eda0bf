"""The gate. One person stands before the guard; the screen says one thing, and every key does one thing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from app.capture.keyed import SENTENCES, Doubt
from app.capture.wedge import Gun
from app.clock import Clock, system
from app.i18n import mark
from app.lane.view import LaneView
from app.station.pagestate import PageState
from ui.answers import face_of
from ui.found import next_seeable, without_mask
from ui.keyboard import InputMethods, Keyboard, Stroke
from ui.post import LanePost
from ui.screens.gate.face import GateFace
from ui.screens.gate.group import GateGroup
from ui.screens.gate.hints import hints
from ui.screens.gate.keys import GateKeys, Press
from ui.screens.gate.override import Twice
from ui.screens.gate.waiting import GateWaiting
from ui.screens.gate.whose import Whose
from ui.screens.screen import Screen
from ui.threads import Jobs, Signals
from ui.typed import Celsius, Code, Meant, NextPerson, Typing, Unclear
from ui.widgets.keybar import Hint
from ui.widgets.preview import NO_CAMERA
from ui.widgets.retell import Retold
from ui.widgets.sounds import Sounds

if TYPE_CHECKING:
    from ui.screens.gate.back import GateBack
    from ui.screens.lookup import Lookup

PASSAGES = 12
HISTORY = 3


class Gate(Retold, Screen):
    """Shows the lane, and turns keys into what the guard means."""

    def __init__(
        self, post: LanePost, signals: Signals, jobs: Jobs, sounds: Sounds, clock: Clock = system
    ) -> None:  # fmt: skip
        super().__init__()
        self._post, self._signals, self._jobs, self._sounds = post, signals, jobs, sounds
        self._view: LaneView | None = None
        self._details_open = self._page_notice = False
        self._heard = 0
        self._whose = Whose()
        self._keys, self._typing, self._keyboard = GateKeys(), Typing(), Keyboard()
        self.group = GateGroup(post, jobs, self)
        self.face = GateFace(self._make_lookup, self._make_back, self.group)
        self.waiting = GateWaiting(post, jobs, self.face.waiting, self, clock)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.face)
        self._settling = QTimer(self, singleShot=True)
        self._settling.timeout.connect(self.settle)
        self._twice = Twice(lambda: post.override(""), self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        InputMethods(self, self._refuse_input_method)
        self._listen()

    def _listen(self) -> None:
        self._signals.lane.connect(self.show_view)
        self._signals.frame.connect(self._show_frame)
        self._signals.device.connect(self._show_device)
        self._signals.pages.connect(self.show_pages)
        for part in (self.group, self._twice):
            part.said.connect(self.said)
        self.group.changed.connect(self._group_changed)
        self.group.closed.connect(self._close_aside)
        self.waiting.changed.connect(self.hints_changed)

    def _make_lookup(self) -> "Lookup":
        from ui.screens.lookup import Lookup

        lookup = Lookup(self._post.find_people, self._jobs)
        lookup.chosen.connect(self._identified)
        lookup.closed.connect(self._close_aside)
        return lookup

    def _make_back(self) -> "GateBack":
        from ui.screens.gate.back import GateBack

        back = GateBack(self._post, self._jobs)
        back.closed.connect(self._close_aside)
        back.problem.connect(self._complain)
        return back

    # What is shown

    def opened(self) -> None:
        settings = self._post.settings
        self._typing.use(Gun(prefix=settings.gun_prefix, suffix=settings.gun_suffix))
        self.setFocus()
        if not settings.camera:
            self.face.preview.show_problem(NO_CAMERA)
        self.refresh()
        self.waiting.begin()

    def hints(self) -> tuple[Hint, ...]:
        if self.face.aside is not None:
            return self.face.aside.hints()
        group = self.group.group is not None
        waiting, prefix = bool(self.waiting.first), self._keys.waiting
        return hints(self._view, prefix=prefix, group=group, waiting=waiting, details=self._details_open)

    def show_view(self, view: LaneView) -> None:
        """The lane has something new to show."""
        if self._view is not None and view.person != self._view.person:
            self._details_open = False
        self._whose.follow(view)
        self._view = view
        self.group.follow(view)
        self._tell()
        seq = view.seq or 0
        new = view.phase == "decided" and seq != self._heard
        if new:
            self._heard = seq
            self._sounds.play("admit" if view.overridden else face_of(view).sound)
        if new or view.notice == "taken-back":
            self.refresh()
            self.waiting.refresh()
        self.hints_changed.emit()

    def show_pages(self, state: PageState) -> None:
        """The reading of pages does something else now."""
        self.face.show_pages(state)
        if state.notice:
            self.said.emit(state.notice, "hint")
        elif self._page_notice:
            self.said.emit("", "hint")
        self._page_notice = bool(state.notice)

    def refresh(self) -> None:
        """Read the last passages and today's counts again, and who of a group has come."""
        self.group.refresh()
        self._jobs.run(lambda: self._post.passages(PASSAGES), self.face.show_passages, self._complain)
        self._jobs.run(self._post.tally, self.face.recent.show_today, self._complain)

    def retell(self) -> None:
        self._tell()

    def _tell(self) -> None:
        if self._view is not None:
            self.face.show_view(self._view, self._typing.figure, open_=self._details_open)

    def _show_frame(self) -> None:
        newest = self._signals.take_frame()
        if newest is not None:
            self.face.show_frame(*newest)

    def _show_device(self, name: str, state: str, sentence: str) -> None:
        if name == "camera" and state in ("missing", "busy", "lost"):
            self.face.preview.show_problem(sentence)

    def _complain(self, error: Exception) -> None:
        self.said.emit(lambda: str(error), "problem")

    # What was typed

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Tab is the end of a code for many guns; the gate keeps the keys."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        at = event.timestamp() / 1000
        firing = self._typing.firing(at)
        if not firing and self._keys.takes(event):
            press = self._keys.read(event)
            self.hints_changed.emit()
            if press is not None:
                self._act(press)
            return
        stroke = self._keyboard.read(event, firing=firing)
        if stroke is None:
            event.ignore()  # the window's own keys
        else:
            self._type(stroke, at)

    def _type(self, stroke: Stroke, at: float) -> None:
        shown = self._typing.figure
        for character in stroke.text or ("",):
            self._mean(self._typing.key(character, at, caps=stroke.caps))
        if self._typing.figure != shown:  # a code of 3,000 characters is not drawn 3,000 times
            self._tell()
        self._settling.start(round(self._typing.patience * 1000))

    @property
    def settles_in(self) -> int:
        """Milliseconds from the last key until what stands there is settled."""
        return self._settling.interval()

    def settle(self) -> None:
        """A pause in the typing: what stands there is what was meant."""
        for character in self._keyboard.end().text:
            self._mean(self._typing.key(character, self._typing.last))
        self._mean(self._typing.pause())
        self._tell()

    def _refuse_input_method(self) -> None:
        self._typing.clear()
        self._mean([Unclear(SENTENCES[Doubt.WIDE])])

    def _mean(self, meant: list[Meant]) -> None:
        for one in meant:
            if isinstance(one, Code):
                self._post.scan_text(one.data)
            elif isinstance(one, Celsius):
                self._post.type_temperature(one.value)
            elif isinstance(one, NextPerson):
                self._act(Press("next"))
            elif isinstance(one, Unclear):
                self.said.emit(one.why, "hint")

    # What the keys mean

    def _act(self, press: Press) -> None:
        if press.act != "override":
            self._twice.calm()
        acts: dict[str, Callable[[], None]] = {
            "next": self._post.next_person,
            "clear": self._clear,
            "help": lambda: self.face.show_help(not self.face.helping),
            "lookup": lambda: self.face.show_aside(self.face.lookup),
            "back": lambda: self.face.show_aside(self.face.back),
            "group": self.group.end if self.group.group else lambda: self.face.show_aside(self.group.form),
            "tick": lambda: self.group.tick(self.waiting.first),
            "step": lambda: self.group.step(1 if press.good else -1),
            "admit": lambda: self._judge(True),
            "seen": lambda: self._look(next_seeable(self._view), press.good),
            "page": self._post.read_page,
            "cough": lambda: self._post.look("symptoms", False, self._whose.case),
            "mask": lambda: self._post.look("mask", without_mask(self._view), self._whose.case),
            "turn": self._turn,
            "details": self._toggle_details,
            "refuse": lambda: self._judge(False),
            "decide": self._post.decide_now,
            "override": self._twice.press,
            "look": lambda: self._look(press.line, press.good),
        }
        acts[press.act]()
        self.hints_changed.emit()

    def _clear(self) -> None:
        """Esc takes away the topmost thing: the help, what is being typed, then the person's evidence."""
        if self.face.helping:
            self.face.show_help(False)
        elif self._typing.pending:
            self._typing.clear()
            self._tell()
        else:
            self._post.clear()

    def _turn(self) -> None:
        self._post.turn("in" if self._view is not None and self._view.direction == "out" else "out")

    def _look(self, line: int, good: bool) -> None:
        checks = self._view.decision.checks if self._view else ()
        if 1 <= line <= len(checks):
            self._post.look(checks[line - 1].item, good, self._whose.case)
        else:
            self.said.emit(mark("没有需要目视核验的项目。"), "hint")

    def _judge(self, admitted: bool) -> None:
        view = self._view
        asked = view is not None and view.phase == "decided" and not view.overridden
        if view is not None and asked and view.decision.verdict == "undecided":
            self._post.judge(admitted, self._whose.case)
        else:
            self.said.emit(mark("只有“转人工核验”时才由您判断。"), "hint")

    def _toggle_details(self) -> None:
        self._details_open = not self._details_open
        self._tell()
        person = self._view.person if self._view else None
        if self._details_open and person is not None:
            number = person.number
            self._jobs.run(lambda: self._post.passages(HISTORY, number), self.face.details.show_history, self._complain)

    def _identified(self, number: str) -> None:
        self._close_aside()
        self._post.identify(number)

    def _close_aside(self) -> None:
        self.face.show_aside(None)
        self.setFocus()
        self.hints_changed.emit()

    def _group_changed(self) -> None:
        self._tell()
        self._close_aside()
