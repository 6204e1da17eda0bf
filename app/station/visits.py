"""Who may visit: appointments that the list of approvals has, and visits registered at a post (来访).

To a lane a visitor is a person like anybody: known by phone or card, with an approval of their own, decided by the same
function. A registered visit is a fact of the ledger; the list of approvals stays its owner's.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from app.clock import Clock, campus_day
from app.policy.evidence import Approval
from app.policy.person import Person
from app.policy.plate import plain
from app.records.visit import Visit
from app.store.database import Database
from app.store.ledger import Ledger
from app.store.reference.approvals import Approvals
from app.store.standing import Standing, Stood

KEPT = timedelta(days=60)
"""How far back regular visitors are remembered: as long as such records are kept."""
LEAVING = timedelta(days=1)
"""How long after the end of a visit its visitor is still known: whoever is late has to get out."""


class Due(NamedTuple):
    """A visit of today, as a list shows it. number: under which the visitor passes. state: `agreed`, `declined` or
    `unreached`; appointments are agreed. phone, host_name and id are empty where an appointment does not say."""

    number: str
    name: str
    host_name: str
    purpose: str
    vehicle: str
    valid_from: datetime
    valid_to: datetime
    state: str
    id: str = ""


class Visits:
    """The visits of one database. Use it from any thread."""

    def __init__(self, database: Database, ledger: Ledger, clock: Clock) -> None:
        self._approvals, self._clock = Approvals(database), clock
        self._standing = Standing(ledger, "visit", Visit, KEPT, clock)

    def registered(self) -> list[Stood[Visit]]:
        """Those that were registered at a post and stand, by time."""
        return self._standing.all()

    def person(self, number: str) -> Person | None:
        """The visitor of that phone or card number, who is expected today or has yet to leave."""
        wanted, now = plain(number), self._clock()
        if not wanted:
            return None
        for one in reversed(self.registered()):
            said = one.said
            if wanted in _numbers(said) and said.outcome == "agreed" and _known(said.valid_from, said.valid_to, now):
                return Person(
                    number=plain(said.phone), name=said.name, kind=said.person_kind, phone=said.phone,
                    id_number=said.id_number,
                )  # fmt: skip
        for approval in self._approvals.of(wanted):
            if approval.kind == "visit" and approval.visitor and _known(approval.valid_from, approval.valid_to, now):
                return Person(number=wanted, name=approval.visitor, kind="visitor")
        return None

    def approvals(self, number: str) -> Iterator[Approval]:
        """What was agreed on at a post for whoever has that phone or card number."""
        wanted = plain(number)
        for one in self.registered():
            said = one.said
            if said.outcome == "agreed" and wanted in _numbers(said):
                yield Approval(
                    "visit", said.valid_from, said.valid_to, said.host_name, said.purpose, said.vehicle, said.name
                )

    def today(self) -> list[Due]:
        """The visits of today, by the time they begin."""
        day = campus_day(self._clock())
        found = [
            Due(number, one.visitor, one.host, one.purpose, one.vehicle, one.valid_from, one.valid_to, "agreed")
            for number, one in self._approvals.visits(day)
        ]
        for stood in self.registered():
            said = stood.said
            if campus_day(said.valid_from) <= day <= campus_day(said.valid_to):
                found.append(
                    Due(plain(said.phone), said.name, said.host_name, said.purpose, said.vehicle,
                        said.valid_from, said.valid_to, said.outcome, stood.id)
                )  # fmt: skip
        return sorted(found, key=lambda one: (one.valid_from, one.number))

    def of_vehicle(self, plate: str) -> Due | None:
        """The agreed visit that a vehicle comes for now."""
        wanted, now = plain(plate), self._clock()
        coming = (one for one in self.today() if one.state == "agreed" and one.vehicle and plain(one.vehicle) == wanted)
        return next((one for one in coming if one.valid_from <= now <= one.valid_to), None)

    def last(self, text: str) -> Visit | None:
        """The newest visit of whoever has that phone, card or name, or came in that vehicle."""
        wanted = plain(text)
        for one in reversed(self.registered()):
            if wanted and wanted in {*_numbers(one.said), plain(one.said.name), plain(one.said.vehicle)}:
                return one.said
        return None


def _numbers(said: Visit) -> set[str]:
    return {plain(said.phone), plain(said.id_number)} - {""}


def _known(valid_from: datetime, valid_to: datetime, now: datetime) -> bool:
    return campus_day(valid_from) <= campus_day(now) and now <= valid_to + LEAVING
