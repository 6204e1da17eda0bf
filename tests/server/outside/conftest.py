"""A centre with an invented day, on both databases."""

from collections.abc import Iterator

import pytest

from tests.fakes.dashboards import Site, day
from tests.server.engines import Place


@pytest.fixture
def site(place: Place) -> Iterator[Site]:
    made = Site.over(place())
    yield made
    made.close()


@pytest.fixture
def busy(site: Site) -> Site:
    """The same with a day's records, and one person on the list."""
    day(site)
    return site
