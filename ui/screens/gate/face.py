"""What the gate shows: the picture and the last passages on the left, the answer and what it rests on on the right."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.capture.items import Image
from app.decode.symbol import Symbol
from app.i18n import mark, tr
from app.lane.view import LaneView
from app.policy.words import claim_word
from app.station.pagestate import IDLE, PageState
from ui.answers import answer
from ui.found import SOURCES, lines, notice, repeated
from ui.screens.gate.group import GateGroup
from ui.widgets.checklist import Checklist
from ui.widgets.person import NOBODY, UNKNOWN, PersonCard
from ui.widgets.preview import Preview
from ui.widgets.recent import Passed, RecentList
from ui.widgets.text import Words
from ui.widgets.verdict import VerdictPanel
from ui.widgets.waiting import WaitingList

if TYPE_CHECKING:
    from ui.screens.gate.back import GateBack
    from ui.screens.gate.groupform import GroupForm
    from ui.screens.keyhelp import KeyHelp
    from ui.screens.lookup import Lookup
    from ui.widgets.details import Details

Aside: TypeAlias = "Lookup | GateBack | GroupForm"
"""What may take the place of person and checklist for a moment."""


class GateFace(QWidget):
    """Made of what it is given; it decides nothing but where things stand. What is only shown on a key is made when the
    key is first pressed: nobody in front of the camera waits for it."""

    def __init__(
        self, lookup: "Callable[[], Lookup]", back: "Callable[[], GateBack]", group: GateGroup,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._make_lookup, self._make_back, self._group = lookup, back, group
        self.verdict, self.person, self.checklist = VerdictPanel(), PersonCard(), Checklist()
        self.preview, self.recent = Preview(), RecentList()
        self.waiting = WaitingList()
        self._lower_left, self._lower_right = QStackedWidget(), QStackedWidget()
        self._about = QWidget()
        self._pages, self._direction = IDLE, ""
        self._aside: Aside | None = None
        self._lay_out()

    @cached_property
    def lookup(self) -> "Lookup":
        return self._make_lookup()

    @cached_property
    def back(self) -> "GateBack":
        return self._make_back()

    @cached_property
    def details(self) -> "Details":
        from ui.widgets.details import Details

        return Details()

    @cached_property
    def help(self) -> "KeyHelp":
        from ui.screens.keyhelp import KeyHelp

        return KeyHelp(self)

    def show_view(self, view: LaneView, typing: str, *, open_: bool) -> None:
        """The lane, the digits being typed, and whether the details are open."""
        self.verdict.show_answer(answer(view))
        self.checklist.show_lines(lines(view, open_=open_))
        self._direction = tr("查进校") if view.direction == "in" else tr("查出校")
        self._caption()
        self._show_person(view)
        self._show_temperature(view, typing, open_)
        aside = self._group.list if self._group.group else self.recent
        _bring(self._lower_left, self.details if open_ else aside)
        if open_:
            self.details.show_view(view)

    def show_frame(self, image: Image, symbols: Sequence[Symbol]) -> None:
        """The newest picture."""
        self.preview.show_frame(image, symbols)

    def show_pages(self, state: PageState) -> None:
        """What the reading of pages does: the page in work is outlined in the picture, whose corner says the rest."""
        self._pages = state
        self.preview.outline(state.outline)
        self._caption()

    def show_aside(self, page: "Aside | None") -> None:
        """Something takes the place of person and checklist, or nothing does any more; the answer above stays."""
        self._aside = page
        _bring(self._lower_right, page or self._about)
        if page is not None:
            self.show_help(False)
            page.open()

    def show_help(self, shown: bool) -> None:
        """All keys, over everything."""
        if shown or self.helping:
            self.help.setGeometry(self.rect())
            self.help.setVisible(shown)
            self.help.raise_()

    @property
    def helping(self) -> bool:
        """Whether all keys are shown."""
        return "help" in vars(self) and not self.help.isHidden()

    @property
    def aside(self) -> "Aside | None":
        """What stands in the place of person and checklist."""
        return self._aside

    def show_passages(self, passages: Sequence[Passed]) -> None:
        """The last passages."""
        self.recent.show_passages(tuple(passages))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.helping:
            self.help.setGeometry(self.rect())

    def _caption(self) -> None:
        says = {"waiting": tr("拿稳手机，正在取画面…"), "reading": tr("正在识别页面…")}.get(self._pages.doing, "")
        if self._pages.kind is not None:
            says = tr("识别到{page}", page=claim_word(self._pages.kind))
        self.preview.say(" · ".join(part for part in (self._direction, says) if part))

    def _show_person(self, view: LaneView) -> None:
        if view.person is not None:
            self.person.show_person(view.person, *self._remark(view))
        else:
            words = NOBODY if view.phase == "waiting" else UNKNOWN
            self.person.show_nobody(words, (lambda: notice(view)) if view.notice else "")

    def _remark(self, view: LaneView) -> list[Words]:
        """What the guard should know of somebody; the gravest alone."""
        if view.notice:
            return [lambda: notice(view)]
        if view.repeats:
            return [lambda: repeated(view)]
        return [mark("不在集体名单上，按单人登记")] if self._group.stranger(view) else []

    def _show_temperature(self, view: LaneView, typing: str, open_: bool) -> None:
        """A figure that could say why somebody is held does not stand beside the face that says they are."""
        big = self.person.temperature
        held = view.phase == "decided" and view.decision.verdict in ("hold", "refer")
        if typing:
            big.show_typing(typing)
        elif view.temperature is None:
            big.clear()
        elif held and not open_:
            big.hide_figure()
        else:
            source = SOURCES[view.temperature.source]
            big.show_measured(view.temperature.celsius, lambda: f"℃ · {tr(source)}")

    def _lay_out(self) -> None:
        self._lower_left.addWidget(self.recent)
        under = QVBoxLayout(self._about)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(12)
        under.addWidget(self.person)
        under.addWidget(self.checklist)
        under.addStretch(1)
        self._lower_right.addWidget(self._about)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
        left.addWidget(self.preview, 6)
        left.addWidget(self.waiting)
        left.addWidget(self._lower_left, 5)
        right.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignTop)
        right.addWidget(self._lower_right, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(14)
        layout.addLayout(left, 43)
        layout.addLayout(right, 57)


def _bring(stack: QStackedWidget, page: QWidget) -> None:
    """To the front of its stack, into which it is put with the first time."""
    if stack.indexOf(page) < 0:
        stack.addWidget(page)
    stack.setCurrentWidget(page)
