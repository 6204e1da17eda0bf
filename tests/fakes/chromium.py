"""A real Chromium without a window, where this machine has one, and axe-core in it."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

SIZE = (1366, 768)
_WORDS = (
    "headless=new", "disable-gpu", "disable-dev-shm-usage", "hide-scrollbars", "disable-background-networking",
    "host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_RUN = """const [options, done] = arguments;
axe.run(document, options).then(found => done(JSON.stringify(found.violations)), error => done(String(error)));"""


class Chromium:
    """The browser. What it fetches may come from this machine alone."""

    def __init__(self) -> None:
        options = webdriver.ChromeOptions()
        for word in (*_WORDS, *(("no-sandbox",) if os.name == "posix" and os.getuid() == 0 else ())):
            options.add_argument(f"--{word}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        options.binary_location, driver = programs()
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
        self.resize(*SIZE)
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _axe()})

    def quit(self) -> None:
        self.driver.quit()

    def resize(self, width: int, height: int) -> None:
        """The size of the page in CSS pixels."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def theme(self, name: str) -> None:
        """light or dark, as the system would say."""
        wish = {"features": [{"name": "prefers-color-scheme", "value": name}]}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", wish)

    def scripts(self, *, allowed: bool) -> None:
        """Whether pages may run scripts."""
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not allowed})

    def speak(self, language: str) -> None:
        """What the browser asks pages for."""
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": language}})

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def focused(self) -> WebElement:
        return self.driver.switch_to.active_element

    def press(self, *keys: str) -> None:
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """What is done inside leads to another page; afterwards it is there."""
        page = self.find("html")
        yield
        WebDriverWait(self.driver, 20, 0.02).until(lambda _driver: _left(page))

    def enter(self, *before: str) -> None:
        """Press some keys and then Enter, which leads to another page."""
        with self.leaving():
            self.press(*before, Keys.ENTER)

    def tab_to(self, text: str, most: int = 40) -> None:
        """Go on with the tabulator until something with that text has the focus."""
        for _ in range(most):
            self.press(Keys.TAB)
            if text in self.run("const one = document.activeElement; return [one.innerText.trim(), one.name]"):
                return
        raise AssertionError(f"the tabulator does not lead to {text}")

    def draw(self, path: Path) -> None:
        """A picture of what is to be seen."""
        self.driver.save_screenshot(str(path))

    def run(self, script: str, *values: Any) -> Any:
        return self.driver.execute_script(script, *values)

    def violations(self, *rules: str) -> list[str]:
        """What axe-core has against the open page (WCAG A and AA), or of these of its rules alone."""
        only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": list(_TAGS)}
        options = {"runOnly": only, "resultTypes": ["violations"]}
        said = self.driver.execute_async_script(_RUN, options)
        return [
            f"{one['id']}: {node['html']} {node['failureSummary']}" for one in json.loads(said) for node in one["nodes"]
        ]

    def complaints(self) -> list[str]:
        """What the browser itself had to say about the pages, a breach of their policy for one."""
        return [line["message"] for line in self.driver.get_log("browser")]


def _left(page: WebElement) -> bool:
    """Whether the page is another one. While it changes, the driver may look for the element in either, and then says
    what the browser's inspector said."""
    try:
        page.is_enabled()
    except StaleElementReferenceException:
        return True
    except WebDriverException as error:
        if "does not belong to the document" not in str(error):
            raise
        return True
    return False


@cache
def programs() -> tuple[str, str]:
    """Where Chromium and its driver are; skips the test where they are not."""
    browser, driver = found()
    if not browser or not driver:
        pytest.skip("no Chromium on this machine: install Debian's packages chromium and chromium-driver")
    return browser, driver


def found() -> tuple[str, str]:
    """The same, empty where there is none."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
    return browser, shutil.which("chromedriver") or ""


@cache
def _axe() -> str:
    """GATEPOST_AXE names a newer axe.min.js than the package has."""
    given = os.environ.get("GATEPOST_AXE")
    return Path(given).read_text(encoding="utf-8") if given else (files("axe_core_python") / "axe.min.js").read_text()
