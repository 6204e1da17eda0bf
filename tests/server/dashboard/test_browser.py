"""The pages in a real browser: readable for everybody, by keyboard alone, live, and without scripts."""

import contextlib
import re
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from app.server.dashboard.page import SIGN_IN
from app.server.dashboard.sessions import IDLE
from app.server.dashboard.site import PAGES
from tests.fakes.administration import administer
from tests.fakes.centreday import whole
from tests.fakes.chromium import SIZE, Chromium
from tests.fakes.dashboards import NOON, SECRET, Site, day, passage, serving
from tests.fakes.turning import addresses, sign_in, turned

NAMES = {"zh": "周明", "en": "Zhou Ming"}


@pytest.fixture(autouse=True)
def _no_thread_left() -> None:
    """Instead of the rule for every test: the server's threads come and go with the browser's requests. They end with
    the server, whose end is waited for once."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site.over(tmp_path_factory.mktemp("centre"))
    for name in NAMES.values():
        made.account(name, "administrator")
    day(made)
    browser = made.browser()
    browser.sign_in(NAMES["zh"])
    administer(made, browser)
    whole(made, browser)
    yield made
    made.close()


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """The real server's."""
    with serving(site) as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    made = Chromium()
    made.speak("zh-CN")
    yield made
    made.quit()


@pytest.fixture
def fresh(chromium: Chromium, address: str) -> Iterator[Chromium]:
    """Without cookies, and as it was afterwards."""
    chromium.driver.get(address + SIGN_IN)
    chromium.driver.delete_all_cookies()
    chromium.complaints()
    yield chromium
    chromium.resize(*SIZE)
    chromium.theme("light")
    chromium.speak("zh-CN")


@pytest.mark.parametrize("language", NAMES)
def test_axe_finds_nothing_on_any_page(site: Site, fresh: Chromium, address: str, language: str) -> None:
    fresh.speak(language)
    found = {("/sign-in", "light"): looked_at(fresh)}
    sign_in(fresh, address, NAMES[language])
    seen = set()
    for path in turned(site, fresh, address):
        assert fresh.run("return document.documentElement.lang").startswith(language)
        seen.add(path)
        found[path, "light"] = looked_at(fresh)
        fresh.theme("dark")
        found[path, "dark"] = fresh.violations("color-contrast", "link-in-text-block")
        fresh.theme("light")
    assert {key: said for key, said in found.items() if said} == {}
    assert seen >= {page.path for page in PAGES if page.method == "GET" and not page.live}
    assert [said for said in fresh.complaints() if not re.search(r" 4(04|22) ", said)] == []


def looked_at(chromium: Chromium) -> list[str]:
    """What is wrong with a page: by axe, or since it is wider than the screen."""
    width = chromium.run("return document.documentElement.scrollWidth")
    return chromium.violations() + ([f"{width} wide"] if width > SIZE[0] else [])


def test_on_a_narrow_screen_nothing_is_cut_off(site: Site, fresh: Chromium, address: str) -> None:
    sign_in(fresh, address, NAMES["en"])
    fresh.speak("en")
    fresh.resize(400, 700)
    for path in (*addresses(site).values(), "/approvals?state=all", "/places?at=main/5", "/dormitory/part?of=5"):
        fresh.driver.get(address + path)
        assert fresh.run("return document.documentElement.scrollWidth") <= 400, path


def test_everything_is_done_by_keyboard(site: Site, fresh: Chromium, address: str) -> None:
    fresh.driver.get(address + SIGN_IN)
    fresh.tab_to("name")
    fresh.enter(NAMES["zh"], Keys.TAB, SECRET)
    assert fresh.find("h1").text == "总览"
    fresh.press(Keys.TAB)
    assert fresh.focused().text == "跳到正文"
    assert fresh.focused().is_displayed()
    fresh.press(Keys.ENTER)  # stays on the page
    fresh.tab_to("东门")
    outline = fresh.run("return getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    fresh.enter()
    assert fresh.find("h1").text == "东门"
    fresh.tab_to("接入")
    fresh.enter()
    fresh.tab_to("生成接入码")
    fresh.enter()
    assert "gatepost enrol" in fresh.find("pre").text
    fresh.tab_to("退出登录")
    fresh.enter()
    assert fresh.find("h1").text == "登录"


def test_the_day_is_drilled_into_and_a_token_made_by_keyboard(site: Site, fresh: Chromium, address: str) -> None:
    sign_in(fresh, address, NAMES["zh"])
    for link, heading in (
        ("公寓日报", "公寓日报告"), ("5号楼", "5号楼 · 2022-04-10"), ("体温登记 07:00:05", "体温登记 · 07:00:05"),
    ):  # fmt: skip
        fresh.tab_to(link, most=60)
        fresh.enter()
        assert fresh.find("h1").text == heading
    fresh.tab_to("其他系统")
    fresh.enter()
    fresh.tab_to("name")
    fresh.press("选课系统", Keys.TAB, Keys.SPACE)
    fresh.tab_to("days")
    fresh.enter()
    assert fresh.find("#shown-once").text.startswith("gpo_")


def test_an_open_page_follows_and_empties_when_the_session_ends(site: Site, fresh: Chromium, address: str) -> None:
    sign_in(fresh, address, NAMES["zh"])
    before = fresh.find(".tiles dd").text
    site.file(site.ledgers["东门"], ("passage", NOON, passage("1", "林晓彤")))
    turn(fresh)
    assert int(fresh.find(".tiles dd").text) == int(before) + 1
    assert not fresh.find("#away").is_displayed()
    site.now += IDLE
    with contextlib.suppress(TimeoutError):
        turn(fresh)
    fresh.driver.get(fresh.driver.current_url)
    assert fresh.find("h1").text == "登录"
    assert "林晓彤" not in fresh.driver.page_source
    site.now = NOON


def turn(chromium: Chromium) -> None:
    """What happens every few seconds, at once."""
    chromium.driver.execute_async_script("turn().then(arguments[0])")


def test_without_scripts_everything_is_there(site: Site, fresh: Chromium, address: str) -> None:
    fresh.scripts(allowed=False)
    try:
        sign_in(fresh, address, NAMES["zh"])
        assert fresh.find("h1").text == "总览"
        assert fresh.find(".strip svg").is_displayed()
        fresh.find("summary").click()
        assert fresh.find(".numbers").is_displayed()
        with fresh.leaving():
            fresh.find("header form button").click()
        assert fresh.find("h1").text == "Overview"
    finally:
        fresh.scripts(allowed=True)


def test_chinese_can_be_shown_where_the_system_has_no_font_for_it(fresh: Chromium, address: str) -> None:
    fresh.driver.get(address + SIGN_IN)
    script = """const done = arguments[0];
    document.fonts.load('700 16px "Gatepost Sans"', "登录").then(found => done(found.map(one => one.status)));"""
    assert fresh.driver.execute_async_script(script) == ["loaded"]
    assert fresh.complaints() == []
