"""What is printed beside a code: of a person, a delivery, a control point."""

from datetime import datetime

from app.clock import campus
from app.codes.campus_things import ControlPoint, GoodsTicket
from app.i18n import mark, tr
from app.policy.person import Person
from app.report.sheet_font import BLANK, lacking
from app.report.sheet_layouts import Card

CLASSES = {"protective": mark("防疫物资"), "daily": mark("生活物资")}


def person_card(person: Person, payload: str, until: datetime) -> Card:
    """The code is the person's own, so the number stands in full."""
    last = tr("有效至 {day}", day=f"{campus(until):%Y-%m-%d}")
    return _card(payload, person.number, person.name, person.college, person.class_name, person.place, last)


def ticket_card(ticket: GoodsTicket, payload: str, start: datetime, end: datetime) -> Card:
    span = tr("{start} 至 {end}", start=f"{campus(start):%m-%d %H:%M}", end=f"{campus(end):%m-%d %H:%M}")
    return _card(payload, ticket.number, ticket.name, tr(CLASSES[ticket.goods_class]), ticket.vehicle, span)


def point_card(point: ControlPoint, payload: str) -> Card:
    return _card(payload, point.number, point.name, point.place)


def by_hand(card: Card) -> str:
    """A sentence that names what the font could not print of this card; empty where nothing is lacking."""
    letters = lacking("".join((card.name, card.number, *card.lines)))
    if not letters:
        return ""
    named = tr("、").join(f"{letter}（U+{ord(letter):04X}）" for letter in letters)
    return tr(
        "{number} {name}：字库里没有 {letters}，纸上留了空位“{blank}”，请手写补上。",
        number=card.number, name=card.name, letters=named, blank=BLANK,
    )  # fmt: skip


def _card(payload: str, number: str, name: str, *lines: str) -> Card:
    return Card(payload, number, name, tuple(line for line in lines if line))
