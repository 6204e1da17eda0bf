"""What the centre's people administer on its pages, as they and the posts would notice it; on both databases."""

import re
from collections.abc import Iterator

import msgspec
import pytest

from app.access.roles import Role
from app.codes.campus_key import make, public_bytes, public_to_pem, to_pem
from app.policy.evidence import Approval
from app.server.dashboard import acts
from app.server.dashboard.page import HOME
from app.server.reference.published import Published
from app.store.reference.denials import Denied, key_of
from app.store.reference.keys import CampusKey
from app.store.reference.levels import LevelChange
from app.store.reference.places import Place
from app.store.reference.vehicles import Vehicle
from app.store.retention.holds import Hold
from tests.fakes.administration import CREW, PEOPLE, PLACES, VEHICLES, agree, apply, at, crew, delivery
from tests.fakes.dashboards import NOON, Browser, Site, passage
from tests.server.asking import page_of
from tests.server.dashboard.test_pages import links, rows

LIN = PEOPLE[0]


@pytest.fixture
def listed(site: Site) -> Site:
    """With the centre's list of people."""
    site.publish(*PEOPLE)
    return site


def published(site: Site, section: str, type_: type) -> dict:
    return dict(Published(site.storage.engine).all(section, type_))


def done(site: Site) -> Iterator[tuple[str, str, str, str]]:
    """The acts, the newest first, without signing in and accounts."""
    for one in acts.page(site.storage.engine):
        if one.action not in ("sign-in", "account"):
            yield one.who, one.action, one.person, one.detail


def test_a_batch_is_agreed_to_by_three_people_and_each_step_is_kept(listed: Site) -> None:
    people = crew(listed)
    ids = [apply(people["学院王"], one.number) for one in PEOPLE[:2]]
    for name in CREW:
        agree(people[name], *ids, word=f"{name}同意")
        assert "已办理 2 份" in people[name].text
    assert set(published(listed, "approval", tuple[Approval, ...])) == {one.number for one in PEOPLE[:2]}
    browser = people["李书记"]
    browser.get(f"/approvals/{ids[0]}")
    assert [row[1:] for row in rows(browser)] == [
        ["提出申请", "学院王", "辅导员", "—"], ["学院同意", "学院王", "辅导员", "学院王同意"],
        ["防控办同意", "防控办赵", "值班干部", "防控办赵同意"], ["批准", "李书记", "带班领导", "李书记同意"],
    ]  # fmt: skip
    said = [one for one in done(listed) if one[1] == "approval approved"]
    assert said == [("李书记", "approval approved", one.number, "李书记同意") for one in PEOPLE[1::-1]]


@pytest.mark.parametrize("role", ["guard", "medical", "building"])
def test_who_has_no_part_in_approvals_sees_none(listed: Site, role: Role) -> None:
    listed.account("x", role)
    browser = listed.browser()
    browser.sign_in("x")
    for page in ("/approvals", "/visits", "/vehicles", "/places", "/restricted", "/keys", "/retention"):
        assert browser.get(page).status_code == 403
        assert f'href="{HOME}{page}"' not in browser.page


def test_another_roles_step_comes_to_a_sentence_and_changes_nothing(listed: Site) -> None:
    people = crew(listed)
    id_ = apply(people["学院王"], LIN.number)
    browser = people["防控办赵"]
    browser.get("/approvals?state=all")
    assert f"pick:{id_}" not in browser.page
    response = browser.post("/approvals", act="agree", **{f"pick:{id_}": "yes"})
    assert (response.status_code, "下一步不由您办理" in browser.text) == (422, True)
    for form in ({"act": "agree"}, {"act": "x", f"pick:{id_}": "yes"}, {"act": "reject", f"pick:{id_}": "yes"}):
        assert people["学院王"].post("/approvals", **form).status_code == 422
    assert people["学院王"].get("/approvals").text.count(id_) > 0
    assert published(listed, "approval", tuple[Approval, ...]) == {}


