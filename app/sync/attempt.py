"""What is known in the middle of one attempt to sync, and the words for what waiting alone does not mend."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.i18n import tr
from app.sync.result import SyncResult


def paused() -> str:
    """The sentence for a centre that does not know this station (any more)."""
    return tr("指挥中心不认识本站，上传已暂停，登记照常。请管理员在指挥中心取新的接入码，重新接入；记录都在本机。")


def forked() -> str:
    """The sentence for a centre that keeps saying so, whatever this station does."""
    return tr(
        "指挥中心已有本站的另一份记录，可能是硬盘被复制，或恢复了旧备份。上传已停下，登记照常；请联系管理员，记录都在本机。"
    )


@dataclass
class Attempt:
    """until: when it must end, on the monotonic clock. moves: how often it followed the centre to another place.
    epoch: the centre's, as it was last heard in this attempt. back: see SyncResult."""

    until: float
    sent: int = 0
    quarantined: int = 0
    moves: int = 0
    problem: str = ""
    paused: bool = False
    forked: bool = False
    offset: timedelta | None = None
    epoch: str = ""
    back: float = 0.0

    def heard(self, server_time: datetime, asked: datetime, answered: datetime) -> None:
        """Compare the clocks: the centre's stands against the middle of the request."""
        self.offset = server_time - (asked + (answered - asked) / 2)

    def result(self, left: int, at: datetime) -> SyncResult:
        """The end of it."""
        return SyncResult(
            sent=self.sent, left=left, quarantined=self.quarantined, problem=self.problem, paused=self.paused,
            forked=self.forked, offset=self.offset, at=at, back=self.back,
        )  # fmt: skip
