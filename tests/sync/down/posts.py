"""A post with a database of its own that takes over a centre's reference."""

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.policy.person import Person
from app.server.reference.changeset import Who
from app.server.reference.published import Published
from app.store.reference.people import People
from app.store.reference.staging.rows import Change, encoded
from app.store.reference.staging.staging import Staging
from app.sync.down.download import Download, Fetched
from app.sync.link import Link
from tests.fakes.faulty_transport import FaultyTransport
from tests.fakes.ledgers import database
from tests.sync.memory import ADDRESS, NOW, Centre

BY = Who("李主任", "import", "", NOW)
STATION = "6f1c1b0e-0000-4000-8000-000000000001"


class Posted:
    """A post enrolled at `centre`. network: what its requests go through. now: its clock."""

    def __init__(self, centre: Centre, folder: Path) -> None:
        self.centre = centre
        self.bond = centre.join(STATION)
        self.network = FaultyTransport(centre.transport)
        self.now: datetime = NOW
        self._rng = random.Random(5)
        self._opened = database(folder)
        self.database = self._opened.__enter__()
        self.people = People(self.database)
        self.staging = Staging(self.database)

    def close(self) -> None:
        self._opened.__exit__(None, None, None)

    def fetch(self, until: float = 1e9, stop: Callable[[], bool] = lambda: False) -> Fetched:
        """One run of the download; LinkError as it is."""
        link = Link(ADDRESS, self.bond.token, self.network)
        fetched = Fetched()
        try:
            Download(self.database, link, self.bond.centre_key, lambda: self.now, self._rng).run(fetched, until, stop)
        finally:
            link.close()
        return fetched

    def publish(self, *changes: Change) -> int:
        return Published(self.centre.storage.engine).change(BY, changes)


def person(number: str, name: str = "张伟") -> Change:
    return Change("person", number, encoded(Person(number=number, name=name)))


def gone(number: str) -> Change:
    return Change("person", number, None)
