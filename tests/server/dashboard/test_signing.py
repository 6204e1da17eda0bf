"""Signing in and out: what it takes, what it tells, how long it lasts."""

from datetime import timedelta
from http.cookies import SimpleCookie

import httpx
import pytest

from app.server.dashboard import acts
from app.server.dashboard.page import HOME
from app.server.dashboard.sessions import IDLE, LONGEST
from app.server.dashboard.strangers import MOST, stranger
from tests.fakes.dashboards import SECRET, Browser, Site
from tests.sync.memory import ADDRESS


def here(browser: Browser) -> bool:
    """Whether the browser is signed in still."""
    return browser.client.get(f"{HOME}/me").status_code == 200


def cookie(response: httpx.Response) -> tuple[str, dict[str, str]]:
    ((name, morsel),) = SimpleCookie(response.headers["set-cookie"]).items()
    return name, {key: str(value) for key, value in morsel.items() if value}


def actions(site: Site) -> list[tuple[str, str]]:
    return [(act.who, act.action) for act in acts.page(site.storage.engine)]


def test_signing_in_leads_to_the_overview_and_is_kept(site: Site) -> None:
    browser = site.browser()
    assert browser.get("/").url.path == f"{HOME}/sign-in"
    response = browser.sign_in(" 周明 ")
    assert (response.status_code, response.url.path) == (200, f"{HOME}/")
    assert "周明 · 管理员" in browser.text
    assert actions(site)[0] == ("周明", "sign-in")


def test_one_comes_where_one_wanted_to_go(site: Site) -> None:
    browser = site.browser()
    browser.get("/acts")
    assert browser.post("/sign-in", name="周明", secret=SECRET, next="/acts").url.path == f"{HOME}/acts"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "/sign-in", "x\r\ny"]
)
def test_one_is_sent_nowhere_else(site: Site, elsewhere: str) -> None:
    browser = site.browser()
    browser.get("/sign-in")
    response = browser.client.post(
        f"{HOME}/sign-in", data={"csrf": browser.csrf, "name": "周明", "secret": SECRET, "next": elsewhere}
    )
    assert response.headers["location"] == f"{HOME}/"


def test_a_wrong_secret_says_no_more_than_an_unknown_name(site: Site) -> None:
    said = []
    for name in ("周明", "nobody"):
        browser = site.browser()
        assert browser.sign_in(name, "000000001").status_code == 422
        assert not here(browser)
        said.append(browser.text.replace(name, ""))
    assert said[0] == said[1]
    assert actions(site)[0] == ("周明", "sign-in refused")


def test_waiting_says_no_more_of_a_name_either(site: Site) -> None:
    """Trying on, for as long as the wait grows, and after it."""
    said: dict[str, list[str]] = {}
    for name in ("周明", "nobody", "nobody else"):
        browser = site.browser()
        begun = site.now
        for pause in (0, 0, 0, 0, 3, 0, 600):
            site.now += timedelta(seconds=pause)
            browser.sign_in(name, "wrong and wrong")
            said.setdefault(name, []).append(browser.text.replace(name, ""))
        site.now = begun
    assert said["周明"] == said["nobody"] == said["nobody else"]
    assert ["请等" in one for one in said["周明"]] == [False, False, False, True, False, True, False]


def test_no_secret_is_a_strangers(site: Site) -> None:
    browser = site.browser()
    for given in ("", " ", "0"):
        browser.sign_in("nobody", given)
        assert not here(browser)


def test_names_that_are_nobodys_are_counted_in_so_many_places_and_no_more() -> None:
    names = {stranger(f"nobody {n}").name for n in range(20 * MOST)}
    assert len(names) == MOST
    assert stranger("nobody").name == stranger("nobody").name
    assert not any(name == name.strip() for name in names), "an account's name would be taken for one"


def test_after_some_wrong_ones_even_the_right_one_waits(site: Site) -> None:
    browser = site.browser()
    for _ in range(4):
        browser.sign_in("周明", "wrong and wrong")
    assert "请等" in browser.text
    browser.sign_in("周明")
    assert "请等" in browser.text
    site.now += timedelta(minutes=6)
    browser.sign_in("周明")
    assert here(browser)


def test_signing_out_ends_it_at_the_centre_too(site: Site, chief: Browser) -> None:
    token = chief.client.cookies["gatepost-session"]
    chief.get("/me")
    assert chief.post("/sign-out").url.path == f"{HOME}/sign-in"
    assert "gatepost-session" not in chief.client.cookies
    assert not here(site.browser(cookie=f"gatepost-session={token}"))
    assert actions(site)[0] == ("周明", "sign-out")


def test_an_idle_session_ends(site: Site, chief: Browser) -> None:
    site.now += IDLE - timedelta(seconds=1)
    assert here(chief)
    site.now += IDLE - timedelta(seconds=1)
    assert here(chief)
    site.now += IDLE
    assert not here(chief)


