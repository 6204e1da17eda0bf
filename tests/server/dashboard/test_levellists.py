"""Places at risk, exceptions and the campus's own levels at the centre, as its people and the posts notice them; on
both databases."""

import re
from datetime import timedelta

import msgspec
import pytest

from app.policy.level import levels, parse
from app.policy.leveltext import write
from app.server.dashboard import acts
from app.server.reference.published import Published
from app.store.reference import campuslists, leveltexts
from app.store.reference.campuslists import Exempted, RegionList
from app.store.reference.levels import LevelChange
from app.store.reference.leveltexts import LevelText
from tests.fakes.centreday import lists, own_level
from tests.fakes.dashboards import PERSON, Browser, Site
from tests.server.asking import page_of
from tests.server.dashboard.test_pages import rows

REGIONS, EXCEPTIONS, TEXTS = "/levels/regions", "/levels/exceptions", "/levels/texts"


def published(site: Site, section: str, type_: type) -> list:
    return [one for _, one in Published(site.storage.engine).all(section, type_)]


def listed(site: Site) -> list[str]:
    versions = published(site, campuslists.REGIONS, RegionList)
    return [one.name for one in versions[-1].regions] if versions else []


def test_places_are_added_changed_and_taken_off_and_every_version_stays(site: Site, chief: Browser) -> None:
    chief.get(REGIONS)
    for lacking in ({"name": "吉"}, {"why": " "}, {"since": "2022-04-30"}, {"until": "soon"}):
        form = {"name": "吉林省长春市", "until": "2022-04-20", "why": "通报"} | lacking
        assert chief.post(REGIONS, **form).status_code == 422
        assert 'value="通报"' in chief.page or "why" in lacking
    chief.post(REGIONS, name="吉林省长春市", until="2022-04-20", why="通报")
    chief.post(REGIONS, name="上海市", why="通报")
    chief.post(REGIONS, name="吉林省长春市", until="2022-04-30", why="延长")
    assert [row[:4] for row in rows(chief)][:2] == [
        ["上海市", "—", "—", "生效中"], ["吉林省长春市", "—", "2022-04-30", "生效中"],
    ]  # fmt: skip
    chief.post(f"{REGIONS}/remove", name="上海市", why="解除")
    assert listed(site) == ["吉林省长春市"]
    assert len(published(site, campuslists.REGIONS, RegionList)) == 4
    assert acts.page(site.storage.engine)[0][2:] == ("周明", "regions", "1", "", "解除")


def test_a_list_is_tried_then_taken_whole_and_the_same_list_is_no_version(site: Site, chief: Browser) -> None:
    chief.get(REGIONS)
    content = "地区,从,到\n上海市,2022-04-01,\n吉林省长春市、吉林省吉林市,,明天\n海南省三亚市".encode()
    chief.send(f"{REGIONS}/import", "名单.csv", content, act="try")
    assert "文件里有 2 个地区" in chief.text
    assert "日期请写成 2022-04-10" in chief.text
    assert listed(site) == []
    assert chief.send(f"{REGIONS}/import", "名单.csv", content, act="take").status_code == 422
    for _ in range(2):
        chief.send(f"{REGIONS}/import", "名单.csv", content, act="take", why="通报")
    assert listed(site) == ["上海市", "海南省三亚市"]
    assert len(published(site, campuslists.REGIONS, RegionList)) == 1
    assert chief.send(f"{REGIONS}/import", "空.csv", b"", act="take", why="通报").status_code == 422


def test_the_page_shows_which_stations_have_the_list(site: Site, chief: Browser) -> None:
    east, _west = site.station("东门"), site.station("西门")
    chief.get(REGIONS)
    assert "个站点已收到" not in chief.text
    chief.post(REGIONS, name="上海市", why="通报")
    assert "0 / 2 个站点已收到 。还没有：东门、西门" in chief.text.replace("到。", "到 。")
    cursor = page_of(site.storage, "", bytes(16), site.now).cursor
    site.storage.asked(east.station, cursor, site.now)
    chief.get(REGIONS)
    assert "1 / 2 个站点已收到" in chief.text
    assert "还没有：西门" in chief.text


