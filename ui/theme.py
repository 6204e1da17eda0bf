"""The one place for style sheets: one sheet made from the tokens, the bundled font, and how a state is shown.

A widget says what it is by properties (`size`, `tone`, `panel`, `state` …), never by a style sheet of its own.
"""

from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources
from ui.sheet import SHEET
from ui.tokens import LIGHT, RADIUS, RADIUS_PANEL, SIZES, THEMES, Tokens

FAMILY = "Noto Sans SC"
_FONTS = Path(resources.__path__[0]) / "fonts"

_tokens = LIGHT


def tokens() -> Tokens:
    """The colours in use, for what is painted by hand."""
    return _tokens


def colour(name: str) -> QColor:
    """One token of the theme in use as a colour."""
    return QColor(getattr(_tokens, name))


def font(size: str, *, bold: bool = False) -> QFont:
    """The font for painting text of one of SIZES, with figures of equal width."""
    made = QFont(FAMILY)
    made.setPixelSize(SIZES[size])
    made.setBold(bold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def load_fonts() -> None:
    """Make the bundled font known to Qt; a bare machine would show boxes instead of Chinese."""
    if FAMILY in QFontDatabase.families():
        return
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(_FONTS / f"NotoSansSC-{weight}.ttf"))


def apply(app: QApplication, name: str) -> None:
    """Dress the whole program in the theme `name` (light or dark); anything else means light."""
    global _tokens
    _tokens = THEMES.get(name, LIGHT)
    sheet = _sheet(_tokens)
    if app.styleSheet() == sheet:
        return
    load_fonts()
    app.setStyleSheet("")  # Qt dresses a widget once for each one it stands in where a sheet takes another's place
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font("body"))
    app.setPalette(_palette(_tokens))
    app.setStyleSheet(sheet)


def state(widget: QWidget, **properties: object) -> None:
    """Give a widget properties that the style sheet speaks of, and have it drawn anew where they changed. One that was
    never shown is dressed when it is: while a screen is put together that would be done twice."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def _sheet(tokens: Tokens) -> str:
    sizes = {f"size_{size}": str(pixels) for size, pixels in SIZES.items()}
    radii = {"radius": str(RADIUS), "radius_panel": str(RADIUS_PANEL)}
    return Template(SHEET).substitute(tokens.as_dict() | sizes | radii)


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.ground, QPalette.ColorRole.Base: tokens.panel,
        QPalette.ColorRole.AlternateBase: tokens.ground, QPalette.ColorRole.Button: tokens.panel,
        QPalette.ColorRole.Text: tokens.ink, QPalette.ColorRole.WindowText: tokens.ink,
        QPalette.ColorRole.ButtonText: tokens.ink, QPalette.ColorRole.ToolTipBase: tokens.panel,
        QPalette.ColorRole.ToolTipText: tokens.ink, QPalette.ColorRole.PlaceholderText: tokens.ink_2,
        QPalette.ColorRole.Highlight: tokens.accent, QPalette.ColorRole.HighlightedText: tokens.on_accent,
    }  # fmt: skip
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    return palette
