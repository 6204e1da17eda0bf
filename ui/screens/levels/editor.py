"""The editor of a control level: what is asked at each post, each way, of each kind of person."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Signal

from app.i18n import mark, tr
from app.policy.draft import EVERYWHERE, Asked, Where, asked, changed
from app.policy.level import Level, LevelFile
from app.policy.leveldiff import asked_words, differences, place_words
from app.policy.person import LABELS
from app.station.leveldesk import LevelDesk
from ui.screens.levels.forms import (
    ALL,
    APPLY,
    SAME,
    asking_form,
    colors_form,
    head_form,
    read_asked,
    read_colors,
    read_head,
)
from ui.screens.levels.sub import InkTable, SubPage
from ui.texttable import view_of
from ui.threads import Jobs
from ui.widgets.actions import Act, Actions
from ui.widgets.boxes import column
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.text import Text

NAME = Field("name", mark("代号"), hint=mark("小写字母、数字、连字符，如 closed-2"))
TITLE, WHY = Field("called", mark("名称")), Field("why", mark("为什么这样改"))


class LevelEditor(SubPage):
    """to_form: a form that takes the whole page; to_preview, to_try: the level as it stands; saved: it was kept."""

    to_form = Signal(object)
    to_preview = Signal(object)
    to_try = Signal(object)
    saved = Signal()

    def __init__(self, desk: LevelDesk, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._desk = desk
        self._level: Level | None = None
        self._begun: LevelFile | None = None
        self.model = InkTable([mark("位置"), mark("人员"), mark("要求")], self._ink)
        self.view = view_of(self.model, 2)
        self.title, self.here, self.about = Text("", bold=True), Text("", wrap=True), Text("", tone="quiet", wrap=True)
        self.view.selectionModel().currentRowChanged.connect(lambda *_at: self.here.say(self._here_words))
        about = mark("保存不等于启用：现行级别不变，保存后在目录里按 F3 启用。")
        self.saving = self.add_form(SmallForm(mark("保存"), [NAME, TITLE, WHY], mark("保存"), about), self._save)
        acts = (
            Act("F2", mark("修改这一行"), self._begin_asking), Act("F3", mark("发热线、时限和快递"), self._begin_head),
            Act("F8", mark("健康码和行程卡颜色"), self._begin_colors),
            Act("F4", mark("谁能进"), lambda: self._emit(self.to_preview.emit)),
            Act("F6", mark("用昨天的通行试一试"), lambda: self._emit(self.to_try.emit)),
            Act("F9", mark("保存"), self._begin_saving),
        )  # fmt: skip
        left = column(self.title, self.view, gap=6)
        self.lay_out(mark("修改级别"), left, self.view, Actions(self, acts), self.here, self.about)

    @property
    def level(self) -> Level | None:
        """As it stands now."""
        return self._level

    def edit(self, level: Level) -> None:
        """Begin with this level."""
        self._level, self._begun = level, level.file
        self._show()
        self.view.selectRow(0)

    def _show(self) -> None:
        at = max(self.view.currentIndex().row(), 0)
        self.model.show(len(EVERYWHERE), self._cells)
        self.view.selectRow(at)
        level = self._level
        self.title.say(lambda: tr("{title}（{name}）", title=tr(level.title), name=level.name) if level else "")
        self.here.say(self._here_words)
        self.about.say(self._changed_words)

    def _here_words(self) -> str:
        """What is asked in the row in hand, in full."""
        row = self.view.currentIndex().row()
        return "\n".join(self._cells(row)) if self._level is not None and row >= 0 else ""

    def _changed_words(self) -> str:
        if self._level is None or self._begun is None:
            return ""
        found = differences(self._begun, self._level.file)
        if not found:
            return tr("还没有修改。一行是一处、一个方向、一类人员。")
        return tr("已修改 {n} 处，还没有保存：{what}", n=len(found), what=", ".join(one.what for one in found))

    def _cells(self, row: int) -> tuple[str, str, str]:
        post, way, kind = EVERYWHERE[row]
        assert self._level is not None
        return place_words(post, way), tr(LABELS[kind]), asked_words(asked(self._level.file, EVERYWHERE[row]))

    def _ink(self, row: int, _column: int) -> str:
        where = EVERYWHERE[row]
        if self._level is None or self._begun is None:
            return "ink"
        return "accent_ink" if asked(self._level.file, where) != asked(self._begun, where) else "ink"

    # What is asked

    def _begin_asking(self) -> None:
        level, where = self._level, EVERYWHERE[max(self.view.currentIndex().row(), 0)]
        if level is None:
            return
        form = asking_form(level.file, where)
        form.given.connect(lambda given: self._take(form, lambda: self._asked(level.file, where, given)))
        self.to_form.emit(form)

    def _asked(self, file: LevelFile, where: Where, given: dict[str, str]) -> LevelFile:
        return changed(file, places(file, where, given[APPLY]), read_asked(file, given))

    def _begin_head(self) -> None:
        if level := self._level:
            form = head_form(level.file)
            form.given.connect(lambda given: self._take(form, lambda: read_head(level.file, given)))
            self.to_form.emit(form)

    def _begin_colors(self) -> None:
        if level := self._level:
            form = colors_form(level.file)
            form.given.connect(lambda given: self._take(form, lambda: read_colors(level.file, given)))
            self.to_form.emit(form)

    def _take(self, form: SmallForm, made: Callable[[], LevelFile]) -> None:
        """What a form says becomes part of the level, if the whole does."""

        def work() -> Level:
            return self._desk.draft(made())

        def over(level: Level) -> None:
            self._level = level
            self._show()
            form.left.emit()

        self.run(work, over, lambda error: form.say_problem(lambda: str(error)))

    # Keeping it

    def _emit(self, emit: Callable[[object], None]) -> None:
        if self._level is not None:
            emit(self._level)

    def _begin_saving(self) -> None:
        if level := self._level:
            self.turn_to(self.saving)
            self.saving.begin(name=level.name, called=tr(level.title))

    def _save(self, given: dict[str, str]) -> None:
        level = self._level
        assert level is not None
        title = level.title if given["called"] == tr(level.title) else given["called"]
        file = named(level.file, given["name"], title)

        def over(kept: object) -> None:
            assert isinstance(kept, Level)
            self.turn_back()
            self.edit(kept)
            self.said.emit(mark("已保存，还没有启用。"), "hint")
            self.saved.emit()

        self.saving.set_busy(True)
        self.run(
            lambda: self._desk.save(file, given["why"]), over,
            lambda error: self.saving.say_problem(lambda: str(error)),
        )  # fmt: skip


def named(file: LevelFile, name: str, title: str) -> LevelFile:
    """The level under another name."""
    return msgspec.structs.replace(file, name=name, title=title)


def places(file: LevelFile, where: Where, apply: str) -> list[Where]:
    """Where a change made at one place counts: there alone, for all of whom the same was asked there, or for all."""
    post, way, _ = where
    here = [one for one in EVERYWHERE if one[:2] == (post, way)]
    if apply == SAME:
        was: Asked = asked(file, where)
        return [one for one in here if asked(file, one) == was]
    return here if apply == ALL else [where]
