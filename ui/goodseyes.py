"""What the camera sees for the goods screen: tickets and numbers, which are read anyway, and barcodes when they are
wanted."""

from PySide6.QtCore import QObject, Signal

from app.capture.items import Image
from app.capture.mailbox import Mailbox
from app.decode.symbol import Symbol
from app.goods import barcode
from app.goods.number import tidy
from app.station.goods.tickets import SCHEME
from app.station.hooks import Hooks
from ui.threads import Jobs


class GoodsEyes(QObject):
    """ticket: the text of a code, once while it is in view. barcode: its digits, the same. What it looks for is said by
    `want_tickets` and `want_barcodes`."""

    ticket = Signal(str)
    barcode = Signal(str)
    _woken = Signal()

    def __init__(self, hooks: Hooks, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.want_tickets = self.want_barcodes = False
        self._jobs = jobs
        self._mailbox: Mailbox[tuple[Image, list[Symbol]]] = Mailbox()
        self._last_ticket = self._last_barcode = ""
        self._reading = False
        hooks.frame.append(self._put)
        self._woken.connect(self._take)

    def _put(self, image: Image, symbols: list[Symbol]) -> None:
        """In the camera's thread."""
        if (self.want_tickets or self.want_barcodes) and self._mailbox.put((image, symbols)):
            self._woken.emit()

    def _take(self) -> None:
        newest = self._mailbox.take()
        if newest is None:
            return
        image, symbols = newest
        if self.want_tickets:
            self._see([one for symbol in symbols if _is_ticket(one := symbol.text.strip())])
        if self.want_barcodes and not self._reading:
            self._reading = True
            self._jobs.run(lambda: barcode.read(image), self._read, lambda _error: self._read(""))

    def _see(self, found: list[str]) -> None:
        if found and found[0] != self._last_ticket:
            self.ticket.emit(found[0])
        self._last_ticket = found[0] if found else self._last_ticket

    def _read(self, code: str) -> None:
        self._reading = False
        if code and code != self._last_barcode and self.want_barcodes:
            self.barcode.emit(code)
        self._last_barcode = code or self._last_barcode

    def forget(self) -> None:
        """The same code is news again: another delivery is in hand, another line."""
        self._last_ticket = self._last_barcode = ""


def _is_ticket(text: str) -> bool:
    return text.startswith(SCHEME) or bool(tidy(text))
