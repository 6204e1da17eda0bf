"""Qt's own dialogs speak the program's language."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app import i18n
from ui.widgets.retell import use_language


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    yield
    use_language("zh")
    assert i18n.language() == "zh"


def test_the_file_dialog_is_chinese_in_chinese_and_english_in_english() -> None:
    for _again in range(2):
        use_language("zh")
        assert QCoreApplication.translate("QFileDialog", "Look in:") != "Look in:"
        use_language("en")
        assert QCoreApplication.translate("QFileDialog", "Look in:") == "Look in:"
