"""What is done at the goods screen, in the background: each act is answered by a signal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.clock import Clock
from app.errors import UserError
from app.goods.items import NAMED
from app.goods.lists import Listed, Named, Purchase
from app.goods.state import Delivery
from app.i18n import tr
from app.policy.asgiven import remark
from app.station.goods.post import GoodsPost
from app.station.goods.tickets import Presented
from ui.screens.goods.fields import raw_of
from ui.screens.goods.lane import LanePerson
from ui.screens.goods.misread import Misread, arrival_of
from ui.threads import Jobs


class GoodsActs(QObject):
    """done: a delivery as it stands after an act. arrived: it, and the last one of the same plate or phone. ticketed:
    it and its ticket. presented, received: at the store. listed: purchases. failed: a UserError or RecordProblems.
    said: words for the banner, and their sort."""

    done = Signal(object)
    arrived = Signal(object, object)
    ticketed = Signal(object, object)
    presented = Signal(object)
    received = Signal(object)
    listed = Signal(list)
    failed = Signal(object)
    said = Signal(object, str)

    def __init__(self, post: GoodsPost, jobs: Jobs, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post, self._jobs, self._clock = post, jobs, clock
        self.lane = LanePerson()
        self._doubted: tuple[str, str, str] = ("", "", "")

    def arrive(self, text: str) -> None:
        sure = self._sure("", "", text.strip())
        try:
            text = arrival_of(text, "text", sure)
        except Misread as error:
            self._doubt("", "", error)
            return
        note = remark(sure)
        self._jobs.run(lambda: self._post.arrive(text, note), lambda made: self.arrived.emit(*made), self.failed.emit)

    def note(self, number: str, name: str, given: dict[str, str]) -> None:
        """An item, as it was typed."""
        sure = self._sure(number, name, *given.values())
        try:
            raw = raw_of(NAMED[name], given, self._clock(), sure)
        except Misread as error:
            self._doubt(number, name, error)
            return
        self.note_raw(number, raw)

    def note_raw(self, number: str, raw: dict[str, Any]) -> None:
        self._do(lambda: self._post.note(number, raw))

    def take_lane(self, number: str) -> None:
        """The four checks, of whoever is in the lane."""
        try:
            raw = self.lane.take(number)
        except UserError as error:
            self.failed.emit(error)
            return
        self.note_raw(number, raw)

    def strike(self, number: str, line: int) -> None:
        self._do(lambda: self._post.strike(number, line, tr("登记有误")))

    def release(self, number: str) -> None:
        """And show the ticket."""

        def work() -> Any:
            delivery = self._post.release(number)
            return delivery, self._post.ticket(number)

        self._jobs.run(work, lambda made: self.ticketed.emit(*made), self.failed.emit)

    def ticket(self, delivery: Delivery) -> None:
        self._jobs.run(
            lambda: self._post.ticket(delivery.number),
            lambda made: self.ticketed.emit(delivery, made),
            self.failed.emit,
        )

    def carry(self, number: str) -> None:
        self._do(lambda: self._post.carry(number))

    def refuse(self, number: str, why: str) -> None:
        self._do(lambda: self._post.refuse(number, why))

    def close(self, number: str, why: str) -> None:
        self._do(lambda: self._post.close(number, why))

    # The store

    def present(self, text: str) -> None:
        self._jobs.run(lambda: self._post.present(text), self.presented.emit, self.failed.emit)

    def receive(self, presented: Presented, lines: list[dict[str, Any]], whole: bool, by: str, note: str) -> None:
        def work() -> Delivery:
            return self._post.receive(presented, lines, whole=whole, by=by, note=note)

        self._jobs.run(work, self.received.emit, self.failed.emit)

    # What was given beforehand

    def find(self, code: str, then: Callable[[Named | None], None]) -> None:
        """What goods of that barcode are called."""
        self._jobs.run(lambda: self._post.lists.named(code), then, self.failed.emit)

    def list_purchases(self) -> None:
        self._jobs.run(self._post.lists.purchases, self.listed.emit, self.failed.emit)

    def import_purchases(self, path: Path) -> None:
        def done(listed: Listed) -> None:
            refused = list(listed.refused)
            self.said.emit(
                lambda: " ".join((tr("已导入 {count} 张采购单。", count=len(listed.purchases)), *refused[:2])),
                "problem" if refused else "hint",
            )
            self.list_purchases()

        self._jobs.run(lambda: self._post.lists.import_purchases(path), done, self.failed.emit)

    def take_purchase(self, number: str, purchase: Purchase) -> None:
        """Its lines have come; what is cold still needs its report, and is said to."""
        lines = [
            {
                "name": one.name, "quantity": one.quantity, "unit": one.unit, "supplier": one.supplier,
                "cold_chain": one.cold_chain, "barcode": one.barcode,
            }
            for one in purchase.lines
        ]  # fmt: skip
        note = tr("采购单 {order}", order=purchase.order)
        self.note_raw(number, {"goods_class": purchase.goods_class, "lines": lines, "note": note})

    def _sure(self, number: str, name: str, *texts: str) -> str:
        """What was doubted in this line of this delivery just now, if it is given again; empty for nothing."""
        *where, text = self._doubted
        return text if where == [number, name] and text in texts else ""

    def _doubt(self, number: str, name: str, error: Misread) -> None:
        self._doubted = (number, name, error.doubted)
        self.failed.emit(error)

    def _do(self, work: Callable[[], Delivery]) -> None:
        self._jobs.run(work, self.done.emit, self.failed.emit)
