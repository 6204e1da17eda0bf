"""A goods ticket over the whole screen: large enough for a phone or a gun, and for the printer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel

from app.codes.campus_picture import MODULE
from app.errors import UserError
from app.goods.difference import figure
from app.goods.state import Delivery
from app.goods.words import called
from app.i18n import mark, tr
from app.station.goods.tickets import Ticket
from ui.printing import Leaf, Print, print_leaf
from ui.widgets.boxes import Panel, column, row
from ui.widgets.keybar import Hint
from ui.widgets.text import Text

SIDE = 520
"""Pixels of the code at most."""
LINES = 12
SIGNED = mark("库房扫此码接收。有效 3 天。")
UNSIGNED = mark("本站没有签发密钥：码里只有单号，库房请与放行记录或纸面核对。")


class GoodsTicketPage(Panel):
    """left: it has been taken away, or seen."""

    left = Signal()

    def __init__(self, to_print: Print = print_leaf) -> None:
        self._print = to_print
        self._leaf = Leaf("", ())
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(SIDE, SIDE)
        self.number, self.of = Text("", "title", bold=True, wrap=True), Text("", "lead", wrap=True)
        self.lines, self.about = Text("", wrap=True), Text("", tone="quiet", wrap=True)
        self.said = Text("", tone="accent", wrap=True)
        words = column(
            Text(mark("物资通行单"), "lead", "admit", bold=True), self.number, self.of, 6, self.lines, 6, self.about,
            self.said, None, gap=10,
        )  # fmt: skip
        across = row(self.picture, gap=32, margins=(32, 24, 32, 24))
        across.addLayout(words, 1)
        super().__init__(across)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def hints(self) -> tuple[Hint, ...]:
        return (Hint("F9", mark("打印")), Hint("Enter", mark("继续")), Hint("Esc", mark("返回")))

    def show_ticket(self, delivery: Delivery, ticket: Ticket) -> None:
        """Show it until a key is pressed."""
        lines = tuple(f"{one.name}  {figure(one.quantity)} {one.unit}" for one in delivery.released)
        way = (
            tr("{carrier} · {means}", carrier=delivery.values["carrier"], means=delivery.values["means"]),
            tr("{route} → {store}", route=delivery.values["route"], store=delivery.values["store"]),
        )
        about = tr(SIGNED) if ticket.signed else tr(UNSIGNED)
        self._leaf = Leaf(
            tr("物资通行单 {number}", number=delivery.number), (called(delivery), *lines, *way), about, ticket.picture
        )
        self.number.say(lambda: delivery.number)
        self.of.say(lambda: "\n".join((called(delivery), *way)))
        self.lines.say(lambda: _listed(lines))
        self.about.say(SIGNED if ticket.signed else UNSIGNED, "quiet" if ticket.signed else "hold")
        self.said.say("")
        self._show_picture(ticket.picture)
        self.setFocus()

    def print(self) -> None:
        """On paper, by the system's own dialog."""
        try:
            if self._print(self._leaf):
                self.said.say(mark("已送打印机，请把通行单交给转运人。"), "accent")
        except UserError as error:
            sentence = str(error)
            self.said.say(lambda: sentence, "refuse")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_F9:
            self.print()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_picture(self, png: bytes) -> None:
        """In whole pixels a module, or a gun reads nothing."""
        drawn = QPixmap()
        drawn.loadFromData(png)
        modules = max(drawn.width() // MODULE, 1)
        side = modules * max(SIDE // modules, 1)
        self.picture.setPixmap(drawn.scaled(side, side))


def _listed(lines: tuple[str, ...]) -> str:
    rest = len(lines) - LINES
    more = (tr("另有 {count} 项", count=rest),) if rest > 0 else ()
    return "\n".join((*lines[:LINES], *more))
