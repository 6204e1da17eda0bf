"""A centre on both databases, a hook of it, and a courier whose clock stands."""

import random
from collections.abc import Callable, Iterator

import anyio
import pytest

from app.server.hooks import keeping
from app.server.hooks.courier import Courier
from app.server.hooks.events import NAMES
from app.server.hooks.keeping import Delivery
from tests.fakes.dashboards import Site
from tests.server.engines import Place


@pytest.fixture
def site(place: Place) -> Iterator[Site]:
    made = Site.over(place())
    yield made
    made.close()


class Desk:
    """A centre's hooks, in few words."""

    def __init__(self, site: Site) -> None:
        self.site, self.engine = site, site.storage.engine
        self.courier = Courier(self.engine, lambda: site.now, random.Random(1))
        self.secrets: dict[str, str] = {}

    def add(self, name: str, address: str, *events: str) -> str:
        """A hook for these events, for all without any; its id."""
        wanted = list(events or NAMES)
        hook, self.secrets[name] = self.engine.write(
            lambda connection: keeping.add(connection, name, address, wanted, self.site.now)
        )
        return hook.id

    def round(self) -> int:
        return anyio.run(self.courier.round)

    def last(self, id_: str) -> list[Delivery]:
        return self.engine.read(lambda connection: keeping.last(connection, id_, 100))

    def until(self, done: Callable[[], bool], rounds: int = 50) -> None:
        """Deliver, the clock always at the next try, until something holds."""
        for _ in range(rounds):
            if done():
                return
            if not self.round():
                due = self.engine.read(lambda connection: connection.row("SELECT min(due_at) FROM delivery"
                                                                         " WHERE state = 'waiting'"))  # fmt: skip
                assert due is not None
                self.site.now = max(self.site.now, type(self.site.now).fromisoformat(due[0]))
        raise AssertionError("not within so many rounds")


@pytest.fixture
def desk(site: Site) -> Desk:
    return Desk(site)
