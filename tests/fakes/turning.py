"""Every page of the centre, turned one after the other in a real browser: by address, or as a person comes to it."""

import re
from collections.abc import Iterator

from selenium.webdriver.common.keys import Keys

from app.server.dashboard.site import PAGES
from tests.fakes.chromium import Chromium
from tests.fakes.dashboards import PERSON, SECRET, Site

LISTS = {
    "/quarantine": "/quarantine/{place}", "/approvals?state=all": "/approvals/{application}",
    "/restricted?state=all": "/restricted/{entry}", "/medical": "/medical/{station}/{step}",
    "/levels/texts": "/levels/texts/{number}",
}  # fmt: skip
"""Page whose first line of a table leads to another one → that one."""
NEXT = {"/outside": ("/outside/hooks/{hook}", '[href*="/outside/hooks/"]'),
        "/open": ("/goods/{station}/{step}", '[href*="/goods/"]')}  # fmt: skip
"""The same where it is another link."""


def sign_in(chromium: Chromium, address: str, name: str) -> None:
    """Through the door."""
    chromium.driver.get(f"{address}/sign-in")
    chromium.find("[name=name]").send_keys(name)
    with chromium.leaving():
        chromium.find("[name=secret]").send_keys(SECRET, Keys.ENTER)


def addresses(site: Site) -> dict[str, str]:
    """Path as declared → path of a thing that is there, of every page that an address is enough for."""
    ledger = site.ledgers["东门"]
    known = {"kind": "passage", "station": ledger.station, "id": next(iter(ledger.written))}
    others = {"/accounts/{number}": "/accounts/2", "/parcels/post": "/parcels/post?of=5 号楼快递点"}
    return {
        page.path: re.sub(r"\{(\w+)\}", lambda name: known[name[1]], page.path)
        for page in PAGES
        if page.method == "GET" and not page.live and set(re.findall(r"\{(\w+)\}", page.path)) <= known.keys()
    } | others


def turned(site: Site, chromium: Chromium, address: str) -> Iterator[str]:
    """Every page there is; its path as declared, or what it is."""
    for declared, path in addresses(site).items():
        chromium.driver.get(address + path)
        yield declared
    for path, declared in LISTS.items():
        chromium.driver.get(address + path)
        _follow(chromium, "tbody a")
        yield declared
    for path, (declared, link) in NEXT.items():
        chromium.driver.get(address + path)
        _follow(chromium, link)
        yield declared
    yield from _people(chromium, address)
    yield from _forms(site, chromium, address)


def _people(chromium: Chromium, address: str) -> Iterator[str]:
    chromium.driver.get(f"{address}/people")
    chromium.find("[name=number]").send_keys(PERSON.number)
    with chromium.leaving():
        chromium.find("[name=why]").send_keys("tracing, building 3", Keys.ENTER)
    yield "/people/{act}"


def _forms(site: Site, chromium: Chromium, address: str) -> Iterator[str]:
    """Pages that are the same with something else on them."""
    for path, said in (("/places?at=main/5/A/3", "a place"),
                       ("/dormitory/part?scope=building&of=5", "a building")):  # fmt: skip
        chromium.driver.get(address + path)
        yield said
    chromium.driver.get(f"{address}/codes")
    _follow(chromium, "main button")
    yield "a code that was made"
    chromium.driver.get(f"{address}/stations/{site.ledgers['东门'].station}")
    with chromium.leaving():
        chromium.find("[name=name]").send_keys("no", Keys.ENTER)
    yield "a form that came to nothing"
    chromium.driver.get(f"{address}/nowhere")
    yield "no page"


def _follow(chromium: Chromium, selector: str) -> None:
    with chromium.leaving():
        chromium.find(selector).click()
