"""The pages of 管理 before a real post, and hands on the keyboard: every key goes to whatever has the focus."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.station.local import LocalPost
from tests.fakes.administered import Administered
from tests.shots.stage import Stage
from ui.screens.manage.page import ListPage
from ui.screens.manage.screen import Manage

Key = Qt.Key
Modifier = Qt.KeyboardModifier


class Hub:
    """`show` brings the hub up for whoever is on duty; background work is done after every key."""

    def __init__(self, stage: Stage, post: LocalPost) -> None:
        self.stage, self.post = stage, post

    def show(self) -> Manage:
        from ui.administration import manage

        self.hub = manage(self.post, self.stage.jobs, self.stage.line)
        self.stage.window.add_screens({"manage": self.hub})
        self.stage.window.show()
        self.stage.window.open("manage")
        self.stage.settle()
        return self.hub

    def page(self, name: str) -> ListPage:
        """Into a page, by a click on its name on the list and Enter."""
        if not hasattr(self, "hub"):
            self.show()
        [item] = self.hub.list.findItems(name, Qt.MatchFlag.MatchExactly)
        self.hub.list.setCurrentItem(item)
        self.stage.settle()
        self.press(Key.Key_Return)
        front = self.hub.front
        assert isinstance(front, ListPage)
        return front

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key, modifier)
        self.stage.settle()

    def type(self, *lines: str) -> None:
        """Each line ends with Enter."""
        for line in lines:
            widget = QApplication.focusWidget()
            assert widget is not None
            if line.isascii():
                QTest.keyClicks(widget, line)
            for letter in "" if line.isascii() else line:  # QTest knows no keys for Chinese
                QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, Modifier.NoModifier, letter))
            self.press(Key.Key_Return)

    @property
    def said(self) -> str:
        """What the banner says."""
        return self.stage.window.banner.sentence


class Office(Administered, Hub):
    """The hub of a post as its administrator finds it."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        Administered.__init__(self, folder)
        Hub.__init__(self, stage, self.post)
        stage.ending.append(self.close)
