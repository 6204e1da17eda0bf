"""An empty home by its keys: the demonstration, or a post of one's own that ends with the recovery code on paper."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.errors import UserError
from app.station.setup import Done, Plan
from app.store.secret.recovery import code_of
from tests.fakes.hands import Hands
from tests.shots.stage import Stage
from ui.printing import Leaf
from ui.screens.firstrun import FirstRun

CODE = code_of(bytes(range(32)))


class Setting:
    """The first page, and what it asks for."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.plans: list[Plan] = []
        self.said: list[str] = []
        self.printed: list[Leaf] = []
        self.refuses: UserError | None = None
        self.problem = ""
        self.came_of_roster = (0, 0)
        self.screen = FirstRun(
            stage.jobs, lambda: "演示", self.set_up, lambda copy, code: "", lambda: Path("people.xlsx"), self.to_printer
        )  # fmt: skip
        self.screen.done.connect(self.said.append)
        stage.window.add_screens({"first-run": self.screen})
        stage.window.show()
        stage.window.open("first-run")

    def to_printer(self, leaf: Leaf) -> bool:
        self.printed.append(leaf)
        return True

    def set_up(self, plan: Plan) -> Done:
        if self.refuses:
            raise self.refuses
        self.plans.append(plan)
        return Done(CODE, *self.came_of_roster, problem=self.problem)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key, modifier)
        self.stage.settle()

    def type(self, *lines: str) -> None:
        for line in lines:
            QTest.keyClicks(QApplication.focusWidget(), line)
            self.press(Qt.Key.Key_Return)

    def fill(self, again: str = "2468", key: int = 0, passphrase: tuple[str, str] = ("", "")) -> None:
        Hands(self.screen).type("2")
        self.type("Baicheng", "East Gate", "", "He", "2468", again, "")
        for _ in range(key):
            self.press(Qt.Key.Key_Down)
        self.type("", *passphrase)


@pytest.fixture
def setting(stage: Stage) -> Setting:
    return Setting(stage)


def test_the_demonstration_is_one_key_away(setting: Setting) -> None:
    Hands(setting.screen).type("1")
    setting.stage.settle()
    assert setting.said == ["演示"]


def test_a_post_of_ones_own_is_set_up_by_keys_alone(setting: Setting) -> None:
    setting.fill()
    assert setting.plans == [Plan("Baicheng", "East Gate", "He", "2468")]
    assert setting.said == [], "the code comes first"
    assert "-".join(setting.screen.paper.lines.full.splitlines()) == CODE
    setting.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "-".join(setting.printed[0].lines) == CODE
    setting.press(Qt.Key.Key_Escape)
    assert setting.said == ["值守台已建好。上岗后在“管理 → 表格导入”中导入人员名单。"]
    assert setting.screen.paper.lines.full == ""


def test_what_is_missing_is_asked_for_and_the_rest_kept(setting: Setting) -> None:
    Hands(setting.screen).type("2")
    setting.type("Baicheng", "East Gate")
    setting.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert setting.plans == []
    assert setting.screen.own.problem == "请填写标红的几项。"
    assert setting.screen.own.values()["campus"] == "Baicheng"
    assert setting.screen.own.editor("administrator").hasFocus()


def test_two_pins_that_differ_set_nothing_up(setting: Setting) -> None:
    setting.fill(again="2469")
    assert setting.plans == []
    assert "不一样" in setting.screen.own.problem


def test_a_passphrase_counts_only_where_it_was_chosen(setting: Setting) -> None:
    setting.fill(key=2, passphrase=("a good lock", "a bad lock"))
    assert "口令不一样" in setting.screen.own.problem
    setting.type("a good lock")
    assert (setting.plans[0].key, setting.plans[0].passphrase) == ("passphrase", "a good lock")


def test_the_list_of_people_is_chosen_with_a_key(setting: Setting) -> None:
    Hands(setting.screen).type("2")
    setting.press(Qt.Key.Key_F4)
    assert setting.screen.own.values()["roster"] == "people.xlsx"


def test_what_the_core_refuses_is_said_in_the_form(setting: Setting) -> None:
    setting.refuses = UserError("PIN 必须是 4 到 12 位数字。")
    setting.fill()
    assert setting.screen.own.problem == "PIN 必须是 4 到 12 位数字。"
    assert setting.screen.own.values()["campus"] == "Baicheng"


def test_a_list_that_was_not_imported_is_said_at_the_end(setting: Setting) -> None:
    setting.problem = "文件 people.xlsx 不是表格。"
    setting.fill()
    setting.press(Qt.Key.Key_Escape)
    assert setting.said == ["值守台已建好，人员名单没有导入：文件 people.xlsx 不是表格。"]


def test_the_way_back_forgets_what_was_typed(setting: Setting) -> None:
    Hands(setting.screen).type("2")
    setting.type("Baicheng")
    setting.press(Qt.Key.Key_Escape)
    Hands(setting.screen).type("2")
    assert setting.screen.own.values()["campus"] == ""


def test_rows_that_were_not_imported_are_said_with_where_to_see_why(setting: Setting) -> None:
    setting.came_of_roster = 68, 3
    setting.fill()
    setting.press(Qt.Key.Key_Escape)
    (said,) = setting.said
    assert "68 人，3 行没有导入" in said
    assert "管理 → 表格导入" in said


def test_the_first_page_asks_for_no_more_room_than_beside_the_rail(setting: Setting) -> None:
    """It stays in the window's stack, and would make every later screen wider than the display."""
    assert setting.screen.minimumSizeHint().width() <= 1366 - setting.stage.window.rail.width()
