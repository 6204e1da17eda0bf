"""The key and its code by keyboard: one's own PIN first, on paper, and gone from the screen."""

import pytest

from app.store.secret.key import key_for, where
from app.store.secret.recovery import key_of
from tests.fakes.homes import ADMINISTRATOR, GUARD, PINS, actions
from tests.fakes.keyrings import memory_keyring
from tests.fakes.office import Key, Modifier, Office
from ui.printing import Leaf, document
from ui.screens.manage.key import KeyPage


@pytest.fixture
def page(office: Office) -> KeyPage:
    front = office.page("密钥与恢复码")
    assert isinstance(front, KeyPage)
    return front


def test_the_code_is_shown_after_ones_own_pin_printed_and_forgotten(office: Office, page: KeyPage) -> None:
    printed: list[Leaf] = []
    page.paper._print = lambda leaf: bool(printed.append(leaf)) or True
    assert "还没有人打印过" in page.shown.full
    office.press(Key.Key_F2)
    office.type(PINS[ADMINISTRATOR])
    code = "-".join(page.paper.lines.full.splitlines())
    assert key_of(code) == key_for(office.post.home)
    assert page.shown.full == f"2022-04-10 06:48 {ADMINISTRATOR} 打印或查看过。"
    assert ("recovery code", "", ADMINISTRATOR) in actions(office.post)
    office.press(Key.Key_P, Modifier.ControlModifier)
    assert "-".join(printed[0].lines) == code
    office.press(Key.Key_Return)
    assert page.aside is page.paper, "a key too many puts nothing away"
    office.press(Key.Key_Escape)
    assert page.paper.lines.full == ""
    assert page.aside is not page.paper


def test_another_pin_shows_nothing_and_is_recorded(office: Office, page: KeyPage) -> None:
    office.press(Key.Key_F2)
    office.type(PINS[GUARD])
    assert "PIN 不对" in page.asking.problem
    assert page.paper.lines.full == ""
    assert ("sign-in refused", ADMINISTRATOR, "") in actions(office.post)


def test_a_page_that_is_left_takes_the_code_from_the_screen(office: Office, page: KeyPage) -> None:
    office.press(Key.Key_F2)
    office.type(PINS[ADMINISTRATOR])
    assert page.paper.lines.full
    office.press(Key.Key_PageDown, Modifier.ControlModifier)
    assert page.paper.lines.full == ""


def test_the_key_goes_under_a_passphrase_and_backups_still_work(office: Office, page: KeyPage) -> None:
    office.press(Key.Key_F3)
    office.press(Key.Key_End)
    office.press(Key.Key_Return)
    office.type("a good lock", "another lock")
    assert "不一样" in page.moving.problem
    office.type("a good lock")
    assert where(office.post.home) == "passphrase"
    assert "口令保护" in page.place.full
    office.post.backup(office.folder / "copy.gatepost")
    assert ("key", "passphrase", ADMINISTRATOR) in actions(office.post)


def test_a_short_passphrase_is_refused(office: Office, page: KeyPage) -> None:
    office.press(Key.Key_F3)
    office.press(Key.Key_End)
    office.press(Key.Key_Return)
    office.type("short", "short")
    assert "至少要 8 个字符" in page.moving.problem
    assert where(office.post.home) == "file"


def test_the_key_goes_into_the_keyring(office: Office, page: KeyPage) -> None:
    with memory_keyring():
        office.press(Key.Key_F3)
        office.press(Key.Key_Down)
        office.press(Key.Key_Return)
        office.type("", "")
        assert where(office.post.home) == "keyring"
        assert "密钥环" in page.place.full


def test_without_a_printer_the_code_goes_into_no_file(
    office: Office, page: KeyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    office.press(Key.Key_F2)
    office.type(PINS[ADMINISTRATOR])
    office.press(Key.Key_P, Modifier.ControlModifier)
    assert "没有接打印机" in page.paper._said.full
    assert page.paper.lines.full


def test_what_is_printed_says_what_it_is() -> None:
    text = document(Leaf("恢复码", ("ABCDE-<12>",), "装信封")).toPlainText()
    assert [line for line in text.splitlines() if line] == ["恢复码", "ABCDE-<12>", "装信封"]
