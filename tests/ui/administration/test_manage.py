"""One entry for many pages: who may not do a page's work does not see it, and everything is reached by keys."""

import pytest
from PySide6.QtWidgets import QApplication, QListWidget

from app.access.roles import PERMISSIONS, ROLES
from app.i18n import use
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS
from tests.fakes.office import Key, Modifier, Office
from tests.shots.stage import Stage
from ui.administration import PAGES, offered
from ui.screens.manage.screen import Manage, Page
from ui.screens.screen import Screen


def names(listed: QListWidget) -> list[str]:
    return [listed.item(at).text() for at in range(listed.count())]


def test_a_guard_is_offered_nothing(office: Office) -> None:
    office.post.sign_in(GUARD, PINS[GUARD])
    assert not offered(office.post)
    office.stage.window.offer("manage", offered(office.post))
    office.show()
    assert names(office.hub.list) == []
    assert not office.stage.window.rail.offers("manage")


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (LEADER, ["保存期限", "保全", "台账核对"]),
        (ADMINISTRATOR, ["账号", "保存期限", "保全", "备份", "密钥与恢复码", "台账核对"]),
    ],
)
def test_each_role_sees_its_own_pages(office: Office, who: str, seen: list[str]) -> None:
    office.post.sign_in(who, PINS[who])
    assert offered(office.post)
    assert [name for name in names(office.show().list) if name in seen] == seen
    assert "账号" not in names(office.hub.list) or who == ADMINISTRATOR


def test_every_page_names_a_permission_that_not_everybody_has() -> None:
    for _, permission in PAGES.values():
        assert PERMISSIONS[permission] < set(ROLES)


def test_the_pages_change_with_whoever_is_on_duty(office: Office) -> None:
    office.page("备份")
    office.post.sign_in(LEADER, PINS[LEADER])
    office.stage.window.open("manage")
    office.stage.settle()
    assert "备份" not in names(office.hub.list)
    assert office.hub.front is not None
    assert office.hub.list.currentRow() == 0


def test_the_keys_lead_into_a_page_out_of_it_and_to_the_next(office: Office) -> None:
    page = office.page("保全")
    assert page.hints()[0].key == "F2"
    office.press(Key.Key_Escape)
    assert office.hub.list.hasFocus()
    office.press(Key.Key_Return)
    office.press(Key.Key_PageDown, Modifier.ControlModifier)
    assert office.hub.list.currentItem().text() == "备份"
    office.press(Key.Key_PageUp, Modifier.ControlModifier)
    assert office.hub.list.currentItem().text() == "保全"


def test_the_arrows_lead_to_every_page(office: Office) -> None:
    listed = office.show().list
    seen = []
    for _ in range(listed.count()):
        seen.append(office.hub.front)
        office.press(Key.Key_Down)
        assert QApplication.activeWindow() is office.stage.window, "a part of the page was a window for a moment"
    assert len(set(seen)) == listed.count() == len(PAGES)


def test_a_page_is_laid_out_when_it_is_first_turned_to(stage: Stage) -> None:
    made: list[str] = []

    def page(name: str) -> Page:
        def make() -> Screen:
            made.append(name)
            return Screen()

        return Page(name, "level.set", make)

    hub = Manage([page("a"), page("b")], lambda _permission: True)
    hub.opened()
    assert made == ["a"]
    for row in (1, 0, 1):
        hub.list.setCurrentRow(row)
    hub.opened()
    assert made == ["a", "b"]
    assert hub.list.currentRow() == 1  # where it was left


def test_a_shortcut_reaches_an_entry_only_where_it_is_offered(office: Office) -> None:
    office.show()
    window = office.stage.window
    window.offer("manage", False)
    assert not window._reachable("manage")
    window.offer("manage", True)
    assert window._reachable("manage")


def test_the_list_speaks_english(office: Office) -> None:
    office.show()
    office.stage.dress("light", "en")
    assert "Accounts" in names(office.hub.list)
    use("zh")
