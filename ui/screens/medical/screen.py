"""The medical duty room (医疗防控值班室): who waits, who is in hand, who is kept; one at a time, by the keys alone."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedWidget

from app.clock import Clock
from app.errors import UserError
from app.i18n import mark, tr
from app.medical.state import Patient
from app.medical.words import called
from app.records.problem import RecordProblems
from app.station.medical import MedicalPost
from ui.screens.medical.forms import doing, forms
from ui.screens.medical.keys import KEYS, NAMED, STEPS, hints, next_act
from ui.screens.medical.list import cards
from ui.screens.medical.person import PersonInHand
from ui.screens.screen import Screen
from ui.screens.whileseen import WhileSeen
from ui.threads import Jobs
from ui.widgets.boxes import column, row
from ui.widgets.deliveries import LIST_WIDTH, Deliveries
from ui.widgets.keybar import Hint

TICK_MS, READ_AGAIN = 1_000, 5
"""Clocks go by the second; what gates and other officers wrote is looked for every so many."""


class Medical(Screen):
    """What it shows of somebody is what is on the disk."""

    def __init__(self, post: MedicalPost, jobs: Jobs, clock: Clock) -> None:
        super().__init__()
        self._post, self._jobs, self._clock = post, jobs, clock
        self.some: list[Patient] = []
        self._gone: list[Patient] = []
        self._key, self._act, self._ticks = "", "", 0
        self.waiting = Deliveries(mark("等候、处置和留观"), mark("没有等候的人。门岗转来的人会自动出现在这里。"))
        self.released = Deliveries(mark("今天已放行"), mark("今天还没有放行的人。"))
        for one in (self.waiting, self.released):
            one.setFixedWidth(LIST_WIDTH)
        self.waiting.chosen.connect(self.choose)
        self.person, self.forms, self.work = PersonInHand(), forms(), QStackedWidget()
        self.work.addWidget(self.person.next)
        for act, form in self.forms.items():
            form.given.connect(partial(self._given, act))
            form.left.connect(self._leave_form)
            self.work.addWidget(form)
        self.person.next.pressed.connect(self._press)
        left = column(self.waiting, self.released, gap=12)
        left.setStretch(0, 3)
        left.setStretch(1, 2)
        right = column(self.person, self.work, gap=12)
        right.setStretch(0, 3)
        right.setStretch(1, 2)
        layout = row(left, right, margins=(14, 14, 14, 14), gap=14)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._timer = WhileSeen(self, TICK_MS, self.tick)
        self._bind()

    def _bind(self) -> None:
        keys: dict[str, Callable[[], None]] = {key.cap: partial(self.press, key.act) for key in KEYS}
        keys |= {cap: partial(self._step, by) for cap, by in STEPS.items()}
        self.bind(keys)

    # What is shown

    def opened(self) -> None:
        self._timer.start()
        self._jobs.run(self._post.opened, lambda _none: None, self._failed)
        self._leave_form()
        self.refresh()

    def hints(self) -> tuple[Hint, ...]:
        return hints(self.one, decides=self._post.may_decide, filling=bool(self._act))

    @property
    def one(self) -> Patient | None:
        """Whoever is in hand."""
        return next((one for one in self.some if one.key == self._key), None)

    def refresh(self) -> None:
        """Read the list again."""
        self._jobs.run(lambda: (self._post.worklist(), self._post.released()), self._show, self._failed)

    def tick(self) -> None:
        """The clocks go on, and what others wrote is looked for now and then."""
        self._ticks += 1
        if self._ticks % READ_AGAIN == 0:
            self.refresh()
        else:
            self._tell()

    def _show(self, found: tuple[list[Patient], list[Patient]]) -> None:
        """Whoever is in hand stays so; where they are gone the next one is."""
        self.some, self._gone = found
        if self.one is None:
            self._key = self.some[0].key if self.some else ""
            if self._act:
                self._leave_form()
        self._tell()

    def _tell(self) -> None:
        now = self._clock()
        self.waiting.show_deliveries(cards(self.some, self._key, now))
        self.released.show_deliveries(cards(self._gone, "", now))
        self.person.show_patient(self.one, now, decides=self._post.may_decide)
        self.hints_changed.emit()

    # What the hands do

    def choose(self, key: str) -> None:
        """Somebody else is in hand."""
        self._key = key
        self._leave_form()
        self._tell()

    def press(self, act: str) -> None:
        """One act, by its name in medicalkeys; nothing where nobody is in hand, or by whoever may not."""
        one = self.one
        if one is None or not self._post.may_decide:
            self.said.emit(mark("只有校医可以处置。") if one else "", "hint")
        elif act == "take":
            self._do(lambda: self._post.take(one))
        else:
            self._act = act
            form = self.forms[act]
            self.work.setCurrentWidget(form)
            form.begin(lambda: f"{tr(NAMED[act].does)} · {called(one)}")
            self.hints_changed.emit()

    def _press(self) -> None:
        if self.one is not None and (act := next_act(self.one)):
            self.press(act)

    def _step(self, by: int) -> None:
        if self.some and not self._act:
            keys = [one.key for one in self.some]
            at = keys.index(self._key) if self._key in keys else 0
            self.choose(keys[max(0, min(len(keys) - 1, at + by))])

    def _given(self, act: str, given: dict[str, str]) -> None:
        one = self.one
        if one is None:
            return
        try:
            work = doing(self._post, one, act, given, self._clock())
        except UserError as error:
            self._failed(error)
            return
        self.forms[act].set_busy(True)
        self._do(work)

    def _do(self, work: Callable[[], Patient]) -> None:
        self._jobs.run(work, self._done, self._failed)

    def _done(self, patient: Patient) -> None:
        """It is on the disk. Whoever was released makes room for the next one."""
        self.said.emit("", "hint")
        self._leave_form()
        if not patient.held:
            self._key = ""
        self.refresh()

    def _failed(self, error: Exception) -> None:
        """Nothing was written: what was typed stays, and how they stand is read again."""
        problems = error.problems if isinstance(error, RecordProblems) else []
        sentence = problems[0].sentence if problems else str(error)
        if self._act:  # and not above it too: both are higher than a small screen
            self.forms[self._act].say_problem(lambda: sentence)
        else:
            self.said.emit(lambda: sentence, "problem")
        self.refresh()

    def _leave_form(self) -> None:
        self._act = ""
        self.work.setCurrentWidget(self.person.next)
        self.person.next.setFocus()
        self.hints_changed.emit()
