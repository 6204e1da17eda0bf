"""Parcels and key post staff on the centre's pages, as whoever looks at them would notice; on both databases."""

import re
from datetime import timedelta

import msgspec
import pytest

from app.access.roles import Role
from app.policy.level import levels
from app.policy.leveltext import write
from app.server.counts import keyposts
from app.server.reference.changeset import Who
from app.server.reference.published import Published
from app.store.reference.levels import LevelChange
from app.store.reference.staging.rows import Change
from tests.fakes.centreday import KEY_STAFF, key_posts, key_staff, parcels
from tests.fakes.dashboards import NOON, Browser, Site, passage
from tests.server.dashboard.test_pages import rows, tiles

SHELF = "/parcels/post?of=5 号楼快递点"


def table(browser: Browser) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in rows(browser)}


def asks(site: Site, parcel: str, takeaway: str = "free") -> None:
    """The level in force for all posts says this of what couriers bring."""
    file = msgspec.structs.replace(levels()["routine"].file, parcels=parcel, takeaway=takeaway)
    since = NOON - timedelta(days=9)
    change = LevelChange(level="routine", who="李主任", why="", since=since, entered_at=since, text=write(file))
    Published(site.storage.engine).change(
        Who("李主任", "level", "", NOON), [Change("level", "1", msgspec.json.encode(change))]
    )


@pytest.fixture
def shelved(site: Site) -> Site:
    parcels(site)
    return site


def test_every_post_says_what_lies_there_and_for_how_long(shelved: Site, chief: Browser) -> None:
    chief.get("/parcels")
    assert table(chief) == {
        "5 号楼快递点": ["4 外卖 1", "2", "1", "1", "—", "1", "1", "3 天前"],
        "东门": ["1", "1", "—", "—", "—", "—", "—", "20 分钟前"],
    }
    said = tiles(chief)
    assert said == {
        "在架": "5", "其中外卖": "1", "超过 48 小时": "1", "该消毒未消毒": "0", "今日领取": "1", "今日退回": "1",
    }  # fmt: skip


def test_where_the_level_asks_it_whatever_is_not_disinfected_is_named(shelved: Site, chief: Browser) -> None:
    asks(shelved, "disinfect")
    chief.get("/parcels")
    assert table(chief)["5 号楼快递点"][4] == "2", "the takeaway is not asked for"
    assert "快递：" in chief.page
    chief.get(SHELF)
    assert [row[4] for row in rows(chief) if "未消毒" in row[6]] == ["SF10p1", "SF10p3"]


def test_a_shelf_lists_the_longest_lying_first_and_what_went_back(shelved: Site, chief: Browser) -> None:
    chief.get(SHELF)
    found = rows(chief)
    assert [row[4] for row in found] == ["SF10p1", "SF10p2", "SF10p3", "—", "SF10p6"]
    assert found[0][2] == "林晓彤 · 0001"
    assert "超过 48 小时" in found[0][6]
    assert (found[-1][6], found[-1][7]) == ("已退回", "地址不清")


def test_it_follows_step_by_step(shelved: Site, chief: Browser) -> None:
    chief.get("/parcels")
    step = {"act": "picked", "parcels": ["p1", "p3"], "by_name": "林晓彤", "trust": "seen"}
    shelved.file(shelved.ledgers["5 号楼快递点"], ("parcel-step", NOON, step), post="5 号楼快递点")
    chief.get("/parcels")
    assert table(chief)["5 号楼快递点"][:4] == ["2 外卖 1", "1", "1", "—"]
    shelved.now += timedelta(days=1)
    chief.sign_in("周明")
    chief.get("/parcels")
    assert table(chief)["5 号楼快递点"][5:7] == ["—", "—"], "today is another day"


def test_a_post_where_nothing_lies_is_no_page(shelved: Site, chief: Browser) -> None:
    assert chief.get("/parcels/post?of=西门").status_code == 404
    assert chief.get("/parcels/post").status_code == 404


def test_an_empty_centre_says_so(site: Site, chief: Browser) -> None:
    assert "没有在架的快递和外卖" in chief.get("/parcels").text
    assert "还没有重点岗位名册" in chief.get("/keyposts").text


# Key posts


@pytest.fixture
def staffed(site: Site) -> Site:
    key_posts(site)
    return site


