"""Nobody gets a page, or has a form carried out, who may not: every route of the application is tried."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from app.access.roles import LABELS, PERMISSIONS, ROLES, Role
from app.server.api import create_app
from app.server.dashboard.page import HOME, OPEN, SIGNED_IN, Page
from app.server.dashboard.site import PAGES
from tests.fakes.dashboards import Browser, Site, day

TABLES = (
    "act", "application", "application_step", "code", "denial_reason", "document", "reference_item", "session",
    "station",
)  # fmt: skip
CLOSED = [page for page in PAGES if page.permission != OPEN]
FORMS = [page for page in PAGES if page.method == "POST"]
ids = [f"{page.method} {page.path}" for page in CLOSED]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One centre for all of them, since nothing of this changes it. Whom a page is for is no matter of the database."""
    site = Site.over(tmp_path_factory.mktemp("centre"))
    for role in ROLES:
        site.account(LABELS[role], role)
    day(site)
    yield site
    site.close()


@pytest.fixture(scope="module")
def signed_in(busy: Site) -> Callable[[Role], Browser]:
    """A browser of somebody of that role, with a form open."""

    @cache
    def browser(role: Role) -> Browser:
        made = busy.browser()
        made.sign_in(LABELS[role])
        made.get("/me")
        return made

    return browser


def routes(app: Any) -> Iterator[Route]:
    (mounted,) = [route.app for route in app.routes if isinstance(route, Mount) and route.path == HOME]
    assert isinstance(mounted, Starlette)
    for route in mounted.routes:
        assert isinstance(route, Route)
        yield route


def test_every_route_is_a_page_that_says_who_may(busy: Site) -> None:
    table = {(method, route.path) for route in routes(create_app(busy.storage)) for method in route.methods or ()}
    declared = {(page.method, page.path) for page in PAGES}
    assert table - {("HEAD", path) for _, path in table} == declared | {("GET", "/static/{name}")}
    assert {page.permission for page in PAGES} <= {OPEN, SIGNED_IN} | PERMISSIONS.keys()
    assert len(PAGES) > 25


def test_without_a_session_the_way_to_the_door_alone_is_open() -> None:
    assert {(page.method, page.path) for page in PAGES if page.permission == OPEN} == {
        ("GET", "/sign-in"), ("POST", "/sign-in"), ("POST", "/language"),
    }  # fmt: skip


def address(page: Page, site: Site) -> str:
    """The page of a thing that is there."""
    station = next(iter(site.ledgers.values()))
    record = next(iter(station.written))
    known = {"station": station.station, "kind": "passage", "id": record, "number": "1"}
    return HOME + re.sub(r"\{(\w+)\}", lambda name: known.get(name[1], "x"), page.path)


def asked(browser: Browser, page: Page, site: Site, **form: str) -> httpx.Response:
    data = {"name": "东门", "role": "guard", "secret": "135792468", "number": "1", "why": "流调需要", **form}
    return browser.client.request(page.method, address(page, site), data=data if page.method == "POST" else None)


def kept(site: Site) -> dict[str, list[Any]]:
    """What the pages can change, without when a session was used last."""
    found = site.storage.engine.read(lambda c: {name: c.rows(f"SELECT * FROM {name}") for name in TABLES})
    return {name: sorted(map(str, rows)) for name, rows in found.items()}


@pytest.mark.parametrize("page", CLOSED, ids=ids)
def test_without_a_session_it_is_refused(busy: Site, page: Page) -> None:
    before = kept(busy)
    for browser in (busy.browser(), busy.browser(cookie="gatepost-session=wrong")):
        response = asked(browser, page, busy)
        if page.live:
            assert response.status_code == 401
        else:
            assert response.status_code == 303
            assert response.headers["location"].startswith(f"{HOME}/sign-in")
        assert "管理员" not in response.text
        assert "东门" not in response.text
    assert kept(busy) == before


NARROWER = [
    pytest.param(page, role, id=f"{page.method} {page.path} {role}")
    for page in CLOSED if page.permission != SIGNED_IN
    for role in ROLES if role not in PERMISSIONS[page.permission]
]  # fmt: skip


@pytest.mark.parametrize(("page", "role"), NARROWER)
def test_with_a_narrower_role_it_is_refused(
    busy: Site, signed_in: Callable[[Role], Browser], page: Page, role: Role
) -> None:
    browser = signed_in(role)
    before = kept(busy)
    response = asked(browser, page, busy, csrf=browser.csrf)
    assert (response.status_code, "没有这项权限" in response.text) == (403, True)
    assert kept(busy) == before


@pytest.mark.parametrize("page", FORMS, ids=[page.path for page in FORMS])
def test_a_form_without_its_own_token_is_refused(busy: Site, signed_in: Callable[[Role], Browser], page: Page) -> None:
    other, browser = signed_in("supervisor"), signed_in("administrator")
    before = kept(busy)
    for wrong in ("", "wrong", "Ünlesbar", other.csrf):
        response = asked(browser, page, busy, csrf=wrong)
        assert (response.status_code, "表单已过期" in response.text) == (403, True)
    assert asked(browser, page, busy).status_code == 403
    assert kept(busy) == before


@pytest.mark.parametrize("page", FORMS, ids=[page.path for page in FORMS])
def test_a_form_that_another_site_sends_is_refused(
    busy: Site, signed_in: Callable[[Role], Browser], page: Page
) -> None:
    browser, before = signed_in("administrator"), kept(busy)
    browser.client.headers["sec-fetch-site"] = "cross-site"
    response = asked(browser, page, busy, csrf=browser.csrf)
    del browser.client.headers["sec-fetch-site"]
    assert (response.status_code, "表单已过期" in response.text) == (403, True)
    assert kept(busy) == before


@pytest.mark.parametrize("page", PAGES, ids=[f"{page.method} {page.path}" for page in PAGES])
def test_every_answer_is_strict_with_the_browser(busy: Site, signed_in: Callable[[Role], Browser], page: Page) -> None:
    browser = signed_in("administrator")
    for answer in (asked(busy.browser(), page, busy), asked(browser, page, busy, csrf="wrong")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/nowhere", "/static/../style.css", "/static/secret.txt", "/records/passage/x"])
def test_what_is_no_page_is_not_found(busy: Site, path: str) -> None:
    response = busy.browser().client.get(HOME + path)
    assert response.status_code == 404
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_a_form_that_is_none_is_refused(signed_in: Callable[[Role], Browser]) -> None:
    for content, kind in ((b"{}", "application/json"), (b"csrf=" + b"x" * 70_000, "application/x-www-form-urlencoded"),
                          (b"\xff\xfe=%", "application/x-www-form-urlencoded")):  # fmt: skip
        response = signed_in("administrator").client.post(
            f"{HOME}/codes", content=content, headers={"content-type": kind}
        )
        assert response.status_code == 403


def test_what_the_templates_need_is_open_to_anybody_and_kept(busy: Site) -> None:
    response = busy.browser().client.get(f"{HOME}/static/style.css")
    assert (response.status_code, response.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "max-age" in response.headers["cache-control"]
