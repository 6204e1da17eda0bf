"""The centre's pages as a real browser shows them; left out where this machine has none."""

import re
import tempfile
from pathlib import Path

from PIL import Image

from tests.fakes.administration import administer
from tests.fakes.centreday import whole
from tests.fakes.chromium import SIZE, Chromium, found
from tests.fakes.dashboards import STATIONS, Browser, Site, day, serving
from tests.fakes.turning import sign_in, turned
from tests.server.asking import page_of

NAME = "周明"
FOLDER = "centre"
"""In the folder of all pictures."""
NARROW = (400, 800)
"""A phone's width."""
LOOKS = {
    "": ("zh-CN", "light", SIZE), "-english": ("en", "light", SIZE), "-dark": ("zh-CN", "dark", SIZE),
    "-narrow": ("zh-CN", "light", NARROW), "-narrow-english": ("en", "light", NARROW),
}  # fmt: skip
"""What a picture's name ends with → language, theme, size."""
COLOURS = 128
OFTEN = ("dashboard", "dashboard-dormitory", "dashboard-medical")
"""Pages that are drawn in the dark too."""


def draw(folder: Path, only: str = "") -> None:
    """Every page in every look, of which the names hold `only`. Nothing is drawn where no name can."""
    if not only.startswith("dashboard"[: len(only)]) or not all(found()):
        return
    folder = folder / FOLDER
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        site = Site.over(Path(home))
        try:
            _prepare(site)
            with serving(site) as address:
                _draw(site, address, folder, only)
        finally:
            site.close()


def name_of(page: str) -> str:
    """The picture of a page: /levels/texts/{number} is dashboard-levels-texts-number."""
    words = re.findall("[a-z]+", page)
    return "-".join(["dashboard", *words])


def _prepare(site: Site) -> None:
    site.account(NAME, "administrator")
    day(site)
    browser: Browser = site.browser()
    browser.sign_in(NAME)
    administer(site, browser)
    whole(site, browser)
    browser.get("/levels")
    browser.post("/levels", level="closed", why="校内发现一例，按指挥部要求", where="all")
    cursor = page_of(site.storage, "", bytes(16), site.now).cursor
    for name in STATIONS[:3]:
        site.storage.asked(site.ledgers[name].station, cursor, site.now, {"version": "0.1.0", "unsent": "0"})
    browser.post("/levels", level="routine", why="满足解封条件", since="2022-04-24T00:00", where="all")


def _draw(site: Site, address: str, folder: Path, only: str) -> None:
    chromium = Chromium()
    try:
        for end, (language, theme, size) in LOOKS.items():
            chromium.speak(language)
            chromium.theme(theme)
            chromium.resize(*size)
            chromium.driver.get(f"{address}/sign-in")
            if not end or language == "en":
                _shoot(chromium, folder, "dashboard-sign-in" + end, only)
            sign_in(chromium, address, NAME)
            for page in turned(site, chromium, address):
                name = name_of(page)
                if theme == "light" or name in OFTEN:
                    _shoot(chromium, folder, name + end, only)
            chromium.driver.delete_all_cookies()
    finally:
        chromium.quit()


def _shoot(chromium: Chromium, folder: Path, name: str, only: str) -> None:
    if only in name:
        chromium.run("return document.fonts.ready.then(() => 0)")
        path = folder / f"{name}.png"
        chromium.draw(path)
        with Image.open(path) as picture:  # flat areas need few colours: a third of the bytes
            few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
