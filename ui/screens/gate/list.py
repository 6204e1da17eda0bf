"""The list of a group at the gate: who is missing stands first, then who has passed."""

from collections.abc import Mapping

from PySide6.QtCore import Qt

from app.clock import campus
from app.i18n import mark, tr
from app.lane.group import Group
from app.policy.person import Person
from app.store.passages import Passed
from ui.widgets.boxes import Panel, column, row
from ui.widgets.lines import Column, Lines, Row
from ui.widgets.text import Text
from ui.words import FACES

_COLUMNS = (Column(mark("姓名"), wide=True), Column(mark("学工号")), Column(mark("状态")))


class GroupList(Panel):
    """One of those who are missing is in hand: the key that says somebody has come means that one."""

    def __init__(self) -> None:
        self._title, self._count = Text("", "small", "quiet", bold=True, elide=True), Text("", "small", bold=True)
        self.table = Lines(_COLUMNS)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = row(self._title, None, self._count)
        super().__init__(column(head, self.table, margins=(16, 10, 16, 10), gap=6))
        self._members: tuple[Person, ...] = ()
        self._came: Mapping[str, Passed] = {}

    @property
    def missing(self) -> list[Person]:
        """Whom nobody has let through yet, in the order of the list."""
        return [person for person in self._members if not self._through(person)]

    @property
    def chosen(self) -> str:
        """The number of the one in hand; empty where there is none."""
        return self.table.chosen

    def show_group(self, group: Group) -> None:
        """A new list, of whom nobody has come."""
        self._members = group.members
        self._title.say(lambda: group.name)
        self.table.show_rows([])
        self.show_came({})

    def show_came(self, came: Mapping[str, Passed]) -> None:
        """Who has passed, by number. When the one in hand has, the first who is missing is in hand."""
        self._came = came
        missing = self.missing
        done = [person for person in self._members if self._through(person)]
        held = self.chosen
        self.table.show_rows([self._row(person) for person in (*missing, *done)])
        numbers = [person.number for person in missing]
        self._take(numbers.index(held) if held in numbers else 0)
        self._count.say(
            lambda: tr("已过 {through} · 缺 {missing}", through=len(self._members) - len(missing), missing=len(missing))
        )

    def step(self, by: int) -> None:
        """The next one who is missing, or the one before; from the last to the first."""
        count = len(self.missing)
        if count:
            self._take((self.table.currentRow() + by) % count)

    def _take(self, at: int) -> None:
        self.table.setCurrentCell(at if self.missing else -1, 0)

    def _through(self, person: Person) -> bool:
        passed = self._came.get(person.number)
        return passed is not None and passed.admitted

    def _row(self, person: Person) -> Row:
        ink = "ink_2" if self._through(person) else "ink"
        return Row(person.number, lambda: (person.name, person.number, self._state(person)), ink)

    def _state(self, person: Person) -> str:
        """What became of them; hold and refer read alike here too."""
        passed = self._came.get(person.number)
        if passed is None:
            return "—"
        if passed.admitted:
            return f"✓ {campus(passed.at):%H:%M:%S}"
        return tr(FACES[passed.judged or passed.verdict].word)
