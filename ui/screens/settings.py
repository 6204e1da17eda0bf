"""Settings: the control level with its reason, the devices, how the window looks, the list of people, the centre."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLineEdit, QScrollArea, QWidget

from app.i18n import mark, tr
from app.policy.leveldiff import SITES
from app.settings import Settings
from app.station.setup import KINDS
from ui.post import Post
from ui.screens.centre.panel import CentrePanel
from ui.screens.manage.people import PeoplePanel
from ui.screens.pin import CHANGE_PIN
from ui.screens.screen import Screen
from ui.theme import state
from ui.threads import Jobs
from ui.widgets.boxes import Panel, column, row
from ui.widgets.choice import Choice
from ui.widgets.keybar import Hint
from ui.widgets.retell import Retold
from ui.widgets.text import Button, Text, Words
from ui.words import LEVEL_MEANS, LEVELS

LANGUAGES = {"zh": "中文", "en": "English"}
THEMES = {"light": mark("浅色"), "dark": mark("深色")}
PAGES_ON, PAGES_OFF = "on", "off"
PAGES = {PAGES_ON: mark("拿稳就识别"), PAGES_OFF: mark("只按 F11")}  # off: for a PC that is too slow
LOCKS = {"5": mark("5 分钟"), "15": mark("15 分钟"), "30": mark("30 分钟"), "0": mark("不锁")}
SOUND_ON, SOUND_OFF = "on", "off"
SOUNDS = {SOUND_ON: mark("开"), SOUND_OFF: mark("关")}
REPEATS = {"0": mark("不提示"), "8": mark("8 小时内"), "16": mark("16 小时内"), "24": mark("24 小时内")}
TAKES_BACK = {"5": mark("5 分钟"), "10": mark("10 分钟"), "30": mark("30 分钟"), "60": mark("1 小时")}
NONE = mark("不使用")
HAND_OVER, LOCK = mark("换人上岗"), mark("暂离（锁定）")


def ask_people() -> Path | None:
    """Which table, by the system's own dialog."""
    name, _ = QFileDialog.getOpenFileName(None, tr("选择人员名单"), "", "Excel, CSV (*.xlsx *.xls *.csv)")
    return Path(name) if name else None


