"""Legal holds by keyboard: placed for a reason, listed with what they cover, lifted by typing their number."""

import pytest

from tests.fakes.administered import LIN
from tests.fakes.homes import ADMINISTRATOR, LEADER, PINS, actions
from tests.fakes.office import Key, Office
from ui.screens.manage.holds import HoldsPage


@pytest.fixture
def page(office: Office) -> HoldsPage:
    front = office.page("保全")
    assert isinstance(front, HoldsPage)
    return front


def place(office: Office, *lines: str) -> None:
    office.press(Key.Key_F2)
    office.press(Key.Key_Return)  # any kind
    office.type(*lines)


def rows(page: HoldsPage) -> list[list[str]]:
    table = page.table
    return [[table.item(at, to).text() for to in range(1, table.columnCount())] for at in range(table.rowCount())]


def test_one_is_placed_and_says_what_it_covers(office: Office, page: HoldsPage) -> None:
    assert page.detail.full == "没有保全：到期的记录都会清除。"
    place(office, LIN.number, "2022-04-01", "2022-04-10 06:48", "", "no. 17")
    assert rows(page) == [["全部种类", LIN.number, "解除为止", "no. 17"]]
    assert "2022-04-01 到 2022-04-10" in page.detail.full
    assert ADMINISTRATOR in page.detail.full
    assert actions(office.post)[-1][0] == "hold"


def test_a_card_number_holds_the_same_person(office: Office, page: HoldsPage) -> None:
    office.post.people.upsert([LIN, type(LIN)(number="2019000002", name="陈立", id_number="220102200001017776")])
    place(office, "220102200001017776", "", "", "", "no. 17")
    assert rows(page)[0][1] == "2019000002"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("", "soon", "", "", "no. 17"), "时间请写成"),
        (("", "2022-04-10", "2022-04-01", "", "no. 17"), "结束时间应晚于开始时间"),
        (("", "", "", "2022-01-01", "no. 17"), "已经过去"),
        (("", "", "", "", ""), "请填写标红的几项。"),
    ],
)
def test_what_would_hold_nothing_is_refused(office: Office, page: HoldsPage, lines: tuple[str, ...], said: str) -> None:
    place(office, *lines)
    assert said in page.placing.problem
    assert rows(page) == []


def test_one_is_lifted_by_typing_its_number(office: Office, page: HoldsPage) -> None:
    place(office, LIN.number, "", "", "", "no. 17")
    office.press(Key.Key_F8)
    office.type("no")
    assert "没有解除" in page.lifting.problem
    assert len(rows(page)) == 1
    office.type(page.table.chosen)
    assert rows(page) == []
    assert actions(office.post)[-1][0] == "hold released"


def test_the_one_that_the_form_names_is_lifted_whichever_row_is_clicked_meanwhile(
    office: Office, page: HoldsPage
) -> None:
    place(office, LIN.number, "", "", "", "no. 17")
    place(office, "", "", "", "", "no. 18")
    meant = page.table.chosen
    why = page._kept[meant].hold.why
    office.press(Key.Key_F8)
    page.table.setCurrentCell(1 - page.table.currentRow(), 0)
    office.type(meant)
    assert [line[-1] for line in rows(page)] == [{"no. 17": "no. 18", "no. 18": "no. 17"}[why]]


def test_a_leader_looks_and_changes_nothing(office: Office) -> None:
    office.post.sign_in(LEADER, PINS[LEADER])
    page = office.page("保全")
    assert [hint.key for hint in page.hints()] == ["F5", "Esc"]
