"""The goods post: deliveries with their clocks, the sixteen items of the one in hand, and the one next thing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.goods.items import GROUPS, ITEMS, Item, Standing, label
from app.goods.lists import Named
from app.goods.state import Delivery
from app.goods.words import called, item_text, lasted, phase_word, problem_word
from app.i18n import mark, tr
from app.records.goods_items import CHECK
from ui.screens.goods.fields import ABOUT, agent_changed, before, fields_of
from ui.screens.goods.lines import GoodsLines
from ui.screens.goods.misread import Misread
from ui.screens.goods.next import Thing
from ui.widgets.boxes import Panel, column, row
from ui.widgets.choice import Choice
from ui.widgets.deliveries import LIST_WIDTH, Deliveries, DeliveryView
from ui.widgets.nextthing import NextThing
from ui.widgets.sixteen import CellView, Sixteen
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text, Words

_ASK = (Field("text", mark("车牌、送货人电话，或扫预约通行单"), optional=True),)


class GoodsDock(QWidget):
    """noted: (item, what was typed). lined: fields of a step. Other signals: see the screen, which does the acts."""

    noted = Signal(str, dict)
    lined = Signal(dict)
    arrived = Signal(str)
    reasoned = Signal(str)
    left = Signal()
    pressed = Signal()
    chosen = Signal(str)
    item_chosen = Signal(str)

    def __init__(self, find: Callable[[str, Callable[[Named | None], None]], None]) -> None:
        super().__init__()
        self.here = Deliveries(mark("在场的物资"), mark("没有在场的物资。按 F2 登记新到的一车。"))
        self.loops = Deliveries(mark("未闭环"), mark("没有未闭环的物资。"))
        self.sixteen, self.lines = Sixteen(), GoodsLines(find)
        self.head, self.number = Text("", "lead", bold=True), Text("", tone="quiet", elide=True)
        self.clock, self.count = Text("", "lead", bold=True), Text("", "lead", "quiet", bold=True)
        self.next, self.work = NextThing(), QStackedWidget()
        self.ask = SmallForm(mark("新到一车"), _ASK, mark("开始登记"))
        self.why = SmallForm("", (Field("why", mark("原因")),), mark("登记"))
        self.forms = {item.name: SmallForm(item.label, fields_of(item), mark("登记"), columns=4)
                      for item in ITEMS if item.name != "lines"}  # fmt: skip
        for page in (self.next, self.lines, self.ask, self.why, *self.forms.values()):
            self.work.addWidget(page)
            if isinstance(page, SmallForm):
                page.narrow()
        self._connect()
        self._lay_out()

    def _lay_out(self) -> None:
        lists = column(self.here, self.loops, gap=10)
        lists.setStretch(0, 3)
        lists.setStretch(1, 2)
        side = QWidget()
        side.setLayout(lists)
        side.setFixedWidth(LIST_WIDTH)
        top = row(self.head, self.number, self.count, self.clock, margins=(18, 6, 18, 6), gap=16)
        top.setStretch(1, 1)
        right = column(Panel(top), self.work, self.sixteen, gap=8)
        right.setStretch(1, 1)
        across = row(side, gap=14, margins=(14, 12, 14, 12))
        across.addLayout(right, 1)
        self.setLayout(across)

    def _connect(self) -> None:
        for name, form in self.forms.items():
            form.given.connect(self._noter(name))
            form.left.connect(self.left)
            agent = form.editor("agent") if name.endswith("_disinfected") else None
            if isinstance(agent, Choice):
                agent.activated.connect(self._agent(name))
        self.lines.given.connect(self.lined)
        self.lines.done.connect(self.left)
        self.lines.form.left.connect(self.left)
        self.ask.given.connect(lambda given: self.arrived.emit(given["text"]))
        self.why.given.connect(lambda given: self.reasoned.emit(given["why"]))
        self.ask.left.connect(self.left)
        self.why.left.connect(self.left)
        self.next.pressed.connect(self.pressed)
        self.here.chosen.connect(self.chosen)
        self.loops.chosen.connect(self.chosen)
        self.sixteen.chosen.connect(self.item_chosen)

    # What is shown

    def show_deliveries(self, here: Sequence[DeliveryView], loops: Sequence[DeliveryView]) -> None:
        """Those at the post, and those whose loop is open."""
        self.here.show_deliveries(here)
        self.loops.show_deliveries(loops)

    def show_delivery(self, one: Delivery | None, item: str, now: datetime) -> None:
        """The one in hand, and the item to do now."""
        self.sixteen.setVisible(one is not None)
        if one is None:
            for text in (self.head, self.number, self.clock, self.count):
                text.say("")
            self.head.say(mark("物资通道"))
            return
        self.head.say(lambda: called(one))
        self.number.say(lambda: " · ".join((one.number, phase_word(one.phase), *map(problem_word, one.problems))))
        self.count.say(lambda: f"{one.complete} / {len(ITEMS)}")
        self.show_clock(one, now)
        cells = [_cell(standing, one, item) for standing in one.standings]
        self.sixteen.show_cells(GROUPS, cells)

    def show_clock(self, one: Delivery, now: datetime) -> None:
        """How long it has been here, or was."""
        clock = lasted(one.began_at, one.closed_at or now)
        self.clock.say(lambda: clock)

    def show_item(self, item: Item, one: Delivery, again: Mapping[str, Any], supplier: str) -> None:
        """The form of an item."""
        if item.name == "lines":
            self.work.setCurrentWidget(self.lines)
            self.lines.begin(one, supplier)
            return
        form = self.forms[item.name]
        self.work.setCurrentWidget(form)
        standing = next(each for each in one.standings if each.item is item)
        about = (lambda: _objection(one, item)) if standing.state == "bad" else ABOUT.get(item.name, "")
        said = before(item, one, again)
        form.begin(_title(item), about, **said)
        fields = fields_of(item)
        if said:
            form.turn_to(next((field.name for field in fields if not said.get(field.name)), fields[0].name))

    def show_next(self, thing: Thing) -> None:
        """No item is next, but this."""
        self.next.show_thing(thing.lead, thing.about, thing.button, thing.tone)
        if not self.shows_next:
            self.work.setCurrentWidget(self.next)
            self.next.setFocus()

    @property
    def shows_next(self) -> bool:
        """Whether no form is in front, but the one next thing."""
        return self.work.currentWidget() is self.next

    def ask_arrival(self) -> None:
        """What has come."""
        self.work.setCurrentWidget(self.ask)
        self.ask.begin(about=mark("常来的车和送货人会带出上次的登记，请逐项核对。都没有就直接回车。"))

    def ask_why(self, title: Words, about: Words) -> None:
        """Why something is done that is not usual."""
        self.work.setCurrentWidget(self.why)
        self.why.begin(title, about)

    def say_problem(self, words: Words, wrong: Misread) -> bool:
        """What does not do, in the form in front; False where none is. What was probably meant is put into the line, to
        be confirmed; what may be right is taken by Enter."""
        form = self.work.currentWidget()
        form = form.form if isinstance(form, GoodsLines) else form
        if not isinstance(form, SmallForm):
            return False
        if wrong.instead:
            form.fill(**{wrong.field: wrong.instead})
        again = bool(wrong.instead or wrong.doubted)
        form.say_problem(words, wrong.field if wrong.field in form.values() else "", again=again)
        return True

    def _noter(self, name: str) -> Callable[[dict[str, str]], None]:
        return lambda given: self.noted.emit(name, given)

    def _agent(self, name: str) -> Callable[[int], None]:
        item = next(one for one in ITEMS if one.name == name)

        def changed(_at: int) -> None:
            form = self.forms[name]
            form.fill(**agent_changed(item, form.values()["agent"]))

        return changed


def _why(one: Delivery, item: Item) -> str:
    """What is wrong with an item, in the language in use now."""
    return next(each.why for each in one.standings if each.item is item)


def _objection(one: Delivery, item: Item) -> str:
    why = _why(one, item)
    if item.group != CHECK:
        return why
    return tr("{why}。换了送货人的，先重新登记“送货人”；否则按 F8。", why=why)


def _title(item: Item) -> Words:
    return lambda: tr("下一步 · {sheet} · {item}", sheet=tr(item.group), item=label(item))


def _cell(standing: Standing, one: Delivery, item: str) -> CellView:
    """What is not good about a deliverer is nobody's business but the guard's: it stands small in the form alone."""
    name = standing.item.name
    here = name == item
    if standing.state == "bad" and standing.item.group == CHECK:
        return CellView(name, standing.item.label, "held", mark("请到旁边"), here)
    found: Words = (
        (lambda: _why(one, standing.item))
        if standing.state == "bad"
        else (lambda: item_text(standing.item, one.values))
    )
    if standing.state == "missing" and not one.outcome:
        found = mark("现在做这一项") if here else (lambda: item_text(standing.item, one.values) or tr("未完成"))
    shown = "next" if here and standing.state == "missing" else standing.state
    return CellView(name, standing.item.label, shown, found, here)
