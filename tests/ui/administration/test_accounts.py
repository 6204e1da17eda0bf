"""Accounts by keyboard: what an administrator without a terminal does, and what is recorded of it."""

import pytest

from app.access.accounts import SignInRefused
from app.access.roles import LABELS, ROLES
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS, actions
from tests.fakes.office import Key, Modifier, Office
from ui.printing import Leaf
from ui.screens.manage.accounts import ROLE_IS, Accounts


@pytest.fixture
def page(office: Office) -> Accounts:
    front = office.page("账号")
    assert isinstance(front, Accounts)
    return front


def row(page: Accounts, name: str) -> list[str]:
    table = page.table
    for at in range(table.rowCount()):
        if table.item(at, 0).text() == name:
            return [table.item(at, to).text() for to in range(table.columnCount())]
    return []


def choose(office: Office, page: Accounts, name: str) -> None:
    office.press(Key.Key_Home)
    for _ in range(page.table.rowCount()):
        if page.table.chosen != name:
            office.press(Key.Key_Down)
    assert page.table.chosen == name


def test_the_list_says_who_what_and_when(office: Office, page: Accounts) -> None:
    assert row(page, ADMINISTRATOR) == [ADMINISTRATOR, "管理员", "可登录", "2022-04-10 06:48"]
    assert row(page, GUARD) == [GUARD, "保安", "可登录", "半年内没有登录"]


def test_one_is_added_and_signs_in(office: Office, page: Accounts) -> None:
    office.press(Key.Key_F2)
    office.type("wang", "", "2468", "2468")
    assert row(page, "wang")[1:3] == ["保安", "可登录"]
    assert office.post.check("wang", "2468").role == "guard"
    assert ("account", "wang", ADMINISTRATOR) in actions(office.post)
    assert page.table.hasFocus()


def test_which_floors_one_opens_on_the_dormitory_s_map(office: Office, page: Accounts) -> None:
    choose(office, page, GUARD)
    office.press(Key.Key_F6)
    office.type("5/2、 6")
    assert row(page, GUARD)[1] == "保安 · 5/2 6"
    assert ("account opens", GUARD, ADMINISTRATOR) in actions(office.post)
    office.press(Key.Key_F6)
    assert page.map.values() == {"places": "5/2 6"}
    office.type("")
    assert row(page, GUARD)[1] == "保安 · 5/2 6"  # left as it stood
    office.press(Key.Key_F6)
    office.press(Key.Key_Backspace)
    office.type("")
    assert row(page, GUARD)[1] == "保安"


def test_two_pins_that_differ_are_asked_for_again_and_nothing_is_made(office: Office, page: Accounts) -> None:
    office.press(Key.Key_F2)
    office.type("wang", "", "2468", "2469")
    assert page.adding.problem == "两次输入的 PIN 不一样，请重新输入。"
    assert page.adding.values()["name"] == "wang"
    assert row(page, "wang") == []


def test_what_does_not_do_is_said_in_the_form(office: Office, page: Accounts) -> None:
    office.press(Key.Key_F2)
    office.type("wang", "", "12", "12")
    assert "4 到 12 位数字" in page.adding.problem
    office.press(Key.Key_Escape)
    office.press(Key.Key_F2)
    assert page.adding.problem == ""
    assert page.adding.values()["pin"] == ""


def test_a_name_is_not_given_twice(office: Office, page: Accounts) -> None:
    office.post.add_account("wang", "medical", "1111")
    office.press(Key.Key_F2)
    office.type("wang", "", "2468", "2468")
    assert "已有“wang”的账号" in page.adding.problem
    assert office.post.check("wang", "1111").role == "medical"


def test_another_role_keeps_the_pin(office: Office, page: Accounts) -> None:
    choose(office, page, GUARD)
    office.press(Key.Key_F3)
    office.press(Key.Key_Down)
    office.press(Key.Key_Return)
    assert row(page, GUARD)[1] == "校医"
    assert office.post.check(GUARD, PINS[GUARD]).role == "medical"