def test_a_passage_shows_as_the_use_of_an_approval(listed: Site) -> None:
    people = crew(listed)
    id_ = apply(people["学院王"], LIN.number)
    for browser in people.values():
        agree(browser, id_)
    gate = listed.station("东门")
    (record,) = listed.file(gate, ("passage", NOON, passage(LIN.number, "林晓彤", "out")))
    browser = people["李书记"]
    browser.get("/approvals?state=used")
    assert [row[0] for row in rows(browser)] == ["林晓彤"]
    browser.get(f"/approvals/{id_}")
    (link,) = links(browser, '/records/passage/[^"]+')
    assert link == f"/records/passage/{gate.station}/{record}"
    assert browser.get(link).status_code == 200


def test_a_visit_is_arranged_seen_on_its_day_and_taken_back(site: Site, chief: Browser) -> None:
    form = {"name": "赵工", "number": "138 0000 0009", "host": "何老师", "purpose": "检修", "valid_from": at(8),
            "valid_to": at(18), "vehicle": "吉A·12345"}  # fmt: skip
    chief.get("/visits")
    assert chief.post("/visits", **form | {"host": ""}).status_code == 422
    assert 'value="赵工"' in chief.page
    chief.post("/visits", **form)
    assert [row[0] for row in rows(chief)] == ["赵工"]
    chief.get("/visits?day=2022-04-11")
    assert rows(chief) == []
    (kept,) = published(site, "approval", tuple[Approval, ...])["13800000009"]
    assert (kept.kind, kept.visitor, kept.host, kept.vehicle) == ("visit", "赵工", "何老师", "吉A12345")
    chief.get("/visits?day=2022-04-10")
    (link,) = links(chief, "/approvals/[0-9a-f-]{36}")
    chief.get(link)
    chief.post(link, word="改期")
    assert "已撤回" in chief.text
    assert published(site, "approval", tuple[Approval, ...]) == {}
    assert "13800000009" not in chief.get("/acts").text, "the acts are kept for years"


@pytest.mark.parametrize(("page", "section", "type_", "table", "count"), [
    ("/vehicles", "vehicle", Vehicle, VEHICLES, 3), ("/places", "place", Place, PLACES, 6),
])  # fmt: skip
def test_a_table_is_tried_then_taken_and_what_does_not_match_is_listed(
    site: Site, chief: Browser, page: str, section: str, type_: type, table: str, count: int
) -> None:
    chief.get(page)
    spoilt = f"{table}\n坏行,,,,,,,".encode("gb18030")
    before = Published(site.storage.engine).head()
    chief.send(f"{page}/import", "表.csv", spoilt, act="try")
    assert f"会新增 {count}" in chief.text
    assert [row[0] for row in rows(chief)][:1] == [str(count + 2)]
    assert Published(site.storage.engine).head() == before
    chief.send(f"{page}/import", "表.csv", spoilt, act="take")
    assert f"新增 {count}，更新 0，未变 0；没有导入 1 行" in chief.text
    assert len(published(site, section, type_)) == count
    chief.send(f"{page}/import", "表.csv", spoilt, act="take")
    assert f"新增 0，更新 0，未变 {count}" in chief.text
    for content in (b"", b"\x00\x01", "甲,乙\n1,2".encode()):
        response = chief.send(f"{page}/import", "坏.csv", content, act="take")
        assert (response.status_code, "坏.csv" in chief.text) == (422, True)
    assert len(published(site, section, type_)) == count


def test_a_vehicle_is_found_changed_and_removed(site: Site, chief: Browser) -> None:
    chief.get("/vehicles")
    chief.post("/vehicles", plate="吉a·12345", owner="粮油公司", kind="supplier", until="2022-04-30")
    chief.post("/vehicles", plate="吉A12345", owner="粮油集团", kind="supplier", until="2022-04-30")
    chief.get("/vehicles?text=粮油")
    assert [row[:3] for row in rows(chief)] == [["吉A12345", "粮油集团", "供货车"]]
    assert "2022-04-30" in chief.text
    assert chief.post("/vehicles", plate="x", owner="y", kind="other").status_code == 422
    assert chief.post("/vehicles", plate="吉A12345", owner="y", kind="other", until="明天").status_code == 422
    chief.get("/vehicles")
    chief.post("/vehicles/remove", plate="吉A12345")
    assert published(site, "vehicle", Vehicle) == {}
    assert [one[1] for one in done(site)] == ["vehicle removed", "vehicle", "vehicle"]


