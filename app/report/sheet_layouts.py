"""How cards stand on a sheet: labels for people, tickets for goods, large signs for control points."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from app.i18n import mark, tr
from app.report.sheet_code import Fit, boxes, fit
from app.report.sheet_pen import Pen

PAGE_WIDTH = 210.0


class Card(NamedTuple):
    """One code with what stands beside it. number: what it is listed by. lines: from the most important down."""

    payload: str
    number: str
    name: str
    lines: tuple[str, ...]


Draw: TypeAlias = Callable[["Layout", Pen, Card, Fit, float, float], None]


@dataclass(frozen=True, slots=True)
class Layout:
    """A grid of cells, `width` by `height` mm, from `top` down, in the middle of the page. code: the side of the
    square for a code, with its quiet zone. levels: of error correction, the best first."""

    title: str
    foot: str
    columns: int
    rows: int
    width: float
    height: float
    top: float
    code: float
    levels: str
    draw: Draw

    @property
    def cells(self) -> int:
        return self.columns * self.rows

    @property
    def left(self) -> float:
        return (PAGE_WIDTH - self.columns * self.width) / 2

    def fits(self, card: Card) -> Fit | None:
        """How the card's code is drawn here; None where it would be too small to be read."""
        return fit(card.payload, self.code, self.levels)


def _label(layout: Layout, pen: Pen, card: Card, how: Fit, x: float, y: float) -> None:
    """The code at the left; name, number and the rest beside it."""
    pen.fill(boxes(card.payload, how, x + 0.5, y + (layout.height - layout.code) / 2, layout.code))
    start, width = x + layout.code + 1, layout.width - layout.code - 3
    down = pen.write(card.name, start, y + 3, width, 13, bold=True, lines=2)
    down = pen.write(card.number, start, down + 0.6, width, 9)
    for at, line in enumerate(card.lines):
        down = pen.write(line, start, down + 0.3, width, 7.5, lines=1 if at else 2)


def _ticket(layout: Layout, pen: Pen, card: Card, how: Fit, x: float, y: float) -> None:
    """The code at the left; beside it whose delivery it is, with the number large."""
    pen.fill(boxes(card.payload, how, x + 1, y + (layout.height - layout.code) / 2, layout.code))
    start, width = x + layout.code + 1, layout.width - layout.code - 4
    down = pen.write(tr(layout.title), start, y + 9, width, 9)
    down = pen.write(card.number, start, down + 1, width, 14, bold=True, lines=2)
    down = pen.write(card.name, start, down + 1, width, 12, bold=True, lines=2)
    for line in card.lines:
        down = pen.write(line, start, down + 0.8, width, 9, lines=2)


def _sign(layout: Layout, pen: Pen, card: Card, how: Fit, x: float, y: float) -> None:
    """A sign for a wall: what it is, where, the code, and what to do."""
    inside, width = x + 10, layout.width - 20
    down = pen.write(tr("点位"), inside, y + 5, width, 14, centred=True)
    down = pen.write(card.name, inside, down, width, 28, bold=True, centred=True)
    pen.write("　".join((card.number, *card.lines)), inside, down, width, 13, centred=True)
    code_top = y + layout.height - layout.code - 15
    pen.fill(boxes(card.payload, how, x + (layout.width - layout.code) / 2, code_top, layout.code))
    pen.write(tr("请巡逻人员扫描"), inside, code_top + layout.code, width, 16, bold=True, centred=True)


PEOPLE = Layout(
    mark("校园码"), mark("凭码可通行，请妥善保管，发给本人，勿转发"),
    columns=3, rows=7, width=64, height=39.4, top=8, code=36, levels="ML", draw=_label,
)  # fmt: skip
TICKETS = Layout(
    mark("物资通行单"), mark("凭单可送货，请妥善保管，只发给送货人"),
    columns=2, rows=4, width=95, height=68, top=10, code=52, levels="QML", draw=_ticket,
)  # fmt: skip
POINTS = Layout(
    mark("点位码"), mark("张贴在点位现场"),
    columns=1, rows=2, width=190, height=138, top=8, code=88, levels="HQML", draw=_sign,
)  # fmt: skip