def test_a_new_pin_ends_the_old_one(office: Office, page: Accounts) -> None:
    choose(office, page, GUARD)
    office.press(Key.Key_F4)
    office.type("98765", "98765")
    assert office.post.check(GUARD, "98765").role == "guard"
    with pytest.raises(SignInRefused):
        office.post.check(GUARD, PINS[GUARD])
    assert ("account pin", GUARD, ADMINISTRATOR) in actions(office.post)


def click(page: Accounts, name: str) -> None:
    """With the mouse, while something else has the keys."""
    at = next(at for at in range(page.table.rowCount()) if page.table.item(at, 0).text() == name)
    page.table.setCurrentCell(at, 0)


def test_another_role_is_given_to_the_one_in_the_title_whichever_row_is_clicked_meanwhile(
    office: Office, page: Accounts
) -> None:
    choose(office, page, GUARD)
    office.press(Key.Key_F3)
    office.press(Key.Key_Down)
    click(page, LEADER)
    office.press(Key.Key_Return)
    assert (row(page, GUARD)[1], row(page, LEADER)[1]) == ("校医", "带班领导")


def test_a_new_pin_is_for_the_one_in_the_title_whichever_row_is_clicked_meanwhile(
    office: Office, page: Accounts
) -> None:
    choose(office, page, GUARD)
    office.press(Key.Key_F4)
    click(page, ADMINISTRATOR)
    office.type("98765", "98765")
    assert office.post.check(GUARD, "98765").role == "guard"
    assert office.post.check(ADMINISTRATOR, PINS[ADMINISTRATOR]).role == "administrator"


def test_a_disabled_account_opens_nothing_until_the_same_key_enables_it(office: Office, page: Accounts) -> None:
    choose(office, page, GUARD)
    office.press(Key.Key_F8)
    assert row(page, GUARD)[2] == "已停用"
    with pytest.raises(SignInRefused, match="停用"):
        office.post.check(GUARD, PINS[GUARD])
    assert page.table.chosen == GUARD
    office.press(Key.Key_F8)
    assert office.post.check(GUARD, PINS[GUARD]).role == "guard"
    assert [name for name, *_ in actions(office.post)][-3:] == [
        "account disabled", "sign-in refused", "account enabled",
    ]  # fmt: skip


def test_the_last_administrator_stays_one(office: Office, page: Accounts) -> None:
    choose(office, page, ADMINISTRATOR)
    office.press(Key.Key_F8)
    assert "不能停用自己" in office.said
    office.press(Key.Key_F3)
    office.press(Key.Key_Home)
    office.press(Key.Key_Return)
    assert "最后一个管理员" in page.role.problem
    assert row(page, ADMINISTRATOR)[1:3] == ["管理员", "可登录"]


def test_the_sealed_codes_are_shown_once_and_work(office: Office, page: Accounts) -> None:
    printed: list[Leaf] = []
    page.paper._print = lambda leaf: bool(printed.append(leaf)) or True
    office.press(Key.Key_F9)
    office.type(PINS[ADMINISTRATOR])
    codes = page.paper.lines.full.splitlines()
    assert len(codes) == 5
    office.press(Key.Key_P, Modifier.ControlModifier)
    assert printed[0].lines == tuple(codes)
    office.press(Key.Key_Escape)
    assert page.paper.lines.full == ""
    assert office.post.sign_in_emergency(codes[0], "联系不上").role == "supervisor"


def test_the_codes_ask_for_ones_own_pin(office: Office, page: Accounts) -> None:
    office.press(Key.Key_F9)
    office.type(PINS[LEADER])
    assert "PIN 不对" in page.codes.problem
    assert ("emergency codes", "", ADMINISTRATOR) not in actions(office.post)


def test_every_role_says_what_it_is_there_for() -> None:
    assert tuple(ROLE_IS) == ROLES
    assert [words.split("：")[0] for words in ROLE_IS.values()] == [LABELS[role] for role in ROLES]