def test_a_place_says_who_answers_for_it_and_goes_with_what_lies_in_it(site: Site, chief: Browser) -> None:
    chief.get("/places")
    chief.send("/places/import", "网格.csv", PLACES.encode(), act="take")
    chief.get("/places?at=main")
    assert [row[1] for row in rows(chief) if "/" in row[1]] == ["main/5", "main/10"]
    chief.get("/places?at=main/5/A/3/316")
    assert rows(chief)[:3] == [
        ["校长", "李校长", "0431-1000001", "主校区"], ["院长", "孙院长", "—", "3 层"],
        ["楼长", "周明", "13800000005", "5 号楼"],
    ]  # fmt: skip
    assert chief.get("/places?at=nowhere").status_code == 404
    chief.get("/places?at=main/5")
    assert chief.post("/places/remove", at="main/5", code="5").status_code == 422
    chief.post("/places/remove", at="main/5", code="main/5")
    assert list(published(site, "place", Place)) == ["main", "main/10"]


def test_a_restriction_goes_out_without_its_reason_which_is_opened_by_an_act(listed: Site, chief: Browser) -> None:
    chief.get("/restricted")
    for lacking in ({"why": "x"}, {"until": ""}, {"until": at(8, 9)}, {"value": "999"}):
        form = {"by": "number", "value": LIN.number, "why": "多次代刷他人校园码", "until": at(8, 20)} | lacking
        assert chief.post("/restricted", **form).status_code == 422
    chief.post("/restricted", by="number", value=LIN.number, why="多次代刷他人校园码", until=at(8, 20))
    (entry,) = published(listed, "denial", tuple[Denied, ...])[key_of("number", LIN.number)]
    assert (entry.why, entry.who, entry.until.day) == ("", "周明", 20)
    assert "代刷" not in chief.page
    (link,) = links(chief, "/restricted/[0-9a-f]+")
    chief.get(link)
    assert "多次代刷他人校园码" in chief.text
    assert next(done(listed))[:3] == ("周明", "denial looked at", LIN.number)
    chief.post(f"{link}/appeal", note="本人称手机被盗用")
    assert "手机被盗用" in chief.text
    assert chief.post(f"{link}/lift", why="无").status_code == 422
    chief.post(f"{link}/lift", why="核实无误，解除")
    (entry,) = published(listed, "denial", tuple[Denied, ...])[key_of("number", LIN.number)]
    assert (entry.lifted_by, entry.lifted_why, entry.appeal) == ("周明", "", "")
    assert rows(chief) == []
    chief.get("/restricted?ended=yes")
    assert [row[3] for row in rows(chief)] == ["已解除"]
    assert "代刷" not in msgspec.json.encode(list(done(listed))).decode(), "nor do the acts say why"


def test_keys_are_trusted_and_distrusted_and_codes_revoked(site: Site, chief: Browser) -> None:
    key = make()
    chief.get("/keys")
    for pem in (to_pem(key).decode(), "x", ""):
        assert chief.post("/keys", label="2022", pem=pem).status_code == 422
    chief.post("/keys", label="2022 年", pem=public_to_pem(public_bytes(key)).decode())
    (kept,) = published(site, "campus-key", CampusKey).values()
    assert (kept.public, kept.label, kept.added_at) == (public_bytes(key), "2022 年", NOON)
    assert chief.post("/revocations", serial="nobody", why="手机丢失").status_code == 422
    chief.post("/revocations", serial="00FF" * 8, why="手机丢失")
    assert published(site, "revocation", str) == {"00ff" * 8: "手机丢失"}
    assert chief.post(f"/keys/{kept.id}/distrust", label="no").status_code == 422
    chief.post(f"/keys/{kept.id}/distrust", label="2022 年")
    assert published(site, "campus-key", CampusKey) == {}
    assert chief.send("/keys/foreign", "x.pem", b"nothing").status_code == 422


