"""What the night check looks like: the floors, the room in hand or the list of cases, the form that is open."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.dormitory.called import house
from app.dormitory.resident import Resident
from app.dormitory.rounds.calls import Call
from app.i18n import mark, tr
from app.station.nightbook import NightPage, Open
from ui.screens.night.forms import forms
from ui.screens.night.hand import NightHand
from ui.screens.night.words import NIGHT, bed_views, case_line, progress, room_about, whom
from ui.theme import state
from ui.widgets.beds import Beds
from ui.widgets.boxes import Panel, column, row
from ui.widgets.legend import Legend
from ui.widgets.nextthing import NextThing
from ui.widgets.roommap import RoomMap
from ui.widgets.text import Text

ASIDE = 340
"""Pixels; the map beside it takes the rest of 1366."""
ROOM, CASES = range(2)
Calls = Callable[[Resident], Sequence[Call]]


class NightFace(QWidget):
    """It shows what it is told. listing: the list of cases has the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.map, self.beds, self.legend = RoomMap(NIGHT), Beds(), Legend(NIGHT)
        self.building, self.progress = Text("", "lead", bold=True), Text("", "small")
        self.title, self.about = Text("", "title", bold=True), Text("", "small", "quiet", wrap=True)
        self.notice = Text("", "small", "attention", wrap=True)
        self.count = Text("", "small", "attention", bold=True)
        self.cases, self.none = QListWidget(), Text(mark("没有未归的人。"), tone="quiet", wrap=True)
        self.begin, self.forms = NextThing(), forms()
        self.ground, self.aside = QStackedWidget(), QStackedWidget()
        self.listing = False
        self._lay_out()

    def _lay_out(self) -> None:
        state(self.cases, list=True)
        self.cases.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cases.setWordWrap(True)
        room = column(self.title, self.about, self.beds, self.notice, None, self.count, margins=(16, 12, 16, 12))
        self.aside.addWidget(Panel(room))
        head = Text(mark("未归，要打电话"), "lead", bold=True)
        self.aside.addWidget(Panel(column(head, self.none, self.cases, margins=(16, 12, 8, 12))))
        for form in self.forms.values():
            self.aside.addWidget(form)
        self.aside.setFixedWidth(ASIDE)
        checked = QWidget()
        checked.setLayout(column(self.map, self.legend, gap=8))
        self.ground.addWidget(self.begin)
        self.ground.addWidget(checked)
        across = row(gap=12)
        across.addWidget(self.ground, 1)
        across.addWidget(self.aside)
        top = row(self.building, None, self.progress, gap=8)
        self.setLayout(column(top, across, margins=(14, 10, 14, 10), gap=10))

    @property
    def filling(self) -> bool:
        """Whether a form does."""
        return self.aside.currentIndex() > CASES

    def turn_to(self, form: str = "", *, listing: bool = False) -> None:
        """The form of that name, the list of cases, or the room."""
        self.listing = listing
        if form:
            self.aside.setCurrentWidget(self.forms[form])
        else:
            self.aside.setCurrentIndex(CASES if listing else ROOM)

    def tell(self, hand: NightHand, calls: Calls, *, may: bool, private: bool) -> None:
        """Show it as it stands; nothing where nothing was read. may: whoever is on duty keeps the check."""
        page = hand.page
        self.map.show_floors(hand.floors, hand.room_number)
        self.beds.show_beds(bed_views(hand, private=private))
        if page is None:
            for text in (self.building, self.progress, self.title, self.about, self.notice, self.count):
                text.say("")
            self.cases.clear()
            return
        self.building.say(lambda: tr("{building}查寝 · {night} 夜", building=house(page.building),
                                     night=f"{page.hours.day:%m-%d}"))  # fmt: skip
        self.progress.say(lambda: progress(page))
        self.ground.setCurrentIndex(int(page.check is not None))
        if not self.filling:  # without rooms there is nothing to see but what earlier nights left open
            self.aside.setCurrentIndex(CASES if self.listing or page.check is None else ROOM)
        self._tell_begin(page, may=may)
        self._tell_room(hand, calls, private=private)
        self._list(hand, page, calls, private=private)

    def _tell_begin(self, page: NightPage, *, may: bool) -> None:
        opens, late = f"{page.hours.opens:%H:%M}", f"{page.hours.late_from:%H:%M}"
        self.begin.show_thing(
            mark("今晚还没有开始查寝"),
            lambda: tr("{opens} 开始，{late} 以后回来的是晚归。公寓门登记在楼内的人自动算在寝，其余的逐寝点名。",
                       opens=opens, late=late),
            mark("开始查寝") if may else "",
        )  # fmt: skip

    def _tell_room(self, hand: NightHand, calls: Calls, *, private: bool) -> None:
        room, line, many = hand.room, hand.line, len(hand.cases())
        self.title.say((lambda: tr("{room} 寝", room=room.room)) if room else "")
        self.about.say((lambda: room_about(room)) if room else "")
        one = next((each for each in hand.cases() if line and each.resident.number == hand.bed), None)
        tell = one is not None and not private
        self.notice.say((lambda: whom(one, calls(one.resident))) if one and tell else "")
        self.notice.setVisible(bool(self.notice.full))
        self.count.say((lambda: tr("未归 {count} 人，F5 看名单、打电话", count=many)) if many else "")

    def _list(self, hand: NightHand, page: NightPage, calls: Calls, *, private: bool) -> None:
        """The one that was chosen stays chosen."""
        at, cases = max(self.cases.currentRow(), 0), hand.cases()
        self.cases.clear()
        for one in cases:
            self.cases.addItem(QListWidgetItem(case_line(one, calls(one.resident), page, private=private)))
        self.cases.setCurrentRow(min(at, len(cases) - 1))
        self.none.setVisible(not cases)

    def case(self, hand: NightHand) -> Open | None:
        """Whoever an act is about: the chosen one of the list, else the bed in hand."""
        cases = hand.cases()
        if self.listing:
            at = self.cases.currentRow()
            return cases[at] if 0 <= at < len(cases) else None
        if hand.line is None or hand.page is None:
            return None
        line = hand.line
        known = next((one for one in cases if one.resident.number == hand.bed), None)
        return known or Open(hand.page.hours.day, line.resident, line.called, line.at)
