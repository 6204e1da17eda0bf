"""Switching the language says everything anew, and nothing is cut off in either."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from app.records.registry import kinds
from tests.shots.scenes import SCENES
from tests.shots.stage import Stage
from ui.widgets.retell import use_language
from ui.widgets.text import Text
from ui.widgets.verdict import VerdictPanel

CHINESE = re.compile("[\u4e00-\u9fff]")
NAMES = re.compile(
    "[林何许沈韩杨周吴郑王冯陈](?:晓彤|静怡|诺|佳|雪|柳|远|思宁|博文)|刘师傅|小柳|"
    "何老师|卫健部门 2022-17 号调查|卫健部门流调，3 号楼病例|核对本周名单|多次借用他人校园码，学院正在处理|"
    "林晓彤|林小童|陈立|孙国栋|周明|吴海燕|李主任|管理员|王老师|赵师傅|刘强|东门 · 人行通道|东门|[^ ·]*学院|后勤处"
    "|临床|护理|检验|班|林[*]彤|林|陈|吴|孙|郑|何|许|吉林省..市|中文|大白菜|鲜牛奶|公斤|箱|城郊合作社|光明乳业|吉A|白城市洮北区"
    "|后勤楼|84 消毒液|驻校教师|远|平板车|西门—三食堂|三食堂库房|大米|豆油|白酒|袋|吉G|黑B|防控指挥部"
    "|9 号楼 30[123]|5号楼|4 月 9 日核酸|赵校医|健康监测房 302"
    "|钱进|顺丰|韵达|美团|王敏|赵云|周宁|一食堂后厨|一食堂|食堂|保洁|门卫|5 号楼|西门|75% 酒精"
    "|封闭管控（24 小时）|省疾控 4 月 9 日通报|复学后第一周|老人、儿童没有手机|校医院证明|名称\n封闭管控"
    "|Name\n封闭管控|合作社|本市，行程卡人人带星号"
)
"""What is a name, and stays as it is in every language; and the invented data of the scenes."""


def texts(root: QWidget) -> list[str]:
    """Everything a user reads in a window, hidden or not."""
    found: list[str] = [root.windowTitle()]
    found += [label.full if isinstance(label, Text) else label.text() for label in root.findChildren(QLabel)]
    found += [button.text() for button in root.findChildren(QAbstractButton)]
    found += [line.placeholderText() for line in root.findChildren(QLineEdit)]
    for box in root.findChildren(QComboBox):
        found += [box.itemText(at) for at in range(box.count())]
    for panel in root.findChildren(VerdictPanel):
        found += [panel.answer.word, panel.answer.line]
    return found


def play(stage: Stage, scene: Callable[[Stage], None]) -> None:
    scene(stage)
    stage.window.show_status(stage.post.status())
    stage.window.tick()
    stage.window.show()
    stage.settle()


OTHERS = ("gate-camera-lost", "desk-problems", "paper-problems", "trouble")
PLAIN = [name for name in SCENES if "english" not in name and name not in OTHERS]
"""All but the scenes that are English already, and those that show a sentence made by somebody else."""


@pytest.mark.parametrize("name", PLAIN)
def test_a_scene_fits_the_window_in_both_languages_and_says_everything_in_the_one_in_use(
    stage: Stage, name: str
) -> None:
    play(stage, SCENES[name])
    for language in ("zh", "en"):
        use_language(language)
        stage.settle()
        assert (language, stage.window.width(), stage.window.height()) == (language, 1366, 768)
        assert (language, cut_off(stage.window)) == (language, [])
    assert not [text for text in texts(stage.window) if CHINESE.search(NAMES.sub("", text))]


def cut_off(window: QWidget) -> list[str]:
    """Words that do not fit their place; names may be shortened where that shows."""
    seen = [label for label in window.findChildren(Text) if label.isVisible()]
    cut = [
        label.full
        for label in seen
        if not label.wordWrap() and label.text() == label.full and label.full
        and max(map(label.fontMetrics().horizontalAdvance, label.full.splitlines())) > label.width() + 1
    ]  # fmt: skip
    shortened = [label.full for label in seen if label.text() != label.full]
    return cut + [text for text in shortened if not NAMES.search(text)]


def test_and_in_chinese_again_after_switching_back(stage: Stage) -> None:
    play(stage, SCENES["gate-admit"])
    before = texts(stage.window)
    use_language("en")
    assert texts(stage.window) != before
    use_language("zh")
    assert texts(stage.window) == before


def test_the_scenes_show_a_form_of_every_kind_they_could() -> None:
    assert {"goods", "temperature"} <= set(kinds())