def test_who_is_there_who_is_missing_and_who_is_out_of_area(staffed: Site, chief: Browser) -> None:
    chief.get("/keyposts")
    found = {row[1].split()[0]: row for row in rows(chief)}
    assert list(found) == ["高姐", "郭阿姨", "马师傅", "何师傅"], "whom to call first"
    assert found["高姐"][3] == "未到岗 373 分钟"
    assert found["郭阿姨"][3] == "在岗（迟到 25 分钟）"
    assert (found["郭阿姨"][6], found["郭阿姨"][7]) == ("5 号楼", "东门 11:12")
    assert (found["马师傅"][3], found["马师傅"][6], found["马师傅"][8]) == ("在岗", "一食堂", "马经理 13900000077")
    assert found["何师傅"][3] == "未到班"
    said = tiles(chief)
    assert (said["在岗 / 当班"], said["未到岗"], said["越界"], said["名册人数"]) == ("2 / 3", "1", "1", "4")


def test_a_sign_a_correction_and_another_list_count_at_once(staffed: Site, chief: Browser) -> None:
    chief.get("/keyposts")
    canteen = staffed.ledgers["一食堂"]
    sign = {"person": "91002", "act": "in", "key_post": "一食堂"}
    (wrong,) = staffed.file(canteen, ("key-sign", NOON, sign), post="一食堂")
    chief.get("/keyposts")
    assert tiles(chief)["未到岗"] == "0"
    staffed.file(
        canteen, ("key-sign", NOON, {**sign, "person": "91004", "corrects": wrong, "why": "扫错"}), post="一食堂"
    )
    chief.get("/keyposts")
    assert tiles(chief)["未到岗"] == "1"
    gone = Change(KEY_STAFF, key_staff()[1].key, None)
    Published(staffed.storage.engine).change(Who("test", "x", "", NOON), [gone])
    chief.get("/keyposts")
    assert (tiles(chief)["未到岗"], tiles(chief)["名册人数"]) == ("0", "3")


def test_a_passage_that_was_taken_back_is_no_sighting(staffed: Site, chief: Browser) -> None:
    gate = staffed.ledgers["东门"]
    seen = next(one.id for one in gate.written.values() if one.kind == "passage")
    body = {**passage("91003", "郭阿姨", "out"), "verdict": "undecided", "judged": "withdrawn", "corrects": seen}
    chief.get("/keyposts")
    assert tiles(chief)["越界"] == "1"
    staffed.file(gate, ("passage", NOON, {**body, "why": "slip"}), post="东门")
    chief.get("/keyposts")
    assert tiles(chief)["越界"] == "0"


def test_in_a_large_district_nobody_is_looked_for_among_the_passages(
    staffed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyposts, "MOST", 0)
    browser = staffed.browser()
    browser.sign_in("周明")
    assert "不逐人比对活动范围" in browser.get("/keyposts").text
    assert (tiles(browser)["越界"], tiles(browser)["未到岗"]) == ("0", "1")


def test_the_overview_names_what_somebody_should_look_at(staffed: Site, chief: Browser) -> None:
    parcels(staffed)
    text = chief.get("/").text
    assert "重点岗位：1 人未到岗" in text
    assert "重点岗位：1 人越界" in text
    assert "快递：1 件超过 48 小时无人领取" in text


@pytest.mark.parametrize(("role", "whole"), [("guard", False), ("supervisor", True)])
def test_a_guard_sees_a_phone_in_part(staffed: Site, role: Role, whole: bool) -> None:
    staffed.account("何主任", role)
    browser = staffed.browser()
    browser.sign_in("何主任")
    text = browser.get("/keyposts").text
    assert ("13900000012" in text) is whole
    assert "139****0012" in text or whole


def test_in_english_no_chinese_word_of_ours_is_left(staffed: Site) -> None:
    parcels(staffed)
    staffed.account("Zhou", "administrator")
    browser = staffed.browser(**{"accept-language": "en"})
    browser.sign_in("Zhou")
    for path in ("/parcels", "/keyposts", "/retention"):
        page = browser.get(path).text
        heads = " ".join(re.findall(r"<(?:th|dt|h1|h2)[^>]*>([^<]*)", page.partition("<tbody>")[0]))
        assert not re.search(r"[\u4e00-\u9fff]", heads), path
