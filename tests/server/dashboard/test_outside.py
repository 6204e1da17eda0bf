"""Tokens and webhooks on the centre's page: made and shown once, used, revoked; what was not delivered is seen."""

import re
from datetime import timedelta

import pytest

from app.server.dashboard import acts
from app.server.hooks import keeping
from app.server.outside import tokens
from tests.fakes.centreday import systems
from tests.fakes.dashboards import NOON, Browser, Site
from tests.server.dashboard.test_pages import links, rows

PAGE = "/outside"


def shown(browser: Browser) -> str:
    found = re.search(r'id="shown-once">([^<]+)<', browser.page)
    return found[1] if found else ""


def done(site: Site) -> tuple[str, str, str, str]:
    act = acts.page(site.storage.engine)[0]
    return act.who, act.action, act.about, act.detail


def test_a_token_is_shown_once_opens_what_it_says_and_is_revoked(site: Site, chief: Browser) -> None:
    assert "还没有令牌" in chief.get(PAGE).text
    form = {"name": "教务系统", "days": "90", "scope:counts.read": "yes"}
    for lacking in ({"name": ""}, {"days": "0"}, {"days": "400"}, {"days": "x"}, {"scope:counts.read": ""}):
        response = chief.post(f"{PAGE}/tokens", **form | lacking)
        assert response.status_code == 422
        assert "--scope" not in chief.text
    chief.post(f"{PAGE}/tokens", **form)
    token = shown(chief)
    assert tokens.of(site.storage.engine, token, site.now)
    assert done(site) == ("周明", "api token", "教务系统", "counts.read")
    assert chief.post(f"{PAGE}/tokens", **form).status_code == 422, "the name is taken"
    chief.get(PAGE)
    assert token not in chief.page
    assert [row[:3] for row in rows(chief)] == [["教务系统", "读计数", "有效"]]
    assert rows(chief)[0][4] == "刚刚"
    (path,) = re.findall(rf'action="/dashboard({PAGE}/tokens/[^"]+)"', chief.page)
    assert chief.post(path, typed="教务").status_code == 422
    chief.post(path, typed="教务系统")
    assert tokens.of(site.storage.engine, token, site.now) is None
    assert rows(chief)[0][2] == "已停用"
    assert done(site)[1:3] == ("api token revoked", "教务系统")


def test_a_webhook_is_added_tried_and_removed(site: Site, chief: Browser) -> None:
    chief.get(PAGE)
    form = {"hook": "校务大屏", "address": "https://screen.example.edu.cn/x", "event:fever.found": "yes"}
    for lacking in ({"hook": ""}, {"address": "http://screen.example.edu.cn"}, {"address": "https://127.0.0.1/x"},
                    {"address": "https://u:p@screen.example.edu.cn"}, {"event:fever.found": ""}):  # fmt: skip
        assert chief.post(f"{PAGE}/hooks", **form | lacking).status_code == 422
    chief.post(f"{PAGE}/hooks", **form)
    (hook,) = site.storage.engine.read(keeping.all_of)
    assert shown(chief) == site.storage.engine.read(lambda c: keeping.secret_of(c, hook.id)).hex()
    assert shown(chief) not in chief.get(PAGE).text
    (path,) = links(chief, f'{PAGE}/hooks/[^"]+')
    assert "还没有发出过通知" in chief.get(path).text
    chief.post(f"{path}/test")
    assert [row[1:4] for row in rows(chief)] == [["试发", "待发", "0 / 14"]]
    assert done(site)[1:3] == ("api hook tested", "校务大屏")
    assert chief.post(f"{path}/remove", typed="x").status_code == 422
    chief.post(f"{path}/remove", typed="校务大屏")
    assert site.storage.engine.read(keeping.all_of) == []
    assert chief.get(path).status_code == 404


def test_what_was_not_delivered_and_when_it_is_tried_next_is_seen(site: Site, chief: Browser) -> None:
    hook = systems(site)
    chief.get(PAGE)
    table = {row[0]: row[1:] for row in rows(chief)}
    assert (table["教务系统"][3], table["大数据平台"][1], table["大数据平台"][3]) == ("2 小时前", "已到期", "没有用过")
    assert table["校务大屏"][2:] == ["2", "1", f"{NOON + timedelta(hours=8):%H:%M:%S}"]
    chief.get(f"{PAGE}/hooks/{hook}")
    assert sorted(row[2:5] for row in rows(chief)) == [
        ["待发", "0 / 14", "—"], ["待发", "4 / 14", "503"], ["未送达", "14 / 14", "连接不上"],
    ]  # fmt: skip


@pytest.mark.parametrize("role", ["supervisor", "duty"])
def test_it_is_the_administrators(site: Site, role: str) -> None:
    site.account(role, role)
    browser = site.browser()
    browser.sign_in(role)
    assert browser.get(PAGE).status_code == 403
