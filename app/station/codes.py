"""What somebody does with campus codes at a post: issues, prints and revokes them. Permitted and recorded here."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.clock import Clock
from app.codes.campus_things import ControlPoint
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.policy.person import Person
from app.station.duty import Duty
from app.station.issuing import POINT_VALID, TICKET_VALID, VALID, Issuing, Signer
from app.store.database import Database

if TYPE_CHECKING:
    from app.report.sheet import Progress
    from app.report.sheet_layouts import Card, Layout

_TOKEN = re.compile("[0-9a-f]{16,32}")
_PERMISSION = "code.issue"


@dataclass(frozen=True, slots=True)
class Printed:
    """count: codes on the sheet; no file where it is 0. refused: a sentence for each that is not on it. by_hand: one
    for each that lacks a character, which the font has not."""

    count: int
    refused: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()


class Codes:
    """The campus codes of one post."""

    def __init__(self, duty: Duty, database: Database, issuing: Issuing, clock: Clock) -> None:
        self._duty, self._database, self._issuing, self._clock = duty, database, issuing, clock

    def issue(self, person: Person, valid: timedelta = VALID) -> str:
        """The payload of a new code for `person`, valid for that long from now."""
        self._duty.permit(_PERMISSION)
        signer = self._issuing.signer(self._clock())
        payload = signer.person(person, valid)
        with self._database.write():
            self._issuing.register(signer)
            self._duty.audit("code.issue", person=person.number)
        return payload

    def print_people(
        self, people: Iterable[Person], path: Path, valid: timedelta = VALID, progress: "Progress | None" = None
    ) -> Printed:
        """New codes for `people`, in this order, as labels in a PDF."""
        from app.report.sheet_cards import person_card
        from app.report.sheet_layouts import PEOPLE

        signer = self._signer(path)

        def card(person: Person) -> "Card":
            return person_card(person, signer.person(person, valid), signer.now + valid)

        return self._print("people", PEOPLE, signer, [partial(card, one) for one in people], path, progress)

    def print_tickets(
        self, file: Path, path: Path, valid: timedelta = TICKET_VALID, progress: "Progress | None" = None
    ) -> Printed:
        """Tickets for the deliveries in a table; those without dates hold for that long from now. See sheet_table."""
        from app.report.sheet_cards import ticket_card
        from app.report.sheet_layouts import TICKETS
        from app.report.sheet_table import Expected, read_tickets

        signer = self._signer(path)
        listed = read_tickets(file, signer.now, valid)

        def card(one: Expected) -> "Card":
            return ticket_card(one.ticket, signer.ticket(one.ticket, one.start, one.end), one.start, one.end)

        cards = [partial(card, one) for one in listed.taken]
        return self._print("tickets", TICKETS, signer, cards, path, progress, listed.refused)

    def print_points(
        self, file: Path, path: Path, valid: timedelta = POINT_VALID, progress: "Progress | None" = None
    ) -> Printed:
        """Signs for the control points in a table. See sheet_table."""
        from app.report.sheet_cards import point_card
        from app.report.sheet_layouts import POINTS
        from app.report.sheet_table import read_points

        signer = self._signer(path)
        listed = read_points(file)

        def card(one: ControlPoint) -> "Card":
            return point_card(one, signer.point(one, valid))

        cards = [partial(card, one) for one in listed.taken]
        return self._print("points", POINTS, signer, cards, path, progress, listed.refused)

    def revoke(self, number: str, why: str = "") -> int:
        """Whatever was issued here for that number holds no more: how many codes. UserError where there is none."""
        self._duty.permit(_PERMISSION)
        tokens = self._issuing.issued(number, self._clock())
        if not tokens:
            raise UserError(
                tr("本站没有发给 {number} 的有效的码。如果是别处签发的，请用 --token 写明它的序列号。", number=number)
            )
        self._revoke(tokens, number, why)
        return len(tokens)

    def revoke_token(self, token: str, why: str = "") -> None:
        """The code with that serial, as a claim's `token` has it, holds no more."""
        self._duty.permit(_PERMISSION)
        token = token.strip().lower()
        if not _TOKEN.fullmatch(token):
            raise WrongUse(tr("“{token}”不是码的序列号：应为 16 到 32 位的 0-9、a-f。", token=token))
        self._revoke([token], token, why)

    def _revoke(self, tokens: Iterable[str], about: str, why: str) -> None:
        with self._database.write():
            for token in tokens:
                self._issuing.revoke(token, why)
            self._duty.audit("code.revoke", about, why)

    def _signer(self, path: Path) -> Signer:
        """For a sheet at `path`, once it is clear that it may be made and could be written."""
        from app.report.sheet import checked

        self._duty.permit(_PERMISSION)
        checked(path)
        return self._issuing.signer(self._clock())

    def _print(
        self, what: str, layout: "Layout", signer: Signer, makers: "Sequence[Callable[[], Card]]", path: Path,
        progress: "Progress | None", refused: Iterable[str] = (),
    ) -> Printed:  # fmt: skip
        """Signs, draws, and only keeps the file when it is recorded that there is one."""
        from app.report.sheet import drafted, render
        from app.report.sheet_cards import by_hand

        cards, unfit = _made(layout, makers)
        if cards:
            with drafted(path, render(layout, cards, progress)), self._database.write():
                self._issuing.register(signer)
                self._duty.audit("code.sheet", what, f"{len(cards)}")
        return Printed(len(cards), (*refused, *unfit), tuple(said for card in cards if (said := by_hand(card))))


def _made(layout: "Layout", makers: "Sequence[Callable[[], Card]]") -> "tuple[list[Card], list[str]]":
    """The cards that can be printed, and a sentence for each that cannot."""
    from app.report.sheet import MOST

    if len(makers) > MOST:
        raise UserError(tr("一次最多打印 {most} 张，这里有 {count} 张。请分批打印。", most=MOST, count=len(makers)))
    cards: list[Card] = []
    refused = []
    for make in makers:
        try:
            card = make()
        except UserError as error:
            refused.append(str(error))
            continue
        if layout.fits(card):
            cards.append(card)
        else:
            refused.append(tr("{number}：文字太长，码印出来会太小。请缩短名称或单位后再打印。", number=card.number))
    return cards, refused
