"""The dormitories' reports of the day, the duty room and deliveries, as whoever looks at them would notice; on both
databases."""

import re
from datetime import timedelta

import pytest

from app.access.roles import Role
from app.policy.evidence import Approval
from app.server.counts.dormitory import board
from tests.fakes.centreday import (
    COUNSELLOR,
    LUNCH,
    MORNING,
    RESIDENTS,
    deliveries,
    duty_room,
    house,
    measured,
    rounds_of_day,
    sign,
)
from tests.fakes.dashboards import NOON, Browser, Site, passage
from tests.server.dashboard.test_pages import links, rows, tiles

PARTS = "/dormitory"


def table(browser: Browser) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in rows(browser)}


@pytest.fixture
def housed(site: Site) -> Site:
    """With residents of two buildings, whose morning is in."""
    house(site)
    rounds_of_day(site)
    return site


def test_a_day_is_counted_for_every_building_and_college(housed: Site, chief: Browser) -> None:
    chief.get(PARTS)
    found = table(chief)
    assert found["5号楼"][:7] == ["8", "11 / 16", "5", "1", "1", "1", "1"]
    assert found["12号楼"][:7] == ["8", "7 / 16", "9", "—", "—", "—", "—"]
    assert found["护理学院"][:7] == found["5号楼"][:7]
    said = tiles(chief)
    assert (said["已报 / 应报人次"], said["漏报人次"], said["待核实人数"]) == ("18 / 32", "14", "1")


def test_it_follows_record_by_record_and_agrees_with_a_fresh_count(housed: Site, chief: Browser) -> None:
    chief.get(PARTS)
    late = RESIDENTS[15].number
    (wrong,) = housed.file(housed.ledgers["12 号楼值守台"], measured(late, LUNCH, 38.4))
    chief.get(PARTS)
    assert table(chief)["12号楼"][:7] == ["8", "8 / 16", "8", "—", "—", "—", "1"]
    housed.file(housed.ledgers["12 号楼值守台"], measured(late, LUNCH, 36.4, corrects=wrong, why="看错"))
    housed.file(housed.ledgers["12 号楼值守台"], ("statement", LUNCH, {"says": "normal", "people": [
        {"person": one.number} for one in RESIDENTS[12:15]]}))  # fmt: skip
    chief.get(PARTS)
    followed = table(chief)
    assert followed["12号楼"][:7] == ["8", "11 / 16", "5", "—", "1", "—", "—"]
    other = Site(housed.storage, housed.now).browser()
    other.sign_in("周明")
    other.get(PARTS)
    assert table(other) == followed


def test_a_list_of_people_and_a_leave_that_come_later_count_at_once(site: Site, chief: Browser) -> None:
    assert "还没有住在公寓的人" in chief.get(PARTS).text
    rounds_of_day(site)
    leave = Approval(kind="leave", valid_from=NOON - timedelta(days=2), valid_to=NOON + timedelta(days=2))
    house(site, (RESIDENTS[7].number, leave))
    chief.get(PARTS)
    assert table(chief)["5号楼"][:3] == ["8", "11 / 14", "3"]


def test_before_the_first_round_nothing_is_missing(site: Site, chief: Browser) -> None:
    house(site)
    site.now = MORNING - timedelta(hours=3)
    assert "第一次检测还没有开始" in chief.get(PARTS).text
    site.now = MORNING
    chief.sign_in("周明")
    chief.get(PARTS)
    assert table(chief)["5号楼"][:3] == ["8", "0 / 8", "8"]


def test_the_part_says_who_is_to_be_called_and_what_disagrees(housed: Site, chief: Browser) -> None:
    chief.get(f"{PARTS}/part?scope=building&of=5")
    text = chief.text
    assert "联系谁 楼长 周楼长 13900000005" in text
    assert "王思远" not in text, "he came to both"
    assert re.search(
        r"5-301-4 郑好 护理学院 20-1 晨检 本人 13800050007 寝室长 王寝室长 13900000300 辅导员 郑老师 — 楼长", text
    )
    assert "5-300-1 林晓彤 护理学院 20-1 更正" in text
    assert "校门记录此人已出校未返回，楼内却有此人在场的记录" in text
    found = links(chief, r"/records/(?:passage|temperature)/[^\"]+")
    assert chief.get(found[0]).status_code == 200


