"""This post and its centre: joining it, handing over to it, and what it publishes as this post knows it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.clock import Clock
from app.station.documents import LocalDocuments
from app.store.database import Database
from app.store.ledger import Ledger
from app.store.reference import own
from app.store.reference.own import Aside
from app.store.reference.owned import owned
from app.store.reference.staging.progress import InUse, load
from app.sync import enrolment
from app.sync.enrolment import Enrolment

if TYPE_CHECKING:
    from app.sync.down.exchange import Exchange


class Centre:
    """The centre of one post, if it has joined one."""

    def __init__(self, database: Database, ledger: Ledger, clock: Clock) -> None:
        self._database, self._ledger, self._clock = database, ledger, clock
        self._documents = LocalDocuments(database)

    def bond(self) -> Enrolment | None:
        """None where the post stands alone."""
        return enrolment.load(self._documents)

    def join(self, address: str, code: str, name: str, post: str, authority: Path | None = None) -> Enrolment:
        """Enrol at the centre of that one-time code; UserError says what is wrong. authority: a file with the campus's
        own CA, where it has one."""
        from app.sync.authority import read
        from app.sync.enrol import enrol

        trusted = read(authority) if authority else ""
        bond = enrol(address, code, self._ledger.station, name, post, authority=trusted)
        enrolment.save(self._documents, bond)
        return bond

    def trust(self, authority: Path) -> bool:
        """Another CA from the next connection on; False where the post stands alone. UserError for a file without."""
        from app.sync.authority import read

        certificates, bond = read(authority), self.bond()
        if bond is not None:
            enrolment.save(self._documents, msgspec.structs.replace(bond, authority=certificates))
        return bond is not None

    def hand_over(self) -> bool:
        """Give the centre this post's reference; False where it has one of its own, which then comes with the next
        sync. UserError where it did not get through: nothing is lost, and it can be done again."""
        from app.sync.down.offer import hand_over

        bond = self.bond()
        return bond is not None and hand_over(self._database, bond)

    def wants(self) -> bool:
        """Whether the centre has no reference of its own yet; asked there. UserError where it does not say."""
        from app.sync.down.offer import wanted

        bond = self.bond()
        return bond is not None and wanted(bond)

    def client(self, on_reference: Callable[[int], None]) -> "Callable[[], Exchange] | None":
        """Makes what syncs, in the thread that will use it; None where the post stands alone."""
        bond = self.bond()
        if bond is None:
            return None

        def connect() -> "Exchange":
            from app.sync.down.exchange import Exchange

            return Exchange(self._ledger.outbox, self._database, bond, on_reference, clock=self._clock)

        return connect

    def known_at(self) -> datetime | None:
        """When this post's reference was last known to be the centre's; None while the centre has published none, since
        then the post's own is the truth."""
        used = load(self._database, InUse)
        return used.asked_at if used and used.counts else None

    def owns(self, section: str) -> bool:
        """Whether the centre has published that section."""
        return section in owned(self._database)

    def differing(self) -> int:
        """How many rows of this post's own the centre has otherwise, or not at all."""
        return own.count_aside(self._database)

    def differences(self) -> list[Aside]:
        """What these are, with what the centre has."""
        return own.aside(self._database)

    def forget_differences(self) -> None:
        """Somebody has looked at them."""
        own.forget_aside(self._database)

    def counts(self) -> dict[str, int]:
        """The rows of every section that the centre has published."""
        used = load(self._database, InUse)
        return used.counts if used else {}
