"""What the pages show and do, as the person before them would notice it."""

import re
from datetime import timedelta
from html import unescape

import pytest

from app.policy.person import Person
from app.server.dashboard import acts
from app.server.dashboard.page import HOME
from app.server.reference.published import Published
from app.store.faults import StoreFault
from app.sync.down.protocol import REFERENCE
from tests.fakes.dashboards import NOON, PERSON, Browser, Site, passage
from tests.server.asking import ask, batch, page_of, post, refused
from tests.sync.memory import Centre, MemoryLedger


def rows(browser: Browser) -> list[list[str]]:
    """The cells of the tables on the open page."""
    bodies = "".join(re.findall(r"<tbody>(.*?)</tbody>", browser.page, re.DOTALL))
    found = re.findall(r"<tr>(.*?)</tr>", bodies, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in found]
    return [[" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in row] for row in cells]


def tiles(browser: Browser) -> dict[str, str]:
    found = re.findall(r"<dt>([^<]+)</dt><dd>(.*?)</dd></div>", browser.page)
    return {name: re.sub(r"<[^>]+>", "", value) for name, value in found}


def links(browser: Browser, pattern: str) -> list[str]:
    return [unescape(one).removeprefix(HOME) for one in re.findall(rf'href="({HOME}{pattern})"', browser.page)]


def test_the_overview_adds_up(site: Site, chief: Browser) -> None:
    east, west = site.station("东门"), site.station("西门")
    early = NOON - timedelta(hours=5)
    site.file(
        east, ("passage", early, passage("1", "甲")), ("passage", early, passage("2", "乙")),
        ("passage", NOON - timedelta(hours=1), passage("1", "甲", "out")),
        ("passage", NOON, passage("3", "丙", verdict="refuse")),
        ("passage", NOON, passage("4", "丁", verdict="refer", reasons=["fever"])),
    )  # fmt: skip
    site.file(
        west, ("passage", NOON, passage("5", "戊", verdict="undecided", judged="admit")),
        ("passage", NOON, passage("6", "己", verdict="undecided")),
        ("passage", NOON - timedelta(days=1), passage("7", "庚")),
        ("temperature", NOON, {"person": "8", "celsius": 38.2}),
    )  # fmt: skip
    chief.get("/")
    assert tiles(chief) == {
        "今日进": "3", "今日出": "1", "在校人数": "3", "发热或转校医": "2", "今日不予放行": "1", "转人工未决": "1",
        "站点有联系": "2 / 2", "公寓已报人次": "0 / 0", "漏报人次": "0", "迟报人次": "0", "更正人数": "0",
        "待核实人数": "0", "值班室在场": "0", "未闭环物资": "0",
    }  # fmt: skip
    table = {row[0]: row[1:] for row in rows(chief) if len(row) == 25}
    assert [(hour, count) for hour, count in enumerate(table["东门 · 进"]) if count] == [(7, "2")]
    assert [(hour, count) for hour, count in enumerate(table["东门 · 出"]) if count] == [(11, "1")]
    assert 'aria-label="东门：今日进 2 人次，出 1 人次，最多在 7 时"' in chief.page
    assert "没有需要处理的事项" in chief.text


def test_a_correction_takes_back_what_it_corrects(site: Site, chief: Browser) -> None:
    ledger = site.station("东门")
    (wrong,) = site.file(ledger, ("passage", NOON, passage("1", "甲")))
    site.file(ledger, ("passage", NOON, passage("1", "甲", "out", corrects=wrong, why="方向按错")))
    chief.get("/")
    assert (tiles(chief)["今日进"], tiles(chief)["今日出"], tiles(chief)["在校人数"]) == ("0", "1", "—")
    chief.get(f"/records/passage/{ledger.station}/{wrong}")
    (correction,) = links(chief, r"/records/passage/[^\"]+")
    assert "这条记录后来有更正" in chief.text
    chief.get(correction)
    assert "方向按错" in chief.text


def test_what_needs_somebody_is_said(busy: Site, chief: Browser) -> None:
    chief.get("/")
    assert "北门（物资）：时钟偏差超过 2 分钟" in chief.text
    assert "5 号楼：超过 10 分钟没有联系" in chief.text
    assert "西门：1 条记录被隔离" in chief.text
    assert tiles(chief)["站点有联系"] == "3 / 4"


def test_life_in_danger_is_said(site: Site, chief: Browser) -> None:
    site.file(site.station("东门"), ("override", NOON, {"direction": "out", "cause": "急救"}))
    assert "今日紧急放行 1 次" in chief.get("/").text


def test_a_part_is_the_page_without_its_frame(busy: Site, chief: Browser) -> None:
    part = chief.client.get(f"{HOME}/live").text
    assert "<html" not in part
    assert part.strip() in chief.get("/").text
    assert chief.client.get(f"{HOME}/stations/live").text.strip() in chief.get("/stations").text


def test_an_empty_centre_says_what_to_do(chief: Browser) -> None:
    assert "今天还没有通行记录" in chief.get("/").text
    assert "gatepost enrol" in chief.get("/stations").text
    assert "没有被隔离的记录" in chief.get("/quarantine").text
    assert "没有符合条件的记录" in chief.get("/records/passage").text


def test_a_station_shows_how_far_it_has_come(busy: Site, chief: Browser) -> None:
    chief.get("/stations")
    table = {row[0]: row[1:] for row in rows(chief)}
    count = f"{len(busy.ledgers['东门'].written):,}"
    assert table["东门"] == ["有联系", "刚刚 12:12:05", "一致", "—", "—", "—", "—", count, "—"]
    assert table["北门（物资）"][2] == "慢 3 分钟"
    assert table["5 号楼"][0:2] == ["没有联系", "3 小时前 09:12:05"]
    chief.get(f"/stations/{busy.ledgers['5 号楼'].station}")
    assert rows(chief)[0][1] == "24"


def test_revoking_a_station_is_typed_and_ends_its_token(site: Site, chief: Browser) -> None:
    ledger = MemoryLedger()
    centre = Centre.__new__(Centre)  # the same storage, as a station sees it
    centre.storage, centre.transport = site.storage, site.transport
    token = centre.join(ledger.station, "东门").token
    path = f"/stations/{ledger.station}"
    chief.get(path)
    assert "没有停用" in chief.post(f"{path}/revoke", name="西门").text
    assert post(centre, token, batch(ledger, ledger.write(1))).status_code == 200
    chief.post(f"{path}/revoke", name="东门")
    assert "令牌从现在起无效" in chief.text
    assert "已停用" in chief.get("/stations").text
    assert refused(post(centre, token, batch(ledger, ledger.write(1)))) == (401, "token")
    assert acts.page(site.storage.engine)[0][2:5] == ("周明", "station revoked", "东门")


def test_a_code_is_shown_once_and_joins_a_station(site: Site, chief: Browser) -> None:
    chief.get("/codes")
    chief.post("/codes")
    assert "未使用的接入码：1 个" in chief.text
    code = re.search(r'id="code">([^<]+)<', chief.page)
    assert code
    assert code[1] not in chief.get("/codes").text
    assert acts.page(site.storage.engine)[0].action == "code"


def test_records_are_filtered_and_turned(site: Site, chief: Browser) -> None:
    east, west = site.station("东门"), site.station("西门")
    site.file(east, *(("passage", NOON - timedelta(minutes=n), passage(str(n), f"甲{n}")) for n in range(70)))
    site.file(west, ("passage", NOON, passage("900", "乙", verdict="refuse")))
    site.file(west, ("passage", NOON - timedelta(days=3), passage("901", "丙")))
    assert chief.get("/records").url.path == f"{HOME}/records/passage"
    first = [row[2] for row in rows(chief)]
    (more,) = re.findall(r'href="(\?[^"]+after=[^"]+)"', chief.page)
    chief.get(f"/records/passage{unescape(more)}")
    second = [row[2] for row in rows(chief)]
    assert (len(first), len(second)) == (50, 21)
    assert sorted(map(int, first + second)) == [*range(70), 900]
    for query, expected in {
        "verdict=refuse": ["900"], f"station={west.station}": ["900"], "since=2022-04-07&until=2022-04-07": ["901"],
        "since=nonsense&until=0001-01-01&after=%%%": first, "direction=out": [],
    }.items():  # fmt: skip
        chief.get(f"/records/passage?{query}")
        assert [row[2] for row in rows(chief)] == expected


def test_a_record_shows_what_it_says(site: Site, chief: Browser) -> None:
    ledger = site.station("东门")
    body = passage("2019000001", "林晓彤", verdict="refuse", reasons=["fever"], celsius=38)
    (record,) = site.file(ledger, ("passage", NOON, body))
    chief.get(f"/records/passage/{ledger.station}/{record}")
    assert "38.0 ℃" in chief.text
    assert "不予放行" in chief.text
    assert chief.get(f"/records/temperature/{ledger.station}/{record}").status_code == 404
    assert chief.get(f"/records/passage/{ledger.station}/nothing").status_code == 404


def test_what_was_forgotten_says_so(site: Site, chief: Browser) -> None:
    ledger = site.station("东门")
    (entry,) = ledger.write(1)
    ledger.forget(entry)
    (entry,) = ledger.unsent(1)
    site.take(ledger, [entry])
    chief.get("/records/temperature?since=2022-04-01")
    assert "已按保存期限清除" in chief.text


def test_the_stations_audit_is_for_leaders(busy: Site) -> None:
    busy.account("李四", "guard")
    guard = busy.browser()
    guard.sign_in("李四")
    assert "操作记录" not in guard.get("/records/passage").text
    assert guard.get("/records/audit").status_code == 404
    assert not links(guard, "/acts|/accounts|/codes|/people|/quarantine")


def test_opening_a_person_takes_a_reason_and_is_kept(busy: Site, chief: Browser) -> None:
    chief.get("/people")
    assert "请用一句话写明原因" in chief.post("/people", number=PERSON.number, why="看看").text
    response = chief.post("/people", number=PERSON.number, why="卫健部门流调，3 号楼病例")
    assert PERSON.number not in str(response.url)
    assert PERSON.name in chief.text
    assert PERSON.phone in chief.text
    assert len(rows(chief)) > 0
    act = acts.page(busy.storage.engine)[0]
    assert (act.who, act.action, act.person, act.detail) == (
        "周明", "person", PERSON.number, "卫健部门流调，3 号楼病例"
    )  # fmt: skip
    assert PERSON.number in chief.get("/acts").text
    busy.account("李四", "administrator")
    other = busy.browser()
    other.sign_in("李四")
    path = response.url.path.removeprefix(HOME)
    assert other.get(path).status_code == 404
    busy.now += timedelta(minutes=16)
    assert chief.get(path).status_code == 404


def test_somebody_who_is_on_no_list_has_records_all_the_same(site: Site, chief: Browser) -> None:
    site.file(site.station("东门"), ("passage", NOON, passage("5", "甲")), ("passage", NOON, passage("55", "乙")))
    chief.get("/people")
    chief.post("/people", number="5", why="走失协查")
    assert "人员名单中没有 5" in chief.text
    assert len(rows(chief)) == 1


def test_quarantine_shows_what_came_and_why(busy: Site, chief: Browser) -> None:
    chief.get("/quarantine")
    ((_, station, *_, why),) = rows(chief)
    assert (station, why) == ("西门", "内容与它的摘要不符，可能在途中或站上被改动")
    (path,) = links(chief, r"/quarantine/[^\"]+")
    assert "somebody else" in unescape(chief.get(path).text)
    assert acts.page(busy.storage.engine)[0].action == "quarantined"
    assert chief.get("/quarantine/bm90aGluZw").status_code == 404


def test_accounts_are_made_and_changed(site: Site, chief: Browser) -> None:
    chief.get("/accounts")
    assert "请选择角色" in chief.post("/accounts", name="李四", role="king", secret="135792468").text
    assert "已有" in chief.post("/accounts", name="周明", role="guard", secret="135792468").text
    chief.post("/accounts", name="李四", role="guard", secret="135792468")
    assert "账号已添加" in chief.text
    chief.get("/accounts/2")
    chief.post("/accounts/2/secret", secret="a new password")
    other = site.browser()
    other.sign_in("李四", "a new password")
    assert "李四 · 保安" in other.text
    chief.post("/accounts/2/disable")
    chief.post("/accounts/2/enable")
    assert other.sign_in("李四", "a new password").status_code == 200
    assert [act.action for act in acts.page(site.storage.engine) if act.who == "周明"][:4] == [
        "account enabled", "account disabled", "account pin", "account",
    ]  # fmt: skip


def test_the_last_administrator_stays(chief: Browser) -> None:
    chief.get("/accounts/1")
    assert "最后一个管理员" in chief.post("/accounts/1/role", role="guard").text
    assert "不能停用自己" in chief.post("/accounts/1/disable").text
    assert chief.get("/accounts").status_code == 200


@pytest.mark.parametrize("number", ["0", "9", "x", "１", "-1", "1 OR 1"])
def test_there_is_no_such_account(chief: Browser, number: str) -> None:
    assert chief.get(f"/accounts/{number}").status_code == 404


def test_acts_are_turned(site: Site, chief: Browser) -> None:
    for n in range(60):
        site.storage.engine.write(lambda c, n=n: acts.note(c, site.now, "x", "code", str(n)))
    chief.get("/acts")
    assert (len(rows(chief)), rows(chief)[0][3]) == (50, "59")
    (more,) = re.findall(r'href="(\?before=[^"]+)"', chief.page)
    chief.get(f"/acts{more}")
    assert rows(chief)[0][3] == "9"


def test_nothing_that_was_written_becomes_part_of_a_page(site: Site, chief: Browser) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    ledger = site.station(evil)
    body = passage("<b>1</b>", evil, note=evil)
    (record,) = site.file(ledger, ("passage", NOON, body))
    site.spoil(ledger)
    site.account(evil, "guard")
    chief.get("/people")
    chief.post("/people", number="<b>1</b>", why=evil)
    places = ["/", "/stations", f"/stations/{ledger.station}", "/records/passage", "/accounts", "/accounts/2", "/acts",
              f"/records/passage/{ledger.station}/{record}", "/quarantine"]  # fmt: skip
    for path in places:
        page = chief.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "<b>1" not in page


def test_a_full_disk_is_a_sentence(site: Site, chief: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreFault("磁盘已满。请腾出空间。")

    chief.get("/codes")
    monkeypatch.setattr(site.storage, "make_code", full)
    assert chief.post("/codes").status_code == 422
    assert "磁盘已满" in chief.text


def test_a_bug_of_ours_is_a_page_too(site: Site, chief: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    chief.get("/codes")
    monkeypatch.setattr(site.storage, "make_code", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        chief.post("/codes")


def test_a_level_is_published_and_who_has_it_is_seen(site: Site, chief: Browser) -> None:
    east = MemoryLedger()
    centre = Centre.__new__(Centre)
    centre.storage, centre.transport = site.storage, site.transport
    token = centre.join(east.station, "东门").token
    centre.join(MemoryLedger().station, "西门")
    assert "还没有发布过" in chief.get("/levels").text
    assert "请选择管控级别" in chief.post("/levels", level="nonsense", why="疫情").text
    assert "原因" in chief.post("/levels", level="closed", why=" ").text
    assert "以后的时间" in chief.post("/levels", level="closed", why="疫情", since="2022-04-10T11:00").text
    assert "至少一个岗位" in chief.post("/levels", level="closed", why="疫情", where="some").text
    chief.post("/levels", level="closed", why="疫情", where="all")
    chief.post("/levels", level="open", why="解封", since="2022-05-01T00:00", where="some", **{"post:东门": "yes"})
    ahead, now = rows(chief)
    assert ahead == ["05-01 00:00 未到", "平时", "解封", "周明", "东门", "0 / 1 还没有：东门"]
    assert now == ["12:12:05 现行", "封闭管控", "疫情", "周明", "全部", "0 / 2 还没有：东门、西门"]
    cursor = page_of(site.storage, "", bytes(16), site.now).cursor
    nonce = bytes(16).hex()
    assert ask(centre, "GET", f"{REFERENCE}?after={cursor}&nonce={nonce}", token=token).status_code == 200
    chief.get("/levels")
    assert [row[5] for row in rows(chief)] == ["1 / 1", "1 / 2 还没有：西门"]
    assert acts.page(site.storage.engine)[0][2:4] == ("周明", "level")


def test_a_guard_sees_the_level_and_publishes_none(site: Site) -> None:
    site.account("李四", "guard")
    guard = site.browser()
    guard.sign_in("李四")
    assert '<form method="post" action="/dashboard/levels"' not in guard.get("/levels").text
    assert "发布新的级别" not in guard.text


def test_a_list_of_people_is_imported_and_published(site: Site, chief: Browser) -> None:
    chief.get("/roster")
    assert "名单中有 0 人" in chief.text
    rows_ = "学号,姓名,学院\n2019000001,林晓彤,临床医学院\n2019000002,,护理学院\n2019000003,陈立,护理学院\n"
    chief.send("/roster", "people.csv", rows_.encode("gb18030"))
    assert "新增 2 人，更新 0 人，未变 0 人，未导入 1 行。" in chief.text
    assert rows(chief)[0][0] == "3"
    assert "名单中有 2 人" in chief.text
    chief.send("/roster", "people.csv", rows_.encode())
    assert "新增 0 人，更新 0 人，未变 2 人" in chief.text
    person = Published(site.storage.engine).get("person", "2019000003", Person)
    assert person is not None
    assert person.name == "陈立"
    assert acts.page(site.storage.engine)[0][2:5] == ("周明", "import", "people.csv")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("../../x.csv", b"", "x.csv 是空的"), ("x.pdf", b"%PDF-1.7 x", "PDF"), ("", b"x", "请选择要导入的文件"),
     ("x.xlsx", b"PK\x03\x04broken", "x.xlsx"), ("x.csv", b"a,b\n1,2\n", "表头")],
)  # fmt: skip
def test_a_file_that_is_no_list_is_a_sentence(site: Site, chief: Browser, name: str, content: bytes, said: str) -> None:
    chief.get("/roster")
    response = chief.send("/roster", name, content)
    assert (response.status_code, said in chief.text) == (422, True)
    assert Published(site.storage.engine).head().version == 0


def test_a_file_without_its_forms_token_is_not_taken(site: Site, chief: Browser) -> None:
    chief.get("/roster")
    csv = b"number,name\n1,x\n"
    files = {"file": ("people.csv", csv)}
    assert chief.client.post(f"{HOME}/roster", files=files, data={"csrf": "wrong"}).status_code == 403
    for content in (b"", b"--x\r\nnonsense", b"--x--\r\n" * 100):
        headers = {"content-type": "multipart/form-data; boundary=x"}
        assert chief.client.post(f"{HOME}/roster", content=content, headers=headers).status_code == 403
    assert Published(site.storage.engine).head().version == 0