def test_periods_and_holds_are_published(listed: Site, chief: Browser) -> None:
    chief.get("/retention")
    for form in ({"days": "3"}, {"days": "x"}, {"why": ""}, {"kind": "nothing"}, {"kind": "forgetting"}):
        assert chief.post("/retention", **{"kind": "passage", "days": "60", "why": "流调"} | form).status_code == 422
    chief.post("/retention", kind="passage", days="60", why="流调")
    assert published(listed, "retention", int) == {"passage": 60}
    assert chief.post("/holds", of="passage", number=LIN.number, reason="").status_code == 422
    chief.post("/holds", of="passage", number=LIN.number, reason="案件 7", until=at(8, 20))
    (hold,) = published(listed, "hold", Hold).values()
    assert (hold.kind, hold.names[0], hold.why) == ("passage", LIN.number, "案件 7")
    assert {LIN.phone, LIN.id_number} < set(hold.names)
    assert chief.post(f"/holds/{hold.id}/release", typed="x").status_code == 422
    chief.post(f"/holds/{hold.id}/release", typed=hold.id)
    assert published(listed, "hold", Hold) == {}


def test_open_items_are_fevers_that_nothing_corrects_and_loops_that_no_store_closed(site: Site, chief: Browser) -> None:
    gate = site.station("东门")
    assert "都已入库闭环" in chief.get("/open").text
    (wrong, _) = site.file(
        gate, ("temperature", NOON, {"person": "1", "celsius": 38.2}),
        ("temperature", NOON, {"person": "2", "celsius": 39}),
    )  # fmt: skip
    site.file(gate, ("temperature", NOON, {"person": "1", "celsius": 36.2, "corrects": wrong, "why": "看错"}))
    site.file(gate, ("goods", NOON.replace(hour=1), {**delivery(), "delivery": "G1"}), ("goods", NOON, delivery()))
    for act, more in (("carried", {}), ("received", {"counted": [{"name": "大米", "quantity": 50, "unit": "袋"}]})):
        site.file(gate, ("goods-step", NOON.replace(hour=2), {"delivery": "G1", "act": act, **more}))
    chief.get("/open")
    found = rows(chief)
    assert [row[1:3] for row in found[:1]] == [["2", "39.0 ℃"]]
    assert [row[2] for row in found[1:]] == ["部分入库", "已放行，待转运"]
    assert found[1][3] == "大米 150 袋"
    counted = {"counted": [{"name": "大米", "quantity": 150, "unit": "袋"}], "whole": True}
    for act, more in (("received", counted), ("closed", {})):
        site.file(gate, ("goods-step", NOON.replace(hour=3), {"delivery": "G1", "act": act, **more}))
    chief.get("/open")
    assert [row[2] for row in rows(chief)[1:]] == ["已放行，待转运"]


def test_a_level_that_lies_ahead_is_taken_back_and_one_in_force_is_not(site: Site, chief: Browser) -> None:
    chief.get("/levels")
    chief.post("/levels", level="closed", why="一例", where="all")
    chief.post("/levels", level="static", why="演练", since="2022-04-12T08:00", where="all")
    (key,) = re.findall(r'name="key" value="([^"]+)"', chief.page)
    assert chief.post("/levels/withdraw", key=key, word="").status_code == 422
    chief.post("/levels/withdraw", key=key, word="演练改期")
    assert [one.level for one in published(site, "level", LevelChange).values()] == ["closed"]
    (kept,) = published(site, "level", LevelChange)
    assert chief.post("/levels/withdraw", key=kept, word="x").status_code == 422
    assert next(done(site)) == ("周明", "level withdrawn", "", "演练改期")


def test_a_station_shows_its_level_version_and_what_it_has_not_sent(site: Site, chief: Browser) -> None:
    east, west = site.station("东门"), site.station("西门")
    chief.get("/levels")
    chief.post("/levels", level="closed", why="一例", where="all")
    has = page_of(site.storage, "", bytes(16), NOON).cursor
    for ledger in (east, west):
        site.storage.asked(ledger.station, has, NOON, {"version": "0.1.0", "unsent": "7"})
    chief.post("/levels", level="open", why="解除", where="some", **{"post:西门": "yes"})
    chief.get("/stations")
    table = {row[0]: row[4:8] for row in rows(chief)}
    assert table == {"东门": ["封闭管控", "待更新", "0.1.0", "7"], "西门": ["封闭管控", "待更新", "0.1.0", "7"]}
    chief.get(f"/stations/{west.station}")
    assert "还没有收到新的级别" in chief.text
    chief.get(f"/stations/{east.station}")
    assert "还没有收到新的级别" not in chief.text
