"""Goods (物资): the goods post's deliveries, the store's reception, the tickets between them, by the keyboard alone."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.clock import Clock
from app.goods.items import NAMED
from app.goods.recall import Last
from app.goods.release import hindrances
from app.goods.state import Delivery
from app.i18n import tr
from app.station.goods.post import GoodsPost
from app.station.goods.tickets import Presented, Ticket
from ui.goodseyes import GoodsEyes
from ui.printing import Print, print_leaf
from ui.screens.goods.acts import GoodsActs
from ui.screens.goods.cards import cards
from ui.screens.goods.dock import GoodsDock
from ui.screens.goods.hand import InHand
from ui.screens.goods.keys import KEYS, MOVES, REASONS, STEPS, dock_hints
from ui.screens.goods.misread import Misread
from ui.screens.goods.next import next_thing
from ui.screens.goods.purchases import GoodsPurchases
from ui.screens.goods.store import GoodsStore
from ui.screens.goods.ticket import GoodsTicketPage
from ui.screens.screen import Screen
from ui.screens.whileseen import WhileSeen
from ui.threads import Jobs, Signals
from ui.widgets.boxes import column
from ui.widgets.keybar import Hint

T = TypeVar("T")
TICK_MS, READ_AGAIN = 1_000, 20
"""Clocks go by the second; what others wrote is looked for every so many."""


class Goods(Screen):
    """What it shows of a delivery is what is on the disk."""

    def __init__(
        self, post: GoodsPost, signals: Signals, jobs: Jobs, clock: Clock, to_print: Print = print_leaf,
        eyes: GoodsEyes | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._post, self._jobs, self._clock, self._eyes = post, jobs, clock, eyes
        self.hand, self._laid = InHand(), ""
        self._again: dict[str, Last] = {}
        self._ticks = 0
        self._reasoned: Callable[[str, str], None] | None = None
        self.acts = GoodsActs(post, jobs, clock, self)
        self.dock, self.store = GoodsDock(self.acts.find), GoodsStore()
        self.ticket, self.purchases = GoodsTicketPage(to_print), GoodsPurchases()
        self.pages = QStackedWidget()
        for page in (self.dock, self.store, self.ticket, self.purchases):
            self.pages.addWidget(page)
        self.setLayout(column(self.pages, gap=0))
        self._timer = WhileSeen(self, TICK_MS, self.tick)
        self._connect(signals)
        self._bind()

    def _connect(self, signals: Signals) -> None:
        dock, acts = self.dock, self.acts
        dock.noted.connect(lambda name, given: acts.note(self.hand.number, name, given))
        dock.lined.connect(lambda raw: acts.note_raw(self.hand.number, raw))
        dock.arrived.connect(acts.arrive)
        dock.reasoned.connect(self._give_reason)
        dock.pressed.connect(self._press)
        dock.chosen.connect(self._mover(self.hand.choose))
        dock.item_chosen.connect(self._mover(self.hand.choose_item))
        for page in (dock, self.ticket, self.purchases):
            page.left.connect(self._back)
        self.store.asked.connect(acts.present)
        self.store.counted.connect(acts.receive)
        self.purchases.chosen.connect(lambda one: acts.take_purchase(self.hand.number, one))
        self.purchases.file.connect(acts.import_purchases)
        acts.done.connect(self._done)
        acts.arrived.connect(self._arrived)
        acts.ticketed.connect(self._show_ticket)
        acts.presented.connect(self._show_presented)
        acts.received.connect(self._received)
        acts.listed.connect(self.purchases.show_purchases)
        acts.failed.connect(self._failed)
        acts.said.connect(self.said)
        signals.lane.connect(acts.lane.see)
        acts.lane.see(signals.came)  # the first deliverer was in the lane before this screen was made
        if self._eyes is not None:
            self._eyes.ticket.connect(acts.present)
            self._eyes.barcode.connect(dock.lines.scanned)

    def _bind(self) -> None:
        keys: dict[str, Callable[[], None]] = {key.cap: self._presser(key.act) for key in KEYS}
        keys |= {cap: partial(self._mover(self.hand.step), by) for cap, by in STEPS.items()}
        keys |= {cap: partial(self._mover(self.hand.move), by) for cap, by in MOVES.items()}
        self.bind(keys)

    # What is shown

    def opened(self) -> None:
        self._timer.start()
        self._laid = ""
        self.refresh()

    def hints(self) -> tuple[Hint, ...]:
        page = self.pages.currentWidget()
        if isinstance(page, GoodsTicketPage | GoodsPurchases | GoodsStore):
            return page.hints()
        one = self.hand.one
        ready = one is not None and not hindrances(one, self._clock())
        return dock_hints(one, self.hand.item, ready=ready)

    def refresh(self) -> None:
        """Read the deliveries again."""
        self._jobs.run(self._post.board.open, self._show, self._failed)

    def tick(self) -> None:
        """The clocks go on, and what others wrote is looked for now and then."""
        self._ticks += 1
        if self._ticks % READ_AGAIN == 0:
            self.refresh()
        else:
            self._tell()

    def _show(self, some: list[Delivery]) -> None:
        self.hand.show(some)
        self._tell()

    def _tell(self) -> None:
        """Lists and clocks as they are now; the form only where another thing is to be done, so that nothing that is
        being typed is lost."""
        now, one, item = self._clock(), self.hand.one, self.hand.item
        here, loops = cards(self.hand.some, self.hand.number, now)
        self.dock.show_deliveries(here, loops)
        self.store.show_loops(loops)
        self.dock.show_delivery(one, item, now)
        thing = next_thing(one, now)
        laid = f"{self.hand.number} {item} {len(one.steps) if one else 0} {thing.act}"
        if item and laid != self._laid:
            self._show_item()
        elif not item and (laid != self._laid or self.dock.shows_next):
            self.dock.show_next(thing)
        self._laid = laid
        self._look()
        self.hints_changed.emit()

    def _show_item(self) -> None:
        one, again = self.hand.one, self._again.get(self.hand.number)
        if one is not None:
            supplier = again.suppliers[0] if again and again.suppliers else ""
            self.dock.show_item(NAMED[self.hand.item], one, again.values if again else {}, supplier)

    def _look(self) -> None:
        """What the camera is to look for."""
        if self._eyes is not None:
            self._eyes.want_barcodes = self.pages.currentWidget() is self.dock and self.hand.item == "lines"
            self._eyes.want_tickets = self.pages.currentWidget() is self.store

    def _turn_to(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self._look()
        self.hints_changed.emit()

    # What comes back

    def _done(self, delivery: Delivery) -> None:
        """It stands like this now, on the disk."""
        self.hand.put(delivery)
        self.said.emit("", "hint")
        self.pages.setCurrentWidget(self.dock)
        self._tell()

    def _arrived(self, delivery: Delivery, again: Last | None) -> None:
        if again is not None:
            self._again[delivery.number] = again
        self.hand.put(delivery)
        self.hand.choose(delivery.number)
        self._done(delivery)
        if again is not None:
            self.said.emit(lambda: tr("来过 {times} 次，已带出上次的登记，请逐项核对。", times=again.times), "hint")

    def _show_ticket(self, delivery: Delivery, ticket: Ticket) -> None:
        self._done(delivery)
        self.ticket.show_ticket(delivery, ticket)
        self._turn_to(self.ticket)
        self.ticket.setFocus()

    def _show_presented(self, presented: Presented) -> None:
        self.said.emit("", "hint")
        self._turn_to(self.store)
        self.store.show_presented(presented)
        self.hints_changed.emit()

    def _received(self, delivery: Delivery) -> None:
        self.store.show_received(delivery)
        if self._eyes is not None:
            self._eyes.forget()
        self.hints_changed.emit()
        self.refresh()

    def _failed(self, error: Exception) -> None:
        """It was not written: what was typed stays. It is said where it is mended, else across the top."""
        sentence = str(error)
        wrong = error if isinstance(error, Misread) else Misread(sentence, "")
        at_form = self.pages.currentWidget() is self.dock and self.dock.say_problem(lambda: sentence, wrong)
        self.said.emit("" if at_form else lambda: sentence, "problem")
        if self.store.form is not None:
            self.store.form.set_busy(False)

    # What the hands do

    def press(self, act: str) -> None:
        """One act, by its name in goodskeys; nothing where it is none here."""
        page = self.pages.currentWidget()
        if page is self.dock:
            todo = {"turn": self._turn, "arrive": self.dock.ask_arrival, **self._dock_acts()}
        elif page is self.store:
            todo = {"turn": self._back, "release": self.store.match_all, "part": lambda: self.store.take(whole=False)}
        else:
            todo = {"ticket": self.ticket.print} if page is self.ticket else {"arrive": self.purchases.ask}
        if act in todo:
            todo[act]()

    def _dock_acts(self) -> dict[str, Callable[[], None]]:
        """With the delivery in hand."""
        one, acts = self.hand.one, self.acts
        if one is None:
            return {}
        if one.phase == "open":
            return {
                "release": lambda: acts.release(one.number), "lane": lambda: acts.take_lane(one.number),
                "strike": lambda: acts.strike(one.number, self.dock.lines.line),
                "refuse": self._ask_why("refuse", acts.refuse), "purchases": self._ask_purchase,
            }  # fmt: skip
        if not one.loop_open:
            return {}
        found: dict[str, Callable[[], None]] = {"close": self._ask_why("close", acts.close)}
        if one.known and one.outcome == "released":
            found["ticket"] = lambda: acts.ticket(one)
        if one.phase == "released":
            found["carry"] = lambda: acts.carry(one.number)
        return found

    def _presser(self, act: str) -> Callable[[], None]:
        return lambda: self.press(act)

    def _press(self) -> None:
        """Enter on the one next thing."""
        self.press(next_thing(self.hand.one, self._clock()).act)

    def _ask_why(self, act: str, then: Callable[[str, str], None]) -> Callable[[], None]:
        """What is done with a reason alone, once somebody has given it."""

        def ask() -> None:
            self._reasoned = then
            self.dock.ask_why(*REASONS[act])

        return ask

    def _give_reason(self, why: str) -> None:
        if self._reasoned is not None:
            self._reasoned(self.hand.number, why)

    def _ask_purchase(self) -> None:
        self._turn_to(self.purchases)
        self.acts.list_purchases()

    def _turn(self) -> None:
        """To the store."""
        self._turn_to(self.store)
        self.store.forget()

    def _back(self) -> None:
        """To the deliveries, and to what is next."""
        self.hand.onward()
        self._turn_to(self.dock)
        self._lay_anew()

    def _mover(self, move: Callable[[T], None]) -> Callable[[T], None]:
        """To another delivery, or another item."""

        def moved(to: T) -> None:
            if self.pages.currentWidget() is self.dock:
                move(to)
                self._lay_anew()

        return moved

    def _lay_anew(self) -> None:
        self._laid = ""
        self._tell()
