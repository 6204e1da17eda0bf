"""Observation (留观): who is observed and what is due now, one at a time, by the keys alone; the rooms beside them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget

from app.clock import Clock
from app.dormitory.observe.conditions import ready
from app.dormitory.observe.words import condition_word
from app.dormitory.responsible import Responsible
from app.dormitory.today.item import Lead
from app.errors import UserError
from app.i18n import mark, tr
from app.records.problem import RecordProblems
from app.station.observation import ObservationPost, Observed, Page
from ui.screens.observation.forms import doing, forms
from ui.screens.observation.keys import KEYS, NAMED, STEPS, Act, allowed, hints, next_act
from ui.screens.observation.list import cards, released_cards, room_rows
from ui.screens.observation.person import PersonInHand
from ui.screens.screen import Screen
from ui.screens.whileseen import WhileSeen
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.deliveries import LIST_WIDTH, Deliveries
from ui.widgets.keybar import Hint
from ui.widgets.lines import Column, Lines
from ui.widgets.text import Text

READ_AGAIN_MS = 10_000
"""What others wrote is looked for so often, and what is due by the clock."""
ROOMS_WIDTH = 268


class Observation(Screen):
    """What it shows of somebody is what is on the disk."""

    def __init__(self, post: ObservationPost, jobs: Jobs, clock: Clock) -> None:
        super().__init__()
        self._post, self._jobs, self._clock = post, jobs, clock
        self.page, self._places, self._releases = Page([], [], []), False, False
        self._number, self._called = "", ""
        self._act: Act | None = None
        self.people = Deliveries(mark("正在留观"), mark("现在没有人留观。"))
        self.released = Deliveries(mark("已解除留观"), mark("最近没有解除留观的人。"))
        self.people.chosen.connect(self.choose)
        columns = (Column(mark("留观房")), Column(mark("已住"), number=True), Column(mark("用途"), wide=True))
        self.rooms = Lines(columns)
        self.rooms.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rooms.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.free = Text("", "small", "quiet", wrap=True)
        self.person, self.forms, self.work = PersonInHand(), forms(), QStackedWidget()
        self.work.addWidget(self.person.next)
        for act, form in self.forms.items():
            form.narrow()
            form.given.connect(partial(self._given, act))
            form.left.connect(self._leave_form)
            self.work.addWidget(form)
        self.person.next.pressed.connect(self._press)
        self._lay_out()
        self._timer = WhileSeen(self, READ_AGAIN_MS, self.refresh)
        self._bind()

    def _lay_out(self) -> None:
        for one in (self.people, self.released):
            one.setFixedWidth(LIST_WIDTH)
        left = column(self.people, self.released, gap=12)
        left.setStretch(0, 3)
        left.setStretch(1, 1)
        middle = column(self.person, self.work, gap=12)
        middle.setStretch(0, 3)
        middle.setStretch(1, 2)
        rooms = Panel(column(self.rooms, self.free, margins=(10, 10, 10, 10)))
        rooms.setFixedWidth(ROOMS_WIDTH)
        layout = row(left, middle, rooms, margins=(14, 14, 14, 14), gap=14)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _bind(self) -> None:
        keys: dict[str, Callable[[], None]] = {key.cap: partial(self.press, key.act) for key in KEYS}
        keys |= {cap: partial(self._step, by) for cap, by in STEPS.items()}
        self.bind(keys)

    # What is shown

    def opened(self) -> None:
        self._timer.start()
        self._places, self._releases = self._post.may_place, self._post.may_release
        self.page, self._called = Page([], [], []), ""
        self._jobs.run(self._post.opened, lambda _none: None, self._failed)
        self._leave_form()
        self._tell()
        self.refresh()

    def take_up(self, lead: Lead) -> None:
        """Somebody is in hand as soon as the list is read."""
        if lead.number:
            self.choose(lead.number)

    def hints(self) -> tuple[Hint, ...]:
        return hints(self.one, places=self._places, releases=self._releases, filling=self._act is not None)

    @property
    def one(self) -> Observed | None:
        """Whoever is in hand."""
        return next((one for one in self.page.people if one.stay.number == self._number), None)

    def refresh(self) -> None:
        """Read everything again."""
        self._jobs.run(self._post.page, self._show, self._failed)

    def _show(self, page: Page) -> None:
        """Whoever is in hand stays so; where they are gone the most pressing one is."""
        self.page = page
        if self.one is None:
            self._number = page.people[0].stay.number if page.people else ""
            if self._act not in (None, "place"):
                self._leave_form()
        self._tell()

    def _tell(self) -> None:
        self.people.show_deliveries(cards(self.page.people, self._number))
        self.released.show_deliveries(released_cards(self.page.released))
        self.rooms.show_rows(room_rows(self.page.rooms))
        free = sum(max(one.free, 0) for one in self.page.rooms)
        self.free.say((lambda: tr("还空 {free} 床", free=free)) if self.page.rooms else mark("还没有导入留观房间。"))
        one = self.one
        self.person.show_observed(one, self._clock(), places=self._places, releases=self._releases)
        if one is None or self._called != one.stay.number:
            self.person.clear_calls()
        self._call(one)
        self.hints_changed.emit()

    def _call(self, one: Observed | None) -> None:
        """Whom to call about whoever is in hand is looked up once."""
        if one is None or self._called == one.stay.number:
            return
        self._called = one.stay.number

        def show(chain: Sequence[Responsible]) -> None:
            if self.one is not None and self.one.stay.number == one.stay.number:
                self.person.show_calls(one, chain)

        self._jobs.run(lambda: self._post.responsible(one.stay.number), show, self._failed)

    # What the hands do

    def choose(self, number: str) -> None:
        """Somebody else is in hand."""
        self._number = number
        self._leave_form()
        self._tell()

    def press(self, act: Act) -> None:
        """One act; nothing where nobody is in hand, or by whoever may not."""
        one = self.one if NAMED[act].about_one else None
        if NAMED[act].about_one and one is None:
            return
        if not allowed(act, places=self._places, releases=self._releases):
            why = mark("只有校医可以解除留观。") if act == "release" else mark("您没有安排留观的权限。")
            self.said.emit(why, "hint")
            return
        self._act = act
        form = self.forms[act]
        self.work.setCurrentWidget(form)
        title = (lambda: f"{tr(NAMED[act].does)} · {one.person.name}") if one else None
        form.begin(title, (lambda: _open(one)) if one and act == "release" else "")
        self.hints_changed.emit()

    def _press(self) -> None:
        if self.one is not None and (act := next_act(self.one, places=self._places, releases=self._releases)):
            self.press(act)

    def _step(self, by: int) -> None:
        if self.page.people and self._act is None:
            numbers = [one.stay.number for one in self.page.people]
            at = numbers.index(self._number) if self._number in numbers else 0
            self.choose(numbers[max(0, min(len(numbers) - 1, at + by))])

    def _given(self, act: Act, given: dict[str, str]) -> None:
        one = self.one
        if one is None and act != "place":
            return
        try:
            work = doing(self._post, one, act, given)
        except UserError as error:
            self._failed(error)
            return
        self.forms[act].set_busy(True)
        self._jobs.run(work, self._done, self._failed)

    def _done(self, _done: object) -> None:
        """It is on the disk."""
        self.said.emit("", "hint")
        self._called = ""
        self._leave_form()
        self.refresh()

    def _failed(self, error: Exception) -> None:
        """Nothing was written: what was typed stays, and how they stand is read again."""
        problems = error.problems if isinstance(error, RecordProblems) else []
        sentence = problems[0].sentence if problems else str(error)
        if self._act is not None:  # and not above it too: both are higher than a small screen
            self.forms[self._act].say_problem(lambda: sentence)
        else:
            self.said.emit(lambda: sentence, "problem")

    def _leave_form(self) -> None:
        self._act = None
        self.work.setCurrentWidget(self.person.next)
        self.person.next.setFocus()
        self.hints_changed.emit()


def _open(one: Observed) -> str:
    """What a release does not have yet: the officer decides, and the record says so."""
    found = [each for each in one.watched.conditions if each.state != "met"]
    if ready(one.watched.conditions):
        return tr("条件都已满足。")
    return tr("还没有满足：{what}。仍要解除时，记录会写明。", what="；".join(condition_word(each) for each in found))
