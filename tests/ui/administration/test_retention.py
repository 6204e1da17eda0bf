"""Periods and forgetting by keyboard: for a reason, confirmed, with progress, and to be stopped."""

from datetime import timedelta

import pytest

from tests.fakes.homes import LEADER, PINS, actions
from tests.fakes.office import Key, Office
from tests.fakes.window import NOW
from ui.screens.manage.retention import RetentionPage


@pytest.fixture
def page(office: Office) -> RetentionPage:
    office.records("temperature", 30, NOW - timedelta(days=75))
    office.later(days=75)
    front = office.page("保存期限")
    assert isinstance(front, RetentionPage)
    return front


@pytest.fixture(autouse=True)
def _written_then(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.station.keeping.PAUSE", 0.0)


def cells(page: RetentionPage, label: str) -> list[str]:
    table = page.table
    at = next(at for at in range(table.rowCount()) if table.item(at, 0).text() == label)
    return [table.item(at, to).text() for to in range(1, table.columnCount())]


def choose(office: Office, page: RetentionPage, kind: str) -> None:
    office.press(Key.Key_Home)
    for _ in range(page.table.rowCount()):
        if page.table.chosen != kind:
            office.press(Key.Key_Down)


def left(office: Office) -> int:
    return sum(entry.fact.body is not None for entry in office.post.ledger.entries("temperature"))


def test_every_kind_stands_in_a_line(page: RetentionPage) -> None:
    assert cells(page, "体温登记") == ["60 天", "30", "2022-01-25", "30", "—", "—"]
    assert cells(page, "通行登记") == ["30 天", "0", "—", "—", "—", "—"]
    assert cells(page, "清除记录")[0] == "长期"


def test_a_period_is_changed_for_a_reason_that_is_recorded(office: Office, page: RetentionPage) -> None:
    choose(office, page, "temperature")
    office.press(Key.Key_F3)
    office.type("90", "")
    assert page.period.problem == "请填写标红的几项。"
    office.type("no. 12")
    assert cells(page, "体温登记")[0] == "90 天"
    assert cells(page, "体温登记")[3] == "—"
    said = [entry.fact.body for entry in office.post.ledger.entries("audit")][-1]
    assert said is not None
    assert (said["action"], said["about"], said["detail"]) == ("retention", "temperature", "60 → 90 no. 12")


def test_a_period_is_for_the_kind_in_the_title_whichever_row_is_clicked_meanwhile(
    office: Office, page: RetentionPage
) -> None:
    choose(office, page, "temperature")
    office.press(Key.Key_F3)
    page.table.setCurrentCell(page.table.currentRow() + 1, 0)
    before = cells(page, "通行登记")
    office.type("90", "no. 12")
    assert (cells(page, "体温登记")[0], cells(page, "通行登记")) == ("90 天", before)
    assert actions(office.post)[-1][:2] == ("retention", "temperature")


@pytest.mark.parametrize(("days", "said"), [("soon", "整数"), ("3", "7 到")])
def test_a_period_that_does_not_do_is_refused(office: Office, page: RetentionPage, days: str, said: str) -> None:
    choose(office, page, "temperature")
    office.press(Key.Key_F3)
    office.type(days, "no. 12")
    assert said in page.period.problem
    office.press(Key.Key_Escape)
    assert cells(page, "体温登记")[0] == "60 天"


def test_what_is_kept_for_ever_has_no_period(office: Office, page: RetentionPage) -> None:
    choose(office, page, "forgetting")
    office.press(Key.Key_F3)
    assert "长期保存" in office.said
    assert page.table.hasFocus()


def test_forgetting_is_confirmed_by_the_number_and_says_how_many_went(office: Office, page: RetentionPage) -> None:
    office.press(Key.Key_F6)
    office.type("29")
    assert "到期的是 30 条" in page.forgetting.problem
    assert left(office) == 30
    office.type("30")
    assert left(office) == 0
    assert "已清除 30 条" in office.said
    assert cells(page, "体温登记")[3] == "—"
    assert ("retention", "", "") not in actions(office.post)


def test_it_can_be_stopped_and_what_was_done_is_done(office: Office, page: RetentionPage) -> None:
    office.press(Key.Key_F6)
    page.forgetting._editors["count"].setText("30")
    page.running._unwanted = False
    report = page.running._report

    def stop_at_once(done: int, total: int) -> None:
        page.running.give_up()
        report(done, total)

    page.running._report = stop_at_once  # type: ignore[method-assign]
    office.press(Key.Key_Return)
    assert office.said == "已停下。"
    assert not page.running.going


def test_nothing_due_is_said_and_not_asked(office: Office) -> None:
    page = office.page("保存期限")
    office.press(Key.Key_F6)
    assert office.said == "没有到期的记录。"
    assert page.hasFocus() or page.focusProxy().hasFocus()


def test_a_leader_may_run_it_and_not_change_it(office: Office) -> None:
    office.post.sign_in(LEADER, PINS[LEADER])
    page = office.page("保存期限")
    assert isinstance(page, RetentionPage)
    assert [hint.key for hint in page.hints()] == ["F6", "F5", "Esc"]
    office.press(Key.Key_F3)
    assert page.aside is not page.period
