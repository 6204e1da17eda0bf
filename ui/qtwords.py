"""Qt's own words, as in its file dialog and the menu of a field, in the language of the program."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_FILES = {"zh": "qtbase_zh_CN"}
_NAME = "words of Qt"


def use_qt_words(language: str) -> None:
    """Have Qt speak `language`; its own English where it has no words of that language, or none are installed."""
    app = QCoreApplication.instance()
    assert app is not None
    before = app.findChild(QTranslator, _NAME)
    if before is not None:
        app.removeTranslator(before)
        before.deleteLater()
        before.setObjectName("")
    words = QTranslator(app)
    words.setObjectName(_NAME)
    if language in _FILES and words.load(
        _FILES[language], QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        app.installTranslator(words)
