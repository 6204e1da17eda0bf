"""Joining a centre: its address and the code that it gave out; and, where it has no lists yet, whether it gets ours."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from app.i18n import mark, tr
from ui.post import Post
from ui.screens.centre.page import GIVEN, OWNED
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.retell import Retold
from ui.widgets.smallform import SmallForm
from ui.widgets.text import Button, Text

_WIDTH = 110


class CentrePanel(Retold, Panel):
    """said: a sentence for the banner, and its tone. asking: the question of the hand-over has come up."""

    said = Signal(object, str)
    asking = Signal()

    def __init__(self, post: Post, jobs: Jobs) -> None:
        self.address, self.code, self.authority = QLineEdit(), QLineEdit(), QLineEdit()
        join = Button(mark("加入"))
        self.question = SmallForm(mark("把本站的资料交给指挥中心吗？"), [], mark("交给它"))
        self.question.hide()
        super().__init__(
            column(
                Text(mark("指挥中心"), "lead", bold=True), _pair(mark("地址"), self.address),
                _pair(mark("加入码"), self.code), _pair(mark("CA 证书"), self.authority), row(join, None),
                self.question, None,
                margins=(20, 12, 20, 14), gap=10,
            )
        )  # fmt: skip
        self._post, self._jobs, self._rows = post, jobs, 0
        self.address.setPlaceholderText("https://…")
        self.retell()
        join.clicked.connect(self.join)
        self.code.returnPressed.connect(self.join)
        self.question.given.connect(lambda _none: self.give())
        self.question.left.connect(self._not_given)

    def retell(self) -> None:
        self.authority.setPlaceholderText(tr("学校自建 CA 的证书文件；没有就留空"))

    def join(self) -> None:
        """Join a centre with the code that it gave out."""
        address, code = self.address.text().strip(), self.code.text().strip()
        authority = self.authority.text().strip().strip('"')  # as Windows copies a path
        if not address or not code:
            self.said.emit(mark("请填写指挥中心的地址和加入码。"), "problem")
            return
        self.said.emit(mark("正在联系指挥中心…"), "hint")
        self._jobs.run(lambda: self._post.join(address, code, authority), self._joined, self._failed)

    def _joined(self, centre: str) -> None:
        self.code.clear()
        self.said.emit(lambda: tr("已加入“{centre}”。", centre=centre), "hint")
        self._jobs.run(self._post.wanted, self._ask, self._failed)

    # Whether it gets what this post has

    def _ask(self, rows: int) -> None:
        self.question.setVisible(rows > 0)
        if rows:
            self._rows = rows
            self.question.begin(about=self._offer)
            self.asking.emit()

    def _offer(self) -> str:
        return tr(
            "指挥中心还没有资料。本站有 {n} 项：人员名单、级别、审批、校园码公钥等，以及账号。"
            "交出后由指挥中心管理，各站共用；不交则照用本站的，以后可在“管理 → 指挥中心”再交。",
            n=f"{self._rows:,}",
        )

    def give(self) -> None:
        """Hand this post's lists over."""
        self.question.hide()
        self.said.emit(mark("正在交出本站资料…"), "hint")
        self._jobs.run(self._post.give_reference, self._given, self._failed)

    def _given(self, taken: bool) -> None:
        self.said.emit(GIVEN if taken else OWNED, "hint")

    def _not_given(self) -> None:
        self.question.hide()
        self.said.emit(mark("没有交出，照用本站的资料。"), "hint")

    def _failed(self, error: Exception) -> None:
        self.said.emit(lambda: str(error), "problem")


def _pair(label: str, editor: QLineEdit) -> QHBoxLayout:
    words = Text(label, tone="quiet")
    words.setFixedWidth(_WIDTH)
    line = row(words, gap=8)
    line.addWidget(editor, 1)
    return line
