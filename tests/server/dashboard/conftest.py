"""A centre with an invented day, on both databases, and browsers of people with different roles."""

from collections.abc import Iterator

import pytest

from tests.fakes.dashboards import Browser, Site, day
from tests.server.engines import Place


@pytest.fixture
def site(place: Place) -> Iterator[Site]:
    made = Site.over(place())
    made.account("周明", "administrator")
    yield made
    made.close()


@pytest.fixture
def busy(site: Site) -> Site:
    """The same with a day's records."""
    day(site)
    return site


@pytest.fixture
def chief(site: Site) -> Browser:
    """The administrator's browser, signed in."""
    browser = site.browser()
    browser.sign_in("周明")
    return browser
