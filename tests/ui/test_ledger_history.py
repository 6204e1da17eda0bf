"""The ledger's history: on a key, of the record in hand, and nothing of it for the next one on duty."""

from PySide6.QtCore import Qt

from app.errors import UserError
from app.records.registry import kind
from tests.fakes.hands import Hands
from tests.fakes.versions import VERSIONS
from tests.shots.ledgers import history
from tests.shots.records import ROWS
from tests.shots.stage import Stage
from ui.recordtable import RecordTable
from ui.screens.ledger import LedgerScreen


def texts(screen: LedgerScreen) -> list[list[str]]:
    table = screen.history.table
    return [[table.item(at, to).text() for to in range(table.columnCount())] for at in range(table.rowCount())]


def test_every_version_stands_beside_the_one_before_it(stage: Stage) -> None:
    screen = history(stage)
    said = {line[0]: line[1:] for line in texts(screen)}
    assert said["体温"] == ["38.5", "→ 36.5", "36.5"]
    assert said["部位"] == ["额温", "额温", "→ 腋温"]
    assert said["登记时间"][0] == "2022-04-10 06:00:12（补录）"
    assert said["发生时间"][0] == "2022-04-10 05:18:12"
    assert said["更正原因"][1:] == ["记在纸上，抄错一位", "复测用的是腋下体温计"]


def test_the_keys_say_what_they_do_and_esc_leads_back_to_the_record(stage: Stage) -> None:
    screen = history(stage)
    assert "Esc" in [hint.key for hint in screen.hints()]
    Hands(screen.history.table).press(Qt.Key.Key_Escape)
    assert "F7" in [hint.key for hint in screen.hints()]
    assert screen.table_view.currentIndex().row() == 0
    assert texts(screen) == []


def test_arrows_choose_a_record_while_the_filter_is_typed(stage: Stage) -> None:
    screen = history(stage)
    screen.close_history()
    stage.post.rows = ROWS[:3]
    screen.choose("passage")
    stage.settle()
    line = Hands(screen._line)
    line.press(Qt.Key.Key_Down)
    line.press(Qt.Key.Key_Down)
    assert screen.table_view.currentIndex().row() == 1
    line.press(Qt.Key.Key_Up)
    assert screen.table_view.currentIndex().row() == 0


def test_without_a_record_in_hand_it_says_what_to_do(stage: Stage) -> None:
    screen = history(stage)
    screen.close_history()
    stage.post.rows = []
    screen.reload()
    stage.settle()
    screen.open_history()
    assert "F7" in stage.window.banner.sentence


def test_a_row_says_that_it_stands_for_another_and_came_late(stage: Stage) -> None:
    screen = history(stage)
    first = screen.table.data(screen.table.index(0, 0))
    assert first == "20401 · 更正 · 补录"


def test_a_passage_that_was_taken_back_reads_so_in_its_line(stage: Stage) -> None:
    back = {"verdict": "undecided", "judged": "withdrawn", "corrects": "id-1", "why": "back-not-through"}
    table = RecordTable(kind("passage"))
    table.replace([{**ROWS[0], **back}, ROWS[1]])
    lines = [[table.data(table.index(at, column)) for column in range(table.columnCount())] for at in range(2)]
    assert lines[0][0] == f"{ROWS[0]['seq']} · 撤回了"
    assert {"已撤回，不算通行", "撤回：没有进出"} <= set(lines[0])
    assert "转人工核验" not in lines[0]
    assert "放行" in lines[1]


def test_whoever_may_not_is_told_so_and_stays_at_the_table(stage: Stage) -> None:
    screen = history(stage)
    screen.close_history()

    def refused(_id: str) -> list[object]:
        raise UserError("没有这项权限。")

    stage.post.versions = refused  # type: ignore[method-assign, assignment]
    screen.open_history()
    stage.settle()
    assert stage.window.banner.sentence == "没有这项权限。"
    assert texts(screen) == []


def test_nothing_of_it_is_left_for_the_next_one_on_duty(stage: Stage) -> None:
    screen = history(stage)
    assert texts(screen)
    stage.post.rows = []
    stage.window.open("ledger")
    stage.settle()
    assert texts(screen) == []
    assert VERSIONS[0].fact.id not in str(texts(screen))