def test_what_an_open_page_fetches_by_itself_keeps_nobody_signed_in(site: Site, chief: Browser) -> None:
    for _ in range(3):
        site.now += IDLE / 4
        assert chief.client.get(f"{HOME}/live").status_code == 200
    site.now += IDLE / 4
    assert chief.client.get(f"{HOME}/live").status_code == 401
    assert not here(chief)


def test_no_session_outlasts_a_shift(site: Site, chief: Browser) -> None:
    passed = timedelta()
    while passed + IDLE / 2 < LONGEST:
        passed += IDLE / 2
        site.now += IDLE / 2
        assert here(chief)
    site.now += IDLE / 2
    assert not here(chief)


def test_a_role_counts_at_once_and_a_disabled_account_opens_nothing(site: Site, chief: Browser) -> None:
    site.account("李四", "administrator")
    other = site.browser()
    other.sign_in("李四")
    chief.get("/accounts/2")
    chief.post("/accounts/2/role", role="guard")
    assert other.client.get(f"{HOME}/accounts").status_code == 403
    chief.post("/accounts/2/disable")
    assert not here(other)
    assert other.sign_in("李四").status_code == 422


def test_another_secret_ends_what_the_old_one_opened(site: Site, chief: Browser) -> None:
    elsewhere = site.browser()
    elsewhere.sign_in("周明")
    chief.get("/me")
    assert "不对" in chief.post("/me", old="wrong", secret="longer password").text
    assert here(chief)
    chief.post("/me", old=SECRET, secret="longer password")
    assert not here(chief)
    assert not here(elsewhere)
    elsewhere.sign_in("周明", "longer password")
    assert here(elsewhere)


@pytest.mark.parametrize("easy", ["12345", "000000", "aaaaaaaa", "", "short", "1234567890123 "[:5]])
def test_what_is_easy_to_guess_is_not_taken(chief: Browser, easy: str) -> None:
    chief.get("/me")
    assert chief.post("/me", old=SECRET, secret=easy).status_code == 422
    assert here(chief)


def test_the_cookie_is_for_this_site_and_not_for_scripts(site: Site) -> None:
    browser = site.browser()
    name, about = cookie(browser.client.get(f"{HOME}/sign-in"))
    assert (name, about) == ("gatepost-door", {"httponly": "True", "samesite": "strict", "path": "/"})
    browser.get("/sign-in")
    form = {"csrf": browser.csrf, "name": "周明", "secret": SECRET}
    name, about = cookie(browser.client.post(f"{HOME}/sign-in", data=form))
    assert (name, about) == ("gatepost-session", {"httponly": "True", "samesite": "strict", "path": "/"})


def test_behind_tls_it_is_for_tls_alone(site: Site) -> None:
    with httpx.Client(transport=site.transport, base_url=ADDRESS.replace("http:", "https:")) as client:
        response = client.get(f"{HOME}/sign-in")
        name, about = cookie(response)
        assert (name, about["secure"]) == ("__Host-gatepost-door", "True")
        assert "max-age=31536000" in response.headers["strict-transport-security"]


def test_the_cookies_token_is_not_what_is_kept(site: Site, chief: Browser) -> None:
    token = chief.client.cookies["gatepost-session"]
    rows = site.storage.engine.read(lambda connection: connection.rows("SELECT * FROM session"))
    assert rows
    assert token not in str(rows)


@pytest.mark.parametrize(
    ("likes", "expected"),
    [
        ("en-GB,en;q=0.9", "Sign in"), ("zh-CN", "登录"), ("fr-FR,en;q=0.5,zh;q=0.4", "Sign in"), ("fr", "登录"),
        ("", "登录"), (";;,,=,q", "登录"),
    ],
)  # fmt: skip
def test_the_browsers_language_is_spoken(site: Site, likes: str, expected: str) -> None:
    browser = site.browser(**{"accept-language": likes})
    browser.get("/sign-in")
    assert f"<h1>{expected}</h1>" in browser.page
    assert f'<html lang="{"en" if expected == "Sign in" else "zh-CN"}">' in browser.page


def test_a_chosen_language_stays_and_is_nobody_elses(site: Site, chief: Browser) -> None:
    other = site.browser()
    other.sign_in("周明")
    chief.get("/me")
    chief.post("/language", language="en")
    assert "Overview" in chief.text
    assert "总览" in other.get("/").text
    assert "操作记录" not in chief.get("/acts").text
    chief.post("/language", language="nonsense")
    assert "总览" in chief.text


def test_two_at_once_are_each_answered_in_their_own_language(site: Site) -> None:
    english, chinese = site.browser(**{"accept-language": "en"}), site.browser(**{"accept-language": "zh"})
    for _ in range(3):
        assert "Sign in" in english.get("/sign-in").text
        assert "登录" in chinese.get("/sign-in").text
