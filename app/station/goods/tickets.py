"""Goods tickets (物资通行单): given out for what was released, and looked at where a store takes it over."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from app.codes.campus_picture import png
from app.codes.campus_things import GoodsTicket
from app.codes.claim import Claim
from app.codes.registry import recognise
from app.decode.symbol import Symbol
from app.errors import UserError
from app.goods.number import tidy
from app.goods.state import Delivery
from app.goods.ticket import expected, ticket_of
from app.i18n import tr
from app.policy.words import sentence
from app.records.goods_step import Counted
from app.station.goods.board import Board
from app.station.issuing import Issuing
from app.station.local import LocalPost

VALID = timedelta(days=3)
"""How long the ticket of a released delivery holds: it is carried the same day."""
SCHEME = "GP1:"


def is_code(text: str) -> bool:
    """Whether a text is the code of a ticket, of whatever kind, rather than something typed."""
    return text.upper().startswith(SCHEME)


@dataclass(frozen=True, slots=True)
class Ticket:
    """number: of the delivery. payload: what the code says; where it is not signed, the number alone. token: its
    serial, empty where it is not signed. picture: the code, a PNG of 8 pixels a module."""

    number: str
    payload: str
    token: str = ""
    picture: bytes = field(default=b"", repr=False)

    @property
    def signed(self) -> bool:
        return bool(self.token)


@dataclass(frozen=True, slots=True)
class Presented:
    """What the store was shown: trust `verified` for a signed ticket, `seen` for a number that somebody read.

    expected: name, quantity and unit of what should be there; more: lines that the ticket had no room for. delivery:
    as this PC's own ledger has it; None where it has not.
    """

    number: str
    trust: Literal["verified", "seen"]
    name: str = ""
    store: str = ""
    token: str = ""
    lines: tuple[Counted, ...] = ()
    more: int = 0
    delivery: Delivery | None = None

    @property
    def expected(self) -> list[dict[str, Any]]:
        return [{"name": one.name, "quantity": one.quantity, "unit": one.unit} for one in self.lines]


class Tickets:
    """The tickets of one post. A payload that was given out is shown again while the program runs; it is kept nowhere,
    and so signed anew after that."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self._issuing = Issuing(post.database)
        self._given: dict[str, Ticket] = {}

    def of(self, delivery: Delivery) -> tuple[Ticket, bool]:
        """The ticket of a released delivery, and whether it is a new signed one."""
        known = self._given.get(delivery.number)
        if known is not None:
            return known, False
        if not self._issuing.can_sign():
            ticket = Ticket(delivery.number, delivery.number, picture=png(delivery.number))
        else:
            now = self._post.clock()
            signer = self._issuing.signer(now)
            payload = signer.ticket(ticket_of(delivery), now, now + VALID)
            self._issuing.register(signer)
            ticket = Ticket(delivery.number, payload, next(iter(signer.signed)), png(payload))
        self._given[delivery.number] = ticket
        return ticket, ticket.signed

    def expected(self, text: str) -> GoodsTicket | None:
        """What the ticket of an expected delivery says; None where the text is no code. UserError where it does not
        hold."""
        return self._verified(text)[0] if is_code(text) else None

    def presented(self, text: str, board: Board) -> Presented:
        """What a scan or a typed number stands for. UserError where it is no ticket, or one that does not hold."""
        text = text.strip()
        if is_code(text):
            return self._scanned(text, board)
        delivery = board.find(text)
        if delivery is None:
            number = tidy(text)
            if not number:
                raise UserError(
                    tr("“{text}”不是物资通行单，也不是本机已有的单号。请再扫一次，或键入完整单号。", text=text[:24])
                )
            return Presented(number, "seen")
        return _known(delivery, "seen")

    def _scanned(self, text: str, board: Board) -> Presented:
        ticket, token = self._verified(text)
        if ticket.load is None:
            raise UserError(tr("这是预约的通行单，物资还没有放行。请联系物资通道核对。"))
        delivery = board.find(ticket.number)
        if delivery is not None and delivery.known:
            return _known(delivery, "verified", token)
        return _of(ticket, token, delivery)

    def _verified(self, text: str) -> tuple[GoodsTicket, str]:
        """The ticket and its serial."""
        claim: Claim = recognise(Symbol("Text", text.encode()), self._post.trust(), self._post.clock())
        if claim.kind != "goods-ticket" or claim.ticket is None:
            raise UserError(tr("这不是物资通行单。请扫通行单上的码，或键入单号。"))
        if claim.trust != "verified":
            raise UserError(tr("通行单无效：{why} 请联系物资通道核对。", why=sentence(claim.reason)))
        return claim.ticket, claim.token


def _known(delivery: Delivery, trust: Literal["verified", "seen"], token: str = "") -> Presented:
    """By this PC's own records; what was received before is not expected again."""
    lines = delivery.outstanding if delivery.received_at else delivery.released
    name = next((line.supplier for line in delivery.values.get("lines", ()) if line.supplier), "")
    return Presented(
        delivery.number, trust, name, delivery.values.get("store", ""), token, lines, delivery.more, delivery
    )


def _of(ticket: GoodsTicket, token: str, delivery: Delivery | None) -> Presented:
    lines = expected(ticket)
    more = ticket.load.more if ticket.load else 0
    store = ticket.load.store if ticket.load else ""
    return Presented(ticket.number, "verified", ticket.name, store, token, lines, more, delivery)
