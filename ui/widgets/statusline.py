"""The line that always tells how the post stands: who, which level, what works, what is not sent yet, and the time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from PySide6.QtWidgets import QFrame, QWidget

from app.clock import campus
from app.i18n import mark, tr
from ui.ago import ago
from ui.theme import state
from ui.widgets.boxes import row
from ui.widgets.glyph import Icon
from ui.widgets.text import Text
from ui.words import LEVELS

DeviceState = Literal["ok", "off", "lost"]
TONES = {"ok": "admit_ink", "off": "edge", "lost": "refuse_ink"}
ICONS = {
    "camera": ("camera", "camera-off"), "thermometer": ("thermometer", "thermometer"),
    "pages": ("smartphone", "smartphone"), "gun": ("scan-line", "scan-line"),
}  # fmt: skip
NAMES = {"camera": mark("摄像头"), "thermometer": mark("测温仪"), "pages": mark("识别页面"), "gun": mark("扫码枪")}
ONLY_LOST = {"pages": mark("不能识别页面"), "gun": mark("扫码枪断开")}
"""Not worth a word as long as nothing is wrong; and the words where something is."""
SAYS = {"ok": mark("{name}正常"), "off": mark("未接{name}"), "lost": mark("{name}断开")}


@dataclass(frozen=True, slots=True)
class PostStatus:
    """What is slow to change. people_at: when the list of people was last complete; None where the post stands alone.

    unsent: None where there is no centre to send to. synced_at: the last success. problem: why the last try failed.
    sending: a batch just got through and more follow; seconds_left: how long they will take, where that is known.
    clock_offset: seconds by which the centre's clock is ahead of this PC's.
    level_title: what a school calls its own level. coming: the title of the level that is set for later, and its time.
    """

    post: str
    level: str
    operator: str = ""
    people_at: datetime | None = None
    unsent: int | None = None
    synced_at: datetime | None = None
    problem: str = ""
    sending: bool = False
    seconds_left: float | None = None
    clock_offset: float = 0.0
    level_title: str = ""
    coming: tuple[str, datetime] | None = None


class _Device(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._icon = Icon(ICONS[name][0], size=18)
        self._text = Text("", "small", elide=False)
        self.setLayout(row(self._icon, self._text, gap=5))
        self.show_state("off")

    def show_state(self, now: DeviceState, sentence: str = "") -> None:
        self._icon.show_as(ICONS[self._name][now != "ok"], TONES[now])
        says = ONLY_LOST.get(self._name, SAYS[now])
        self._text.say(lambda: tr(says, name=tr(NAMES[self._name])), "refuse" if now == "lost" else "quiet")
        self.setToolTip(sentence)
        if self._name in ONLY_LOST:
            self.setVisible(now == "lost")


class StatusLine(QFrame):
    """Put together from PostStatus, the devices' states and the time."""

    OFFSET = 2.0
    """Seconds by which this PC's clock may differ from the centre's before it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        state(self, bar="top")
        self.setFixedHeight(44)
        self._post = Text("", bold=True)
        self._level = Text("", chip="closed")
        self._level.setFixedHeight(28)
        self._coming = Text("", "small", "hold", bold=True)
        self._operator = Text("", "small", elide=True)
        self._devices = {name: _Device(name) for name in NAMES}
        self._cloud = Icon("cloud-check", size=18)
        self._unsent = Text("", "small")
        self._people = Text("", "small")
        self._clock = Text("", bold=True)
        sync = row(self._cloud, self._unsent, gap=5)
        devices = self._devices.values()
        layout = row(
            self._post, self._level, self._coming, self._operator, None, *devices, margins=(16, 0, 16, 0), gap=14
        )
        layout.addLayout(sync)
        layout.addWidget(self._people)
        layout.addWidget(self._clock)
        self.setLayout(layout)
        self._now: datetime | None = None
        self._status: PostStatus | None = None

    def show_device(self, name: str, now: DeviceState, sentence: str = "") -> None:
        """`name` is "camera", "thermometer", "pages" or "gun" (of a serial port)."""
        self._devices[name].show_state(now, sentence)

    def show_time(self, now: datetime) -> None:
        """Once a second; what is told relative to now is told anew."""
        self._now = now
        self._clock.say(self._clock_words)
        self._say_people()

    def show_status(self, status: PostStatus) -> None:
        """Post, level, who is on duty, and how the centre is reached."""
        self._status = status
        self._post.say(lambda: status.post)
        state(self._level, chip=status.level)
        self._level.say(status.level_title or LEVELS.get(status.level, status.level))
        self._coming.say(self._coming_words)
        self._coming.setVisible(status.coming is not None)
        self._operator.say(lambda: tr("在岗 {name}", name=status.operator) if status.operator else "")
        lost = bool(status.problem)
        self._cloud.setVisible(status.unsent is not None)
        self._cloud.show_as("cloud-off" if lost else "cloud-check", "hold_ink" if lost else "admit_ink")
        self._unsent.say(self._unsent_words, "hold" if lost else "quiet")
        self._unsent.setToolTip(status.problem)
        self._say_people()
        self._clock.say(self._clock_words)

    def _say_people(self) -> None:
        self._people.say(self._people_words, "quiet")
        self._people.setVisible(bool(self._people_words()))

    def _unsent_words(self) -> str:
        status = self._status
        if status is None or status.unsent is None:
            return tr("单机运行") if status else ""
        if status.sending and status.unsent:
            return _sending_words(status.unsent, status.seconds_left)
        if not status.problem:
            return tr("待上传 {n}", n=f"{status.unsent:,}")
        at = f"{campus(status.synced_at):%H:%M}" if status.synced_at else "—"
        return tr("离线，待上传 {n}（{at} 起）", n=f"{status.unsent:,}", at=at)

    def _coming_words(self) -> str:
        if self._status is None or self._status.coming is None:
            return ""
        title, at = self._status.coming
        day = self._now is None or campus(at).date() != campus(self._now).date()
        return tr("{at} 起 {level}", at=f"{campus(at):%m-%d %H:%M}" if day else f"{campus(at):%H:%M}", level=tr(title))

    def _people_words(self) -> str:
        if self._status is None or self._status.people_at is None or self._now is None:
            return ""
        return tr("名单 {ago}更新", ago=ago(self._now - self._status.people_at))

    def _clock_words(self) -> str:
        if self._now is None:
            return ""
        offset = self._status.clock_offset if self._status else 0.0
        time = f"{campus(self._now):%H:%M:%S}"
        if abs(offset) < self.OFFSET:
            return time
        return tr("{time}（本机时钟差 {offset} 秒）", time=time, offset=f"{offset:+.0f}")


def _sending_words(left: int, seconds: float | None) -> str:
    """What somebody wants to know who waits for it: how many, how long. Minutes, once there is more than one."""
    n = f"{left:,}"
    if seconds is None:
        return tr("正在上传，还剩 {n}", n=n)
    if seconds < 90:
        return tr("正在上传，还剩 {n}，约 {seconds} 秒", n=n, seconds=max(1, round(seconds)))
    return tr("正在上传，还剩 {n}，约 {minutes} 分钟", n=n, minutes=round(seconds / 60))
