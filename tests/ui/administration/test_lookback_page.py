"""Looking back by keys alone: without a grant it is asked for, and then goes on; nothing stays for the next one."""

from pathlib import Path

import openpyxl
import pytest

from tests.fakes.homes import GUARD, LEADER, PINS, actions
from tests.fakes.lookedback import DUTY, LIN, TONG, WHY, LookedBack
from tests.fakes.office import Hub, Key
from tests.shots.stage import Stage
from ui.administration import offered
from ui.screens.lookback.people import LookBackPage


@pytest.fixture
def made(stage: Stage, tmp_path: Path) -> LookedBack:
    made = LookedBack(tmp_path)
    made.weeks()
    stage.ending.append(made.close)
    return made


@pytest.fixture
def hub(stage: Stage, made: LookedBack) -> Hub:
    return Hub(stage, made.post)


def opened(hub: Hub) -> LookBackPage:
    page = hub.page("回溯")
    assert isinstance(page, LookBackPage)
    return page


def people(page: LookBackPage) -> list[str]:
    return [page.people.line(at)[1] for at in range(page.people.rowCount())]


def test_a_leader_says_whom_and_why_and_sees_who_was_near(hub: Hub, made: LookedBack) -> None:
    page = opened(hub)
    hub.press(Key.Key_F2)
    hub.type("林晓彤", "", "", "")
    assert page.aside is page.own
    assert page.own.values()["whom"] == LIN
    assert page.people.rowCount() == 0
    hub.type(WHY, "")
    assert people(page)[:2] == [TONG, "T1998006"]
    assert "本人通行 7 次 · 4 人" in page._says.full
    assert WHY in page.grants.full


def test_the_meetings_with_somebody_open_on_a_key_and_close_on_another(hub: Hub, made: LookedBack) -> None:
    made.granting.give("contacts.look", LIN, WHY)
    page = opened(hub)
    hub.press(Key.Key_F2)
    hub.type(LIN, "", "", "")
    hub.press(Key.Key_F4)
    assert page.meetings.rowCount() == 3
    assert page.meetings.line(0)[-1] == "前 12 秒"
    assert "Esc" in [hint.key for hint in page.hints()]
    hub.press(Key.Key_Escape)
    assert page.table.hasFocus()


def test_the_period_and_the_span_are_taken_as_typed(hub: Hub, made: LookedBack) -> None:
    made.granting.give("contacts.look", "all", WHY)
    page = opened(hub)
    hub.press(Key.Key_F2)
    page.asking.begin(who=LIN, start="2022-04-10", end="2022-04-10 06:30", minutes="1")
    page.asking.take()
    hub.stage.settle()
    assert people(page) == [TONG]
    assert "04-10 00:00 – 04-10 06:30" in page._says.full


@pytest.mark.parametrize(
    ("field", "text"), [("start", "soon"), ("end", "2022-13-01"), ("minutes", "ten"), ("who", "林")]
)
def test_what_cannot_be_meant_is_said_where_it_stands(hub: Hub, made: LookedBack, field: str, text: str) -> None:
    made.granting.give("contacts.look", "all", WHY)
    page = opened(hub)
    page._begin()
    page.asking.begin(**{"who": LIN, "minutes": "10", field: text})
    page.asking.take()
    hub.stage.settle()
    assert page.asking.problem
    assert page.people.rowCount() == 0


def test_an_officer_needs_a_leader_beside_him(hub: Hub, made: LookedBack) -> None:
    made.post.sign_in(DUTY, "2468")
    page = opened(hub)
    hub.press(Key.Key_F2)
    hub.type(LIN, "", "", "")
    assert page.aside is page.asked
    hub.type(WHY, "", LEADER, "0000")
    assert "PIN" in page.asked.problem
    assert page.people.rowCount() == 0
    page.asked.begin(whom=LIN, why=WHY, hours="1", leader=LEADER, pin=PINS[LEADER])
    page.asked.take()
    hub.stage.settle()
    assert len(people(page)) == 4
    assert made.post.operator() == DUTY


def test_nothing_is_left_for_the_next_one(hub: Hub, made: LookedBack) -> None:
    made.granting.give("contacts.look", LIN, WHY)
    page = opened(hub)
    hub.press(Key.Key_F2)
    hub.type(LIN, "", "", "")
    assert people(page)
    made.post.sign_in(DUTY, "2468")
    hub.stage.window.open("manage")
    hub.stage.settle()
    assert people(page) == []
    assert LIN not in page._says.full
    assert page.grants.full == ""


def test_what_was_given_up_is_not_asked_again_in_the_next_ones_name(hub: Hub, made: LookedBack) -> None:
    page = opened(hub)
    hub.press(Key.Key_F2)
    hub.type(LIN, "", "", "")
    hub.press(Key.Key_Escape)
    made.post.sign_in(DUTY, "2468")
    hub.stage.window.open("manage")
    opened(hub)
    page.begin_grant(LIN)
    page.asked.begin(whom=LIN, why=WHY, hours="1", leader=LEADER, pin=PINS[LEADER])
    page.asked.take()
    hub.stage.settle()
    assert people(page) == []
    assert ("contacts", "", DUTY) not in [(name, "", who) for name, _, who in actions(made.post)]


def test_a_form_left_open_is_put_away_for_the_next_one(hub: Hub, made: LookedBack) -> None:
    page = opened(hub)
    hub.press(Key.Key_F2)
    hub.type(LIN, "", "", "")
    made.post.sign_in(DUTY, "2468")
    hub.stage.window.open("manage")
    hub.stage.settle()
    assert page.aside not in (page.own, page.asked)
    assert page.own.values()["whom"] == ""


def test_what_arrives_after_a_change_of_duty_is_not_shown(hub: Hub, made: LookedBack) -> None:
    made.granting.give("contacts.look", LIN, WHY)
    page = opened(hub)

    def found() -> str:
        made.post.sign_in(DUTY, "2468")
        return "found"

    shown: list[str] = []
    page.under_grant(LIN, found, shown.append)
    hub.stage.settle()
    assert shown == []


def test_a_guard_is_not_offered_the_page(made: LookedBack) -> None:
    made.post.sign_in(GUARD, PINS[GUARD])
    assert not offered(made.post)


def test_what_was_found_goes_to_a_workbook(hub: Hub, made: LookedBack, tmp_path: Path) -> None:
    made.granting.give("contacts.look", LIN, WHY)
    page = opened(hub)
    page._choose = lambda name: tmp_path / name
    hub.press(Key.Key_F9)
    assert "先回溯" in hub.said
    hub.press(Key.Key_F2)
    hub.type(LIN, "", "", "")
    hub.press(Key.Key_F9)
    assert "已导出 4 人" in hub.said
    assert len(list(openpyxl.load_workbook(tmp_path / f"回溯-{LIN}.xlsx")["同时段人员"].values)) == 5


def test_a_workbook_needs_the_grant_still(hub: Hub, made: LookedBack, tmp_path: Path) -> None:
    made.granting.give("contacts.look", LIN, WHY)
    page = opened(hub)
    page._choose = lambda name: tmp_path / name
    hub.press(Key.Key_F2)
    hub.type(LIN, "", "", "")
    made.later(hours=2)
    hub.press(Key.Key_F9)
    assert page.aside is page.own
    assert not list(tmp_path.glob("*.xlsx"))