def test_an_exception_is_made_with_its_end_and_ended_before_it(site: Site, chief: Browser) -> None:
    site.publish(PERSON)
    chief.get(EXCEPTIONS)
    form = {"whom": "number", "value": PERSON.number, "item": "travel-card", "level": "closed",
            "until": "2022-04-20T18:00", "why": "境外返回，已集中隔离"}  # fmt: skip
    for lacking in ({"whom": "x"}, {"value": "999"}, {"item": "identity"}, {"level": "x"}, {"why": ""},
                    {"until": "2022-04-10T08:00"}, {"until": ""}, {"whom": "place", "value": ""}):  # fmt: skip
        assert chief.post(EXCEPTIONS, **form | lacking).status_code == 422
    chief.post(EXCEPTIONS, **form)
    chief.post(EXCEPTIONS, whom="contractor", item="all", level="all", until="2022-04-30T00:00", why="另行登记")
    one, group = published(site, campuslists.EXEMPTIONS, Exempted)
    one, group = sorted((one, group), key=lambda each: each.by, reverse=True)
    assert (one.by, one.items, one.levels, one.who) == ("number", ("travel-card",), ("closed",), "周明")
    assert (group.by, group.value, len(group.items), group.levels) == ("kind", "contractor", 6, ())
    assert {row[0] for row in rows(chief)} == {PERSON.number, "外包人员"}
    assert chief.post(f"{EXCEPTIONS}/{one.id}/lift", why="").status_code == 422
    chief.post(f"{EXCEPTIONS}/{one.id}/lift", why="已解除隔离")
    assert [row[0] for row in rows(chief)] == ["外包人员"]
    assert chief.post(f"{EXCEPTIONS}/{one.id}/lift", why="再一次").status_code == 422
    chief.get(f"{EXCEPTIONS}?ended=yes")
    assert "已结束" in chief.text
    made, ended = [act for act in acts.page(site.storage.engine) if act.action.startswith("exception")][::-1][::2]
    assert (made.person, ended.person, ended.detail) == (PERSON.number, PERSON.number, "已解除隔离")


def test_what_has_been_over_for_long_goes(site: Site, chief: Browser) -> None:
    lists(site, chief)
    assert len(published(site, campuslists.EXEMPTIONS, Exempted)) == 2
    site.now += campuslists.KEPT + timedelta(days=30)
    chief.sign_in("周明")
    chief.get(EXCEPTIONS)
    chief.post(EXCEPTIONS, whom="driver", item="all", level="all", until="2022-12-30T00:00", why="另行登记")
    assert [one.value for one in published(site, campuslists.EXEMPTIONS, Exempted)] == ["driver"]


def test_an_own_level_is_in_force_with_the_text_it_was_published_with(site: Site, chief: Browser) -> None:
    lists(site, chief)
    assert published(site, "level", LevelChange) == [], "saving puts nothing into force"
    (saved,) = published(site, leveltexts.SECTION, LevelText)
    chief.get("/levels")
    chief.post("/levels", level="morning", why="开学", where="all")
    assert rows(chief)[0][1] == "早高峰 带文本"
    chief.get(TEXTS)
    chief.send(TEXTS, "morning.toml", own_level(strictness=16).encode(), why="收紧")
    (change,) = published(site, "level", LevelChange)
    assert change.text == saved.text
    assert parse(change.text, "").strictness == 15
    chief.get("/levels")
    chief.post("/levels", level="morning", why="收紧", where="all")
    assert [parse(one.text, "").strictness for one in published(site, "level", LevelChange)] == [15, 16]
    chief.post("/levels", level="closed", why="一例", where="all")
    assert published(site, "level", LevelChange)[-1].text == "", "the program's own levels stay names"


def test_a_level_under_a_known_name_changes_nothing_that_was_published_before(site: Site, chief: Browser) -> None:
    chief.get("/levels")
    chief.post("/levels", level="closed", why="一例", where="all")
    text = write(msgspec.structs.replace(levels()["closed"].file, title="封闭管控（加严）"))
    chief.get(TEXTS)
    chief.send(TEXTS, "closed.toml", text.encode(), why="加严")
    chief.get("/levels")
    assert rows(chief)[0][1] == "封闭管控"
    assert published(site, "level", LevelChange)[0].text == ""
    assert published(site, "policy", str) == [], "and posts go on with the level of that name that they have"


def test_a_text_that_does_not_do_is_refused_with_a_sentence(site: Site, chief: Browser) -> None:
    chief.get(TEXTS)
    for content, why in ((b"nothing", "x"), (own_level().encode(), " "), (b"\xff\xfe\x00", "x")):
        assert chief.send(TEXTS, "坏.toml", content, why=why).status_code == 422
    assert published(site, leveltexts.SECTION, LevelText) == []
    lists(site, chief)
    chief.get(TEXTS)
    assert rows(chief)[0][0] == "早高峰 morning"
    chief.get(f"{TEXTS}/1")
    assert "名称" in chief.text
    assert "早高峰" in chief.text
    assert chief.get(f"{TEXTS}/2").status_code == 404


@pytest.mark.parametrize("page", [REGIONS, EXCEPTIONS, TEXTS])
def test_they_are_for_leaders(site: Site, page: str) -> None:
    for role, status in (("duty", 403), ("supervisor", 200)):
        site.account(role, role)
        browser = site.browser()
        browser.sign_in(role)
        assert browser.get(page).status_code == status
        assert bool(re.search("风险地区", browser.get("/levels").text)) == (status == 200)
