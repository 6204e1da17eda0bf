"""The centre's pages as a real browser shows them; left out where this machine has none."""

import tempfile
from pathlib import Path

from selenium.webdriver.common.keys import Keys

from tests.fakes.chromium import Chromium, found
from tests.fakes.dashboards import SECRET, STATIONS, Browser, Site, day, serving
from tests.server.asking import page_of

NAME = "周明"
SHOTS = {
    "dashboard": ("/", "zh-CN", "light"),
    "dashboard-english": ("/", "en", "dark"),
    "dashboard-levels": ("/levels", "zh-CN", "light"),
}
"""File → page, language, theme."""


def draw(folder: Path, only: str = "") -> None:
    """One picture each of those whose name holds `only`."""
    wanted = {name: shot for name, shot in SHOTS.items() if only in name}
    if not wanted or not all(found()):
        return
    with tempfile.TemporaryDirectory() as home:
        site = Site.over(Path(home))
        try:
            _prepare(site)
            with serving(site) as address:
                _draw(address, folder, wanted)
        finally:
            site.close()


def _prepare(site: Site) -> None:
    site.account(NAME, "administrator")
    day(site)
    browser: Browser = site.browser()
    browser.sign_in(NAME)
    browser.get("/levels")
    browser.post("/levels", level="closed", why="校内发现一例，按指挥部要求", where="all")
    cursor = page_of(site.storage, "", bytes(16), site.now).cursor
    for name in STATIONS[:3]:
        site.storage.asked(site.ledgers[name].station, cursor, site.now)
    browser.post("/levels", level="routine", why="满足解封条件", since="2022-04-24T00:00", where="all")


def _draw(address: str, folder: Path, shots: dict[str, tuple[str, str, str]]) -> None:
    chromium = Chromium()
    try:
        for name, (path, language, theme) in shots.items():
            chromium.speak(language)
            chromium.theme(theme)
            chromium.driver.get(f"{address}/sign-in")
            chromium.find("[name=name]").send_keys(NAME)
            with chromium.leaving():
                chromium.find("[name=secret]").send_keys(SECRET, Keys.ENTER)
            chromium.driver.get(address + path)
            chromium.run("return document.fonts.ready.then(() => 0)")
            chromium.draw(folder / f"{name}.png")
    finally:
        chromium.quit()