def test_what_a_person_verified_is_settled(housed: Site, chief: Browser) -> None:
    number = RESIDENTS[1].number
    chief.get(f"{PARTS}/part")
    found = [row for row in rows(chief) if "校门记录" in row[3]]
    assert [row[5] for row in found] == ["待核实", "待核实"], "in the morning and at noon"
    records = [one.rsplit("/", 1)[1] for one in links(chief, r"/records/(?:passage|temperature)/[^\"]+")][:4]
    housed.file(housed.ledgers["5 号楼值守台"], ("verification", NOON, {
        "person": number, "records": records, "outcome": "explained", "answer": "昨晚从西门返回，未登记"}))  # fmt: skip
    chief.get(PARTS)
    assert tiles(chief)["待核实人数"] == "0"
    chief.get(f"{PARTS}/part")
    assert [row[5] for row in rows(chief) if "校门记录" in row[3]] == ["已核实", "已核实"]


def test_the_chain_is_shown_with_who_signed_late_and_what_changed_since(housed: Site, chief: Browser) -> None:
    counted = {"due": 16, "measured": 11, "missing": 5, "late": 1, "residents": 8, "amended": 1, "contradicted": 1,
               "high": 1}  # fmt: skip
    first = sign(housed, "5 号楼值守台", "counsellor", NOON, **counted)
    chief.get(PARTS)
    assert table(chief)["5号楼"][7:10] == ["已签发", "待签发", "—"]
    housed.now = NOON.replace(hour=15, minute=30)
    chief.sign_in("周明")
    sign(housed, "5 号楼值守台", "affairs", housed.now, first, **counted)
    chief.get(PARTS)
    assert table(chief)["5号楼"][7:] == ["已签发 数据有变", "已签发 迟签 数据有变", "待签发", "周楼长 13900000005"]
    assert table(chief)["12号楼"][7:10] == ["逾期未签发", "—", "—"]
    assert tiles(chief)["报告逾期"] == "3"
    chief.get(f"{PARTS}/part?scope=building&of=5")
    assert any(
        f"/daily-report/{housed.ledgers['5 号楼值守台'].station}/{first}" in one for one in links(chief, '[^"]+')
    )


def test_yesterdays_reports_can_still_be_looked_at(housed: Site, chief: Browser) -> None:
    housed.now += timedelta(days=1)
    chief.sign_in("周明")
    chief.get(PARTS)
    assert table(chief)["5号楼"][1] == "0 / 16"
    chief.get(f"{PARTS}?day=2022-04-10")
    assert table(chief)["5号楼"][1] == "11 / 24"
    chief.get(f"{PARTS}?day=2022-03-01")
    assert table(chief)["5号楼"][1] == "0 / 16"


@pytest.mark.parametrize(("role", "named", "phone"), [
    ("duty", 2, True), ("counsellor", 0, True), ("building", 0, False), ("medical", 2, True),
])  # fmt: skip
def test_a_name_is_for_those_who_answer_for_it(housed: Site, role: Role, named: int, phone: bool) -> None:
    housed.account("x", role)
    browser = housed.browser()
    browser.sign_in("x")
    browser.get(f"{PARTS}/part")
    assert browser.text.count("郑好") == named
    assert ("姓名由其辅导员、楼长和指挥中心查看" in browser.text) == (not named)
    assert ("13900000012" in browser.get(PARTS).text) == phone


def test_a_counsellor_and_a_building_head_see_their_own(housed: Site) -> None:
    for name, role, seen, unseen in (
        (COUNSELLOR, "counsellor", "林晓彤", "郑好"),
        ("周楼长", "building", "5-301", "12-301"),
    ):
        housed.account(name, role)
        browser = housed.browser()
        browser.sign_in(name)
        browser.get(f"{PARTS}/part")
        assert seen in browser.text
        assert unseen not in browser.text


def test_there_is_no_such_part(housed: Site, chief: Browser) -> None:
    for query in ("scope=building&of=99", "scope=x&of=5", "scope=college&of="):
        assert chief.get(f"{PARTS}/part?{query}").status_code == 404