class SettingsScreen(Retold, Screen):
    """language_chosen, theme_chosen, lock_chosen, sound_chosen: take effect at once. hand_over: somebody else goes
    on duty. sign_out: nobody is, for now. change_pin: whoever is on duty wants another one."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    lock_chosen = Signal(int)
    sound_chosen = Signal(bool)
    hand_over = Signal()
    sign_out = Signal()
    change_pin = Signal()

    def __init__(self, post: Post, jobs: Jobs, choose: Callable[[], Path | None] = ask_people) -> None:
        super().__init__()
        self._post, self._jobs, self._choose = post, jobs, choose
        self._chosen: list[tuple[Button, Callable[[Settings], str], str]] = []
        left = column(self._level_panel(), self._people_panel(), self._passage_panel(), None, gap=12)
        right = column(self._device_panel(), self._look_panel(), self._centre_panel(), None, gap=12)
        sides = row(margins=(14, 12, 14, 12), gap=12)
        for side in (left, right):
            sides.addLayout(side, 1)
        inside, scroll = QWidget(), QScrollArea()
        inside.setLayout(sides)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.setLayout(column(scroll))
        for cap, signal in (("F2", self.hand_over), ("F3", self.sign_out), ("F9", self.change_pin)):
            QShortcut(QKeySequence(cap), self).activated.connect(signal)
        self.people.listed.connect(
            lambda: QTimer.singleShot(0, lambda: scroll.ensureWidgetVisible(self.people.refused))
        )
        self.centre.asking.connect(
            lambda: QTimer.singleShot(0, lambda: scroll.ensureWidgetVisible(self.centre.question))
        )
        self.people.sheet.opened.connect(
            lambda: QTimer.singleShot(0, lambda: scroll.ensureWidgetVisible(self.people.sheet))
        )

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("Tab", mark("下一项")), Hint("Space", mark("选中")), Hint("F2", HAND_OVER), Hint("F3", LOCK),
            Hint("F9", CHANGE_PIN), Hint("Ctrl+1", mark("回到校门"), last=True),
        )  # fmt: skip

    def opened(self) -> None:
        """Show what is in force now."""
        level = self._post.status().level
        if level in self._levels:
            self._levels[level].setChecked(True)
        self.retell()
        self._why.clear()
        next(iter(self._levels.values())).setFocus()

    def retell(self) -> None:
        self._fill(self._camera, self._post.cameras(), self._post.settings.camera)
        self._fill(self._thermometer, self._post.thermometers(), self._post.settings.thermometer)
        self._fill(self._gun, self._post.thermometers(), self._post.settings.gun)
        self._prefix.setText(self._post.settings.gun_prefix)
        self._suffix.setText(self._post.settings.gun_suffix)
        self._name.setText(self._post.settings.post_name)
        self._kind.clear()
        for kind, words in KINDS.items():
            self._kind.addItem(tr(words), kind)
        self._kind.setCurrentIndex(max(self._kind.findData(self._post.settings.post), 0))
        for button, now, name in self._chosen:
            if now(self._post.settings) == name:
                button.setChecked(True)

    # The level

    def set_level(self) -> None:
        """Put the chosen level into force; why is part of the record."""
        name = next((name for name, button in self._levels.items() if button.isChecked()), "")
        why = self._why.text().strip()
        state(self._why, wrong=not why)
        if not why:
            self._why.setFocus()
            self.said.emit(mark("请写明为什么调整级别，例如文件号或通知。"), "problem")
            return
        done: Words = lambda: tr("管控级别已改为“{level}”。", level=tr(LEVELS[name]))  # noqa: E731
        self._do(lambda: self._post.set_level(name, why), done)

    def _level_panel(self) -> Panel:
        self._levels: dict[str, Button] = {}
        group = QButtonGroup(self)
        rows = column(gap=8)
        for name, label in LEVELS.items():
            button = Button(label, choice=True)
            button.setFixedWidth(170)
            group.addButton(button)
            self._levels[name] = button
            line = row(button, gap=14)
            line.addWidget(Text(LEVEL_MEANS[name], tone="quiet", wrap=True), 1)
            rows.addLayout(line)
        self._why = QLineEdit()
        change = Button(mark("调整级别"), main=True)
        change.clicked.connect(self.set_level)
        why = column(Text(mark("为什么调整 *"), "small", "quiet", bold=True), self._why, gap=4)
        return _panel(mark("管控级别"), rows, why, row(change, None))

    # This PC

    def _device_panel(self) -> Panel:
        self._camera, self._thermometer, self._gun = Choice(), Choice(), Choice()
        self._camera.activated.connect(lambda _at: self._change(camera=self._camera.currentData()))
        self._thermometer.activated.connect(lambda _at: self._change(thermometer=self._thermometer.currentData()))
        self._gun.activated.connect(lambda _at: self._change(gun=self._gun.currentData()))
        self._prefix, self._suffix = QLineEdit(), QLineEdit()
        self._prefix.editingFinished.connect(self._take_prefix)
        self._suffix.editingFinished.connect(self._take_suffix)
        sites = self._choices(SITES, lambda own: own.measures_at, lambda name: self._change(measures_at=name))
        pages = self._choices(PAGES, lambda own: PAGES_ON if own.read_pages else PAGES_OFF, self._take_pages)
        return _panel(
            mark("设备"), _pair(mark("摄像头"), self._camera), _pair(mark("测温仪"), self._thermometer),
            _pair(mark("测温部位"), sites),
            _pair(mark("串口扫码枪"), self._gun),
            _pair(mark("扫码枪前缀"), self._prefix), _pair(mark("扫码枪后缀"), self._suffix),
            _pair(mark("手机页面"), pages),
        )  # fmt: skip

    def _passage_panel(self) -> Panel:
        repeats = self._choices(
            REPEATS, lambda own: str(own.repeat_hours), lambda name: self._change(repeat_hours=int(name))
        )
        backs = self._choices(
            TAKES_BACK, lambda own: str(own.take_back_minutes), lambda name: self._change(take_back_minutes=int(name))
        )
        sounds = self._choices(SOUNDS, lambda own: SOUND_ON if own.sound else SOUND_OFF, self._take_sound)
        self._kind, self._name = Choice(), QLineEdit()
        self._kind.activated.connect(lambda _at: self._change_post(post=self._kind.currentData()))
        self._name.editingFinished.connect(self._take_name)
        return _panel(
            mark("岗位"), _pair(mark("岗位名称"), self._name), _pair(mark("岗位种类"), self._kind),
            _pair(mark("重复通行提示"), repeats), _pair(mark("可撤回时间"), backs),
            _pair(mark("提示音"), sounds),
        )  # fmt: skip

    def _look_panel(self) -> Panel:
        languages = self._choices(LANGUAGES, lambda own: own.language, self._take_language)
        themes = self._choices(THEMES, lambda own: own.theme, self._take_theme)
        locks = self._choices(LOCKS, lambda own: str(own.lock_minutes), self._take_lock)
        acts = (
            (HAND_OVER, self.hand_over),
            (LOCK, self.sign_out),
            (CHANGE_PIN, self.change_pin),
        )
        buttons = [Button(words) for words, _ in acts]
        for button, (_, signal) in zip(buttons, acts, strict=True):
            button.clicked.connect(signal)
        return _panel(
            mark("本机"), _pair(mark("语言"), languages), _pair(mark("外观"), themes), _pair(mark("无人时锁定"), locks),
            row(*buttons, None),
        )  # fmt: skip

    def _choices(self, choices: dict[str, str], now: Callable[[Settings], str], take: Callable[[str], None]) -> QWidget:
        holder, group = QWidget(), QButtonGroup(self)
        line = row(gap=8)
        for name, words in choices.items():
            button = Button(words, choice=True)
            self._chosen.append((button, now, name))
            button.clicked.connect(_taking(take, name))
            group.addButton(button)
            line.addWidget(button)
        line.addStretch(1)
        holder.setLayout(line)
        return holder

    def _take_language(self, name: str) -> None:
        self.language_chosen.emit(name)
        self._change(language=name)

    def _take_theme(self, name: str) -> None:
        self.theme_chosen.emit(name)
        self._change(theme=name)

    def _take_lock(self, minutes: str) -> None:
        self._change(lambda: self.lock_chosen.emit(int(minutes)), lock_minutes=int(minutes))

    def _take_sound(self, name: str) -> None:
        self._change(lambda: self.sound_chosen.emit(name == SOUND_ON), sound=name == SOUND_ON)

    def _take_prefix(self) -> None:
        if (text := self._prefix.text()) != self._post.settings.gun_prefix:
            self._change(gun_prefix=text)

    def _take_suffix(self) -> None:
        if (text := self._suffix.text()) != self._post.settings.gun_suffix:
            self._change(gun_suffix=text)

    def _take_name(self) -> None:
        name = self._name.text().strip()
        if not name:
            self._name.setText(self._post.settings.post_name)
        elif name != self._post.settings.post_name:
            self._change_post(post_name=name)

    def _change_post(self, **changes: str) -> None:
        """The lane and the screens are made for a post: another one begins with the next window."""
        self._do(lambda: self._post.change_settings(**changes), mark("岗位已改。请关上窗口再打开，才全部生效。"))

    def _take_pages(self, name: str) -> None:
        self._change(read_pages=name == PAGES_ON)

    def _change(self, then: Callable[[], None] = lambda: None, **changes: Any) -> None:
        """then: what takes effect at once, where it was permitted."""
        self._do(lambda: self._post.change_settings(**changes), mark("设置已保存。"), then)

    def _fill(self, box: Choice, found: Any, now: str) -> None:
        box.clear()
        box.addItem(tr(NONE), "")
        for name in dict.fromkeys([*found, *([now] if now else [])]):
            box.addItem(Path(name).name if "/" in name and "//" not in name else name, name)
        box.setCurrentIndex(max(box.findData(now), 0))

    # People and the centre

    def _people_panel(self) -> Panel:
        self.people = PeoplePanel(self._post, self._jobs, self._choose)
        self.people.said.connect(self.said)
        return self.people

    def _centre_panel(self) -> Panel:
        self.centre = CentrePanel(self._post, self._jobs)
        self.centre.said.connect(self.said)
        return self.centre

    def _do(self, work: Callable[[], None], done: Words, then: Callable[[], None] = lambda: None) -> None:
        def over(_none: None) -> None:
            then()
            self.retell()  # a change of language told everything anew before it was saved
            self.said.emit(done, "hint")

        self._jobs.run(work, over, self._failed)

    def _failed(self, error: Exception) -> None:
        self.retell()  # what was chosen and refused is not what is in force
        self.said.emit(lambda: str(error), "problem")


def _taking(take: Callable[[str], None], name: str) -> Callable[[], None]:
    return lambda: take(name)


def _panel(title: str, *parts: Any) -> Panel:
    return Panel(column(Text(title, "lead", bold=True), *parts, None, margins=(20, 12, 20, 14), gap=10))


def _pair(label: str, editor: QWidget) -> Any:
    words = Text(label, tone="quiet")
    words.setFixedWidth(110)
    line = row(words, gap=8)
    line.addWidget(editor, 1)
    return line
