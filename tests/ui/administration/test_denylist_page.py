"""The list of restricted passage by keys alone, from entry to lifting."""

from pathlib import Path

import pytest

from tests.fakes.homes import LEADER, PINS
from tests.fakes.lookedback import CHEN, DUTY, LIN, MEDICAL, LookedBack
from tests.fakes.office import Hub, Key
from tests.fakes.views import RESTRICTED
from tests.shots.stage import Stage
from ui import answers
from ui.found import lines
from ui.screens.manage.denials import DenyListPage

WHY = "多次借用他人校园码，学院正在处理"


@pytest.fixture
def made(stage: Stage, tmp_path: Path) -> LookedBack:
    made = LookedBack(tmp_path)
    stage.ending.append(made.close)
    return made


@pytest.fixture
def hub(stage: Stage, made: LookedBack) -> Hub:
    return Hub(stage, made.post)


def opened(hub: Hub) -> DenyListPage:
    page = hub.page("限制通行")
    assert isinstance(page, DenyListPage)
    return page


def cells(page: DenyListPage) -> list[list[str]]:
    table = page.table
    return [[table.item(at, to).text() for to in range(table.columnCount())] for at in range(table.rowCount())]


def test_without_a_grant_there_is_nothing_to_see_and_it_says_what_to_do(hub: Hub, made: LookedBack) -> None:
    made.granting.give("denials.keep", "all", "核对本周名单")
    made.denying.add("number", CHEN, WHY, made.now.replace(day=17))
    made.later(hours=2)
    page = opened(hub)
    assert cells(page) == []
    assert "F3" in page._none.full
    hub.press(Key.Key_F3)
    hub.type("核对本周名单", "")
    assert [line[:3] for line in cells(page)] == [["陈立", CHEN, "生效中"]]
    assert "核对本周名单" in page.grants.full
    assert LEADER in page.about.full


def test_somebody_is_entered_appeals_and_is_lifted(hub: Hub, made: LookedBack) -> None:
    made.granting.give("denials.keep", "all", "核对本周名单")
    page = opened(hub)
    hub.press(Key.Key_F2)
    hub.type(CHEN, WHY, "7")
    assert cells(page) == [["陈立", CHEN, "生效中", "04-17 06:48", WHY]]
    assert "04-17 06:48" in hub.said
    hub.press(Key.Key_F4)
    hub.type("本人称校园卡遗失")
    assert "本人称校园卡遗失" in page.about.full
    hub.press(Key.Key_F8)
    hub.type("已核实，误列入")
    assert cells(page) == []
    hub.press(Key.Key_F6)
    assert [line[2] for line in cells(page)] == ["已解除"]
    assert "已核实，误列入" in page.about.full


@pytest.mark.parametrize(("act", "said"), [(Key.Key_F8, "解除"), (Key.Key_F4, "申诉")])
def test_a_form_is_about_the_one_in_its_title_whatever_is_clicked_or_read_anew(
    hub: Hub, made: LookedBack, act: Key, said: str
) -> None:
    made.granting.give("denials.keep", "all", "核对本周名单")
    for number in (CHEN, LIN):
        made.denying.add("number", number, WHY, made.now.replace(day=17))
    page = opened(hub)
    other = page.table.chosen
    page.table.setCurrentCell(1, 0)
    meant = page.table.chosen
    hub.press(act)
    hub.press(Key.Key_F6)
    page.table.setCurrentCell(0, 0)
    assert page.table.chosen == other
    hub.type("本人来访，已核实材料")
    assert said in hub.said
    entries = {line.entry.id: line.entry for line in made.denying.lines(ended=True)}
    assert [entries[meant].lifted_why, entries[meant].appeal].count("本人来访，已核实材料") == 1
    assert entries[other].lifted_why == entries[other].appeal == ""


@pytest.mark.parametrize(
    ("given", "said"), [((CHEN, WHY, "soon"), "请写几天"), ((CHEN, "试", "7"), "原因"), (("2019", WHY, "7"), "2019")]
)
def test_what_does_not_do_is_said_in_the_form(
    hub: Hub, made: LookedBack, given: tuple[str, str, str], said: str
) -> None:
    made.granting.give("denials.keep", "all", "核对本周名单")
    page = opened(hub)
    hub.press(Key.Key_F2)
    hub.type(*given)
    assert said in page.adding.problem
    assert cells(page) == []


def test_nothing_is_left_for_the_next_one(hub: Hub, made: LookedBack) -> None:
    made.granting.give("denials.keep", "all", "核对本周名单")
    made.denying.add("number", CHEN, WHY, made.now.replace(day=17))
    page = opened(hub)
    assert cells(page)
    made.post.sign_in(DUTY, "2468")
    hub.stage.window.open("manage")
    hub.stage.settle()
    opened(hub)
    assert cells(page) == []
    assert (page.about.full, page.grants.full) == ("", "")


def test_a_medical_officer_has_no_such_page(hub: Hub, made: LookedBack) -> None:
    made.post.sign_in(MEDICAL, "2468")
    listed = hub.show().list
    assert "限制通行" not in [listed.item(at).text() for at in range(listed.count())]


def test_an_officer_sees_the_entries_of_a_leaders_grant(hub: Hub, made: LookedBack) -> None:
    made.granting.give("denials.keep", "all", "核对本周名单")
    for number in (CHEN, LIN):
        made.denying.add("number", number, WHY, made.now.replace(day=17))
    made.post.sign_in(DUTY, "2468")
    page = opened(hub)
    page.begin_grant(CHEN)
    page.asked.begin(whom=CHEN, why="核对陈立的申诉材料", hours="1", leader=LEADER, pin=PINS[LEADER])
    page.asked.take()
    hub.stage.settle()
    assert [line[1] for line in cells(page)] == [CHEN]


def test_the_gate_tells_the_guard_whom_to_call_and_the_queue_nothing() -> None:
    said = answers.answer(RESTRICTED)
    assert (said.word, said.shape, said.ground) == ("转人工核验", "triangle", "undecided")
    assert "带班领导" in said.line
    assert "限制" not in f"{said} {lines(RESTRICTED, open_=False)}"