def test_the_overview_says_whom_to_call(housed: Site, chief: Browser) -> None:
    duty_room(housed)
    deliveries(housed)
    chief.get("/")
    for said in (
        "公寓：3 人漏报，要打电话",
        "公寓：1 人的数据不一致",
        "1 人等候超过 30 分钟",
        "1 批物资超过 4 小时没有闭环",
    ):
        assert said in chief.text
    assert tiles(chief)["未闭环物资"] == "2"
    housed.account("x", "guard")
    guard = housed.browser()
    guard.sign_in("x")
    assert "漏报" not in guard.text
    assert guard.get(PARTS).status_code == 403


def test_a_whole_districts_list_is_not_counted_while_somebody_waits(
    housed: Site, chief: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "MOST", 5)
    assert (chief.get(PARTS).status_code, "不逐人统计公寓" in chief.text) == (503, True)
    assert chief.get("/").status_code == 200
    assert "漏报人次" not in tiles(chief)
    assert "值班室在场" in tiles(chief)


def test_the_duty_room_shows_who_waits_and_who_is_kept(site: Site, chief: Browser) -> None:
    assert "现在没有人" in chief.get("/medical").text
    duty_room(site)
    chief.get("/medical")
    assert tiles(chief) == {
        "等候校医": "1最早的 40 分钟前",
        "校医处置中": "0",
        "留观": "1",
        "旁边稍候": "1",
        "今日放行": "1",
    }
    assert [(row[0], row[1]) for row in rows(chief)] == [
        ("林晓彤", "等候校医"), ("吴立", "留观"), ("身份不明", "旁边稍候"), ("孙爽", "已放行"),
    ]  # fmt: skip
    path = links(chief, r"/medical/[^\"]+/[^\"]+")[1]
    chief.get(path)
    assert [row[1] for row in rows(chief)] == ["留观", "接手", "转校医"]
    assert RESIDENTS[9].number not in path
    site.file(site.ledgers["医疗值班室"], ("medical-step", NOON, {
        "person": RESIDENTS[9].number, "act": "released", "word": "体温正常"}))  # fmt: skip
    assert chief.get(path).status_code == 404, "the newest step names it now"
    chief.get("/medical")
    assert (tiles(chief)["留观"], tiles(chief)["今日放行"]) == ("0", "2")


@pytest.mark.parametrize("role", ["counsellor", "building"])
def test_others_learn_how_many_there_are_and_nobodys_name(site: Site, role: Role) -> None:
    duty_room(site)
    site.account("x", role)
    browser = site.browser()
    browser.sign_in("x")
    browser.get("/medical")
    assert tiles(browser)["留观"] == "1"
    assert not re.search("林晓彤|吴立|孙爽|留观室", browser.text)
    assert not links(browser, '/medical/[^"]+/')
    station, (step, *_) = site.ledgers["医疗值班室"].station, site.ledgers["医疗值班室"].written
    assert browser.get(f"/medical/{station}/{step}").status_code == 403


def test_a_delivery_shows_its_age_its_differences_and_every_step(site: Site, chief: Browser) -> None:
    deliveries(site)
    chief.get("/open")
    found = rows(chief)
    assert [(row[1], row[2], row[4]) for row in found] == [
        ("G0410-1", "转运中", "—"), ("G0410-2", "有差异，待处理", "大米：放行 200 袋，实收 180，少 20"),
    ]  # fmt: skip
    assert "5 小时前 超过 4 小时" in found[0][0]
    chief.get(links(chief, r"/goods/[^\"]+")[1])
    assert rows(chief)[0] == ["大米", "200 袋", "180 袋", "20 袋"]
    assert [row[1] for row in rows(chief)[1:]] == ["入库", "开始转运", "放行入校"]
    assert chief.get(links(chief, r"/records/goods/[^\"]+")[0]).status_code == 200
    assert chief.get(f"/goods/{site.ledgers['一食堂库房'].station}/nothing").status_code == 404


def test_somebody_of_whom_only_a_newer_program_knows_breaks_nothing(housed: Site, chief: Browser) -> None:
    housed.file(
        housed.ledgers["东门"], ("passage", NOON, passage("", "访客")), ("night-check-of-the-future", NOON, {"a": 1})
    )
    assert chief.get(PARTS).status_code == 200
