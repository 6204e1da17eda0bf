"""What is written can be read, in both themes, and what is drawn exists."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import icons, theme
from ui.tokens import READABLE, THEMES, contrast
from ui.window import ENTRIES
from ui.words import FACES, ITEMS


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_every_pair_of_colours_can_be_read(name: str) -> None:
    tokens = THEMES[name].as_dict()
    poor = [
        f"{ink} on {ground}: {found:.2f} < {need}"
        for ink, ground, need in READABLE
        if (found := contrast(tokens[ink], tokens[ground])) < need
    ]
    assert not poor


@pytest.mark.parametrize("name", THEMES)
def test_every_ink_and_verdict_is_among_the_pairs(name: str) -> None:
    looked_at = {one for pair in READABLE for one in pair[:2]}
    written = {token for token in THEMES[name].as_dict() if token.endswith("_ink") or token in ("ink", "ink_2")}
    assert written <= looked_at
    assert {face.colour for face in FACES.values()} <= looked_at


def test_figures_are_of_equal_width(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    for size in ("body", "display"):
        metrics = QFontMetrics(theme.font(size))
        assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_the_bundled_font_has_rare_characters_of_names(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    metrics = QFontMetrics(theme.font("body"))
    assert all(metrics.inFontUcs4(ord(character)) for character in "彧翀喆堃甯璟")


def test_every_icon_that_is_named_is_there() -> None:
    named = {words.icon for words in ITEMS.values()} | {entry.icon for entry in ENTRIES}
    for path in Path(icons.__file__).parent.rglob("*.py"):
        named |= set(re.findall(r'(?:Icon|pixmap)\("([a-z0-9-]+)"', path.read_text(encoding="utf-8")))
    assert len(named) > 10
    assert not [name for name in named if not (files("resources") / "icons" / f"{name}.svg").is_file()]


def test_hold_and_refer_cannot_be_told_apart() -> None:
    assert FACES["hold"] == FACES["refer"]


def test_no_two_other_faces_share_word_shape_or_sound() -> None:
    faces = [FACES[verdict] for verdict in ("admit", "hold", "refuse", "undecided")]
    for part in ("word", "colour", "shape", "sound"):
        assert len({getattr(face, part) for face in faces}) == len(faces)


class Dressed(QWidget):
    """Counts how often it is dressed."""

    times = 0

    def event(self, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.StyleChange
        return super().event(event)


def test_a_switch_dresses_a_widget_as_often_however_deep_it_stands(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    outermost = QWidget()
    qtbot.addWidget(outermost)
    inner, shallow = outermost, Dressed(outermost)
    for _ in range(12):
        inner = QWidget(inner)
    deep = Dressed(inner)
    outermost.show()
    deep.times = shallow.times = 0
    theme.apply(qapp, "dark")
    assert deep.times == shallow.times <= 3
    assert deep.palette().color(deep.foregroundRole()) == theme.colour("ink")
    theme.apply(qapp, "dark")
    assert deep.times == shallow.times <= 3
    theme.apply(qapp, "light")
    assert deep.palette().color(deep.foregroundRole()) == theme.colour("ink")
