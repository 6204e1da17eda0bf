"""Control levels by keys alone: tried before, saved, put into force, taken back; places at risk and exceptions."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox

from app.policy.draft import asked
from app.policy.rule import SecondMeasurement
from app.store.fact import Draft
from app.store.reference.campuslists import CampusLists
from tests.fakes.administered import LIN
from tests.fakes.homes import ADMINISTRATOR, actions
from tests.fakes.office import Key, Modifier, Office
from tests.shots.stage import Stage
from ui.screens.levels.list import LevelList
from ui.screens.levels.screen import LevelsPage
from ui.widgets.lines import Lines

STUDENT = ("gate", "in", "student")


def chosen(office: Office, name: str) -> object:
    """A page of the hub, entered by keys."""
    office.show()
    while (item := office.hub.list.currentItem()) is not None and item.text() != name:
        office.press(Key.Key_Down)
    office.press(Key.Key_Return)
    return office.hub.front


def levels(office: Office) -> LevelsPage:
    page = chosen(office, "管控级别")
    assert isinstance(page, LevelsPage)
    return page


def at(office: Office, page: LevelsPage, name: str) -> LevelsPage:
    """The level of that name in hand."""
    while page.list.table.chosen != name:
        office.press(Key.Key_Down)
    return page


def cells(table: Lines) -> list[list[str]]:
    return [[table.item(row, to).text() for to in range(table.columnCount())] for row in range(table.rowCount())]


def pick(office: Office, name: str, value: str) -> None:
    """In the form in front, an item by the arrow keys: by what its box keeps for it."""
    page = office.hub.front
    assert isinstance(page, LevelsPage)
    box = page.front.editor(name)  # type: ignore[attr-defined]
    assert isinstance(box, QComboBox)
    box.setFocus()
    office.press(Key.Key_Home)
    while box.currentData() != value:
        office.press(Key.Key_Down)


def test_the_list_says_which_level_holds(office: Office) -> None:
    page = levels(office)
    assert [line[1] for line in cells(page.list.table) if line[3] == "生效中"] == ["routine"]
    assert page.list.table.hasFocus()


def test_a_level_is_put_into_force_with_a_reason_from_now_on(office: Office) -> None:
    at(office, levels(office), "sealed")
    office.press(Key.Key_F3)
    office.type("市里第 12 号通知", "", "")
    assert office.said == "已启用，立即生效。"
    assert office.post.level().name == "sealed"
    assert ("level", "sealed", ADMINISTRATOR) in actions(office.post)


def test_without_a_reason_it_is_not(office: Office) -> None:
    page = at(office, levels(office), "sealed")
    office.press(Key.Key_F3)
    office.type("", "", "")
    assert page.list.starting.problem
    assert office.post.level().name == "routine"


def test_for_later_it_stands_above_the_list_and_can_be_taken_back(office: Office) -> None:
    page = at(office, levels(office), "static")
    office.press(Key.Key_F3)
    office.type("省里通知", "等通知")
    office.type("")
    assert "明天 6:00" in page.list.starting.problem
    page.list.starting.editor("since").clear()  # type: ignore[attr-defined]
    page.list.starting.turn_to("since")
    office.type("2022-04-11 06:00", "")
    assert office.post.level().name == "routine"
    assert "04-11 06:00 起：静态管控" in page.list.ahead.full
    office.press(Key.Key_F8)
    office.type("会商后暂缓")
    assert page.list.ahead.isHidden()
    office.now += timedelta(days=3)
    assert office.post.level().name == "routine"


def test_a_school_s_own_level_is_edited_previewed_saved_and_only_then_put_into_force(office: Office) -> None:
    page = at(office, levels(office), "closed")
    office.press(Key.Key_F2)
    office.press(Key.Key_F2)
    pick(office, "apply", "one")
    pick(office, "test-report", "0")
    office.press(Key.Key_Return, Modifier.ControlModifier)
    assert page.front is page.editor
    assert "已修改 1 处" in page.editor.about.full
    office.press(Key.Key_F9)
    page.editor.saving.begin(name="closed-24", called="封闭（24 小时）")
    office.type("复学第一周")
    assert not page.editor.saving.problem
    assert office.said == "已保存，还没有启用。"
    assert office.post.level().name == "routine"
    office.press(Key.Key_Escape)
    at(office, page, "closed-24")
    office.press(Key.Key_F3)
    office.type("复学第一周", "", "")
    level = office.post.level()
    assert level.title == "封闭（24 小时）"
    assert [one.within_hours for one in asked(level.file, STUDENT).demands if one.item == "test-report"] == [24]
    assert [one.within_hours for one in asked(level.file, ("gate", "in", "staff")).demands
            if one.item == "test-report"] == [48]  # fmt: skip


def test_the_preview_marks_what_differs_and_says_why(office: Office) -> None:
    page = at(office, levels(office), "sealed")
    office.press(Key.Key_F4)
    view = page.preview
    assert "与现行级别不同的有" in view.count.full
    office.press(Key.Key_F7)
    here = view.view.currentIndex()
    assert view.differs(here.row(), here.column())
    assert view.model.line(here.row())[here.column()].startswith("◆")
    assert "现行级别：放行" in view.about.full
    office.press(Key.Key_F5)
    assert "出" in view.title.full
    office.press(Key.Key_F6)
    assert "物资门" in view.title.full
    office.press(Key.Key_Escape)
    assert page.front is page.list
    at(office, page, "routine")
    office.press(Key.Key_F4)
    assert page.preview.count.full == "与现行级别没有不同。"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_situation_of_the_preview_can_be_read(office: Office, language: str) -> None:
    page = at(office, levels(office), "sealed")
    office.press(Key.Key_F4)
    office.stage.dress(language=language)
    office.stage.settle()
    view = page.preview.view
    assert view.columnWidth(0) >= view.sizeHintForColumn(0)


def test_a_number_that_is_none_is_said_in_the_form(office: Office) -> None:
    page = at(office, levels(office), "closed")
    office.press(Key.Key_F2)
    office.press(Key.Key_F3)
    office.type("45", *[""] * 10)
    assert "36 到 40" in page.front.problem  # type: ignore[attr-defined]
    page.front.begin(forehead="37.0", armpit="37.3", ear="37.5", strictness="3",  # type: ignore[attr-defined]
                     reference_hours="", shown_hours="24", positive_days="14", second="refers", rest="15")  # fmt: skip
    office.press(Key.Key_Return, Modifier.ControlModifier)
    assert page.editor.level is not None
    assert page.editor.level.second_measurement == SecondMeasurement(after_minutes=15, normal="refers")
    assert page.editor.level.fever_from.forehead == 37.0
    assert page.editor.level.reference_hours is None


def test_yesterday_is_tried_and_the_counts_are_told(office: Office) -> None:
    body = {"direction": "in", "verdict": "admit", "person": LIN.number, "name": LIN.name, "person_kind": "student",
            "checks": [{"item": "identity", "state": "done", "trust": "seen"}]}  # fmt: skip
    at_ = office.now - timedelta(days=1)
    office.post.ledger.append(Draft(kind="passage", body=body, operator="周明", post="东门", at=at_))
    page = at(office, levels(office), "static")
    office.press(Key.Key_F6)
    assert "共 1 人次" in page.trial.counts.full
    assert "会拦下 1" in page.trial.counts.full
    assert page.trial.model.line(0)[1] == LIN.name
    office.press(Key.Key_F5)
    assert "共 0 人次" in page.trial.counts.full


def test_the_history_tells_every_change_with_what_became_different(office: Office) -> None:
    at(office, levels(office), "sealed")
    office.press(Key.Key_F3)
    office.type("通知一", "", "")
    at(office, office.hub.front, "closed")  # type: ignore[arg-type]
    office.press(Key.Key_F3)
    office.type("通知二", "", "")
    office.press(Key.Key_F7)
    history = office.hub.front.history  # type: ignore[attr-defined]
    assert "通知" in history.about.full
    told = [history.changed.line(row)[0] for row in range(history.changed.rowCount())]
    assert told
    assert QApplication.focusWidget() is history.view


def test_a_file_is_imported_into_the_editor_and_exported_again(office: Office, tmp_path: Path) -> None:
    page = levels(office)
    out, wrong = tmp_path / "own.toml", tmp_path / "wrong.toml"
    wrong.write_text("name = 1", encoding="utf-8")
    page.list._where = lambda: out
    at(office, page, "closed")
    office.press(Key.Key_S, Modifier.ControlModifier)
    assert out.read_text(encoding="utf-8").startswith('name = "closed"')
    page.list._choose = lambda: wrong
    office.press(Key.Key_I, Modifier.ControlModifier)
    assert "wrong.toml" in office.said
    page.list._choose = lambda: out
    office.press(Key.Key_I, Modifier.ControlModifier)
    assert page.front is page.editor


def test_places_at_risk_are_added_imported_and_taken_off(office: Office, tmp_path: Path) -> None:
    page = chosen(office, "风险地区")
    office.press(Key.Key_F2)
    office.type("上海市", "2022-03-28", "", "省疾控通报")
    assert cells(page.table)[0] == ["上海市", "2022-03-28", "", "生效中"]  # type: ignore[attr-defined]
    listed = tmp_path / "list.csv"
    listed.write_text("地区,从,到\n长春市*、吉林市,2022-03-10,\n沈阳市,2022-03-01,2022-04-01\n", encoding="gb18030")
    page._choose = lambda: listed  # type: ignore[attr-defined]
    office.press(Key.Key_I, Modifier.ControlModifier)
    office.type("4 月 9 日通报")
    names = [line[0] for line in cells(page.table)]  # type: ignore[attr-defined]
    assert names == ["长春市", "吉林市", "沈阳市"]
    office.press(Key.Key_F8)
    office.type("已解除")
    assert len(CampusLists(office.post.database).regions.all()) == 3
    assert [one[0] for one in actions(office.post)].count("regions") == 3
    assert office.post.level().lists.at_risk("辽宁省沈阳市", office.now) is False


def test_exceptions_are_made_and_taken_back(office: Office) -> None:
    page = chosen(office, "例外")
    office.press(Key.Key_F3)
    office.type(LIN.number)
    office.press(Key.Key_Return)
    office.press(Key.Key_Return)
    office.type("7", "校医院证明")
    (line,) = cells(page.table)  # type: ignore[attr-defined]
    assert line[:2] == [LIN.number, "审批"]
    assert office.post.level().lists.exemptions[0].value == LIN.number
    office.press(Key.Key_F8)
    office.type("证明已过期")
    assert cells(page.table) == []  # type: ignore[attr-defined]
    assert not office.post.level().lists.exemptions[0].holds("closed", office.now)
    office.press(Key.Key_F4)
    office.type("长春市")
    office.press(Key.Key_Return)
    office.type("很久", "本市")
    assert "请写几天" in page.forms["place"].problem  # type: ignore[attr-defined]


@pytest.fixture
def office(stage: Stage, tmp_path: Path) -> Office:
    made = Office(stage, tmp_path)
    made.post.set_level("routine", "平时")
    return made


def test_esc_leads_back_step_by_step(office: Office) -> None:
    page = at(office, levels(office), "closed")
    for key in (Key.Key_F2, Key.Key_F4):
        office.press(key)
    assert page.front is page.preview
    for front in (page.editor, page.list):
        office.press(Key.Key_Escape)
        assert page.front is front
    assert isinstance(page.list, LevelList)
    office.press(Key.Key_Escape)
    assert office.hub.list.hasFocus()


def test_how_parcels_are_handed_out_is_edited_and_told(office: Office) -> None:
    page = at(office, levels(office), "closed")
    office.press(Key.Key_F2)
    office.press(Key.Key_F3)
    values = page.front.values()  # type: ignore[attr-defined]
    assert (values["parcels"], values["takeaway"]) == ("disinfect", "outside")
    page.front.begin(**{**values, "takeaway": "none"})  # type: ignore[attr-defined]
    office.press(Key.Key_Return, Modifier.ControlModifier)
    assert page.editor.level is not None
    assert page.editor.level.takeaway == "none"
    assert "外卖" in page.editor.about.full


def test_times_are_typed_as_they_are_said_and_one_that_is_over_is_not_now(office: Office) -> None:
    page = at(office, levels(office), "static")
    office.press(Key.Key_F3)
    office.type("省里通知", "0:01", "")
    assert "已经过去" in page.list.starting.problem
    assert office.post.level().name == "routine"
    office.type("tomorrow 6:00", "")
    assert office.said == "已记下，到时在每个岗位生效。"
    assert "04-11 06:00 起：静态管控" in page.list.ahead.full


def test_looking_through_the_pages_does_not_end_on_the_levels(office: Office) -> None:
    levels(office)
    office.press(Key.Key_Escape)
    office.press(Key.Key_Down)
    office.press(Key.Key_Up)
    assert office.hub.list.hasFocus()
    office.press(Key.Key_Down)
    office.press(Key.Key_Down)
    assert office.hub.list.currentRow() == 2


def test_what_another_level_asks_comes_before_its_name(office: Office) -> None:
    page = at(office, levels(office), "closed")
    told = page.list.about.full.splitlines()
    assert "F4" in told[0]
    assert told[1].startswith("校门 · 进")
