"""The centre's pages by keys alone: whose the lists are, handing them over, what differs, and what was not accepted."""

from pathlib import Path

import pytest

from app.errors import UserError
from app.policy.person import Person
from app.station.centre import Centre
from app.store.reference import own
from app.sync import aside
from app.sync.state import SyncState
from tests.fakes.homes import LEADER, PINS, actions
from tests.fakes.office import Key, Office
from tests.fakes.window import NOW
from tests.shots.centre import differ, join, refuse
from ui.screens.centre.aside import AsidePage
from ui.screens.centre.page import CentrePage


def cells(page: CentrePage | AsidePage) -> list[list[str]]:
    table = page.table
    return [[table.item(at, to).text() for to in range(table.columnCount())] for at in range(table.rowCount())]


def centre(office: Office) -> CentrePage:
    page = office.page("指挥中心")
    assert isinstance(page, CentrePage)
    return page


def not_accepted(office: Office) -> AsidePage:
    page = office.page("没收下的记录")
    assert isinstance(page, AsidePage)
    return page


def test_a_post_alone_is_told_how_to_join(office: Office) -> None:
    page = centre(office)
    assert "单独运行" in page.joined.full
    assert [hint.key for hint in page.hints()] == ["F5", "Esc"], "nothing to hand over to, nothing that differs"


@pytest.mark.parametrize(("taken", "said"), [(True, "由它管理"), (False, "以它的为准")])
def test_a_joined_post_hands_its_lists_over(
    office: Office, monkeypatch: pytest.MonkeyPatch, taken: bool, said: str
) -> None:
    join(office)
    given = []
    monkeypatch.setattr(Centre, "hand_over", lambda self: given.append(own.count(self._database)) or taken)
    page = centre(office)
    assert "防控指挥部" in page.joined.full
    office.press(Key.Key_F2)
    assert "1 人" in page.giving._about.full
    office.press(Key.Key_Escape)
    assert not given
    office.press(Key.Key_F2)
    office.press(Key.Key_Return)
    assert given == [(1, own.count(office.post.database)[1])]
    assert said in office.said
    about = "reference handed over" if taken else "reference not taken"
    assert about in [action for action, _, _ in actions(office.post)]


def test_a_hand_over_that_does_not_get_through_is_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    join(office)

    def away(_centre: Centre) -> bool:
        raise UserError("请检查网络")

    monkeypatch.setattr(Centre, "hand_over", away)
    centre(office)
    office.press(Key.Key_F2)
    office.press(Key.Key_Return)
    assert "请检查网络" in office.said


def test_a_post_that_has_joined_tries_at_one_key_and_says_how_it_goes(office: Office) -> None:
    join(office)
    page, line = centre(office), office.stage.post
    assert "已同步" in page.syncing.full
    office.press(Key.Key_F6)
    assert line.asked == [("sync-now",)]
    assert page.syncing.full == "正在联系指挥中心…"
    office.stage.signals.sync.emit(SyncState(1500, sending=True))
    assert ("还剩 1,500" in page.syncing.full, office.said) == (True, "")
    office.stage.signals.sync.emit(SyncState(700, problem="连不上指挥中心。", next_in=42.4))
    said = "同步没有完成，待上传 700。连不上指挥中心。下一次在 42 秒后。"
    assert (page.syncing.full, office.said) == (said, said)
    office.press(Key.Key_F6)
    office.stage.signals.sync.emit(SyncState(0, last_success=NOW))
    assert office.said == "06:48:12 已同步，记录都已送到。"
    office.stage.signals.sync.emit(SyncState(0, problem="又连不上。", last_success=NOW))
    assert "又连不上" in page.syncing.full
    assert "已同步" in office.said, "nobody asked for this one"


def test_a_post_alone_has_nothing_to_sync_with(office: Office) -> None:
    page = centre(office)
    office.press(Key.Key_F6)
    assert (office.stage.post.asked, page.syncing.isHidden()) == ([], True)


def test_what_differs_is_listed_saved_and_let_go(office: Office, tmp_path: Path) -> None:
    join(office)
    differ(office)
    office.post.people.remove(["2019000001"])
    office.post.people.upsert([Person(number="2019000001", name="林小彤")])
    page = centre(office)
    assert [row[:2] for row in cells(page)] == [["人员名单", "2019000001"], ["人员名单", "2019000002"]]
    assert [("林小彤" in row[3], "没有" in row[3]) for row in cells(page)] == [(True, False), (False, True)]
    path = tmp_path / "differences.csv"
    page._choose = lambda: path
    office.press(Key.Key_F4)
    assert "林晓彤" in path.read_text(encoding="utf-8-sig")
    office.press(Key.Key_F8)
    office.type("7")
    assert "2 项" in page.forgetting.problem
    assert len(cells(page)) == 2
    office.press(Key.Key_Escape)
    office.press(Key.Key_F8)
    office.type("2")
    assert (cells(page), office.post.centre.differing()) == ([], 0)


def test_what_was_not_accepted_is_listed_with_why_and_what_to_do(office: Office) -> None:
    refuse(office, "here: unsupported", "centre: body", "here: large")
    page = not_accepted(office)
    rows = cells(page)
    assert sorted(row[3] for row in rows) == ["只在本机", "只在本机", "在指挥中心待查"]
    assert {row[2] for row in rows} == {"指挥中心的版本不支持", "有的内容不合这种登记的格式", "太大"}
    said = {}
    for at, row in enumerate(rows):
        page.table.setCurrentCell(at, 0)
        said[row[2]] = (page.advice.full, "F2" in [hint.key for hint in page.hints()])
    assert "升级" in said["指挥中心的版本不支持"][0]
    assert "另登记一条" in said["太大"][0]
    assert said["有的内容不合这种登记的格式"][1] is False, "its content lies at the centre"


def test_one_is_sent_again(office: Office) -> None:
    refuse(office, "here: unsupported")
    last = office.post.ledger.unsent(100)[-1]
    office.post.ledger.outbox.acknowledge(last.incarnation, last.seq, last.chain_hash)
    page = not_accepted(office)
    office.press(Key.Key_F2)
    assert (cells(page), aside.held_back(office.post.ledger.outbox)) == ([], frozenset())
    assert office.post.unsent() == 1
    assert "再传" in office.said


def test_only_an_administrator_sees_the_centre_and_no_guard_what_was_not_accepted(office: Office) -> None:
    office.post.sign_in(LEADER, PINS[LEADER])
    listed = office.show().list
    names = [listed.item(at).text() for at in range(listed.count())]
    assert "没收下的记录" in names
    assert "指挥中心" not in names
