"""The folder in which a station keeps its backups: a USB stick or a share, which may be away, or others' too."""

import re
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from app import durable
from app.clock import CAMPUS, campus, campus_day
from app.errors import UserError, reason
from app.i18n import tr
from app.store.copies.backup import DRAFT, clear

MARKER = "gatepost-backups.txt"
"""Tells the folder from an empty mount point, and from somebody's own stick that got the same letter."""
ENDING = ".gatepost"
_TIME = "%Y%m%d-%H%M%S"
_LONGEST = 40


class Kept(NamedTuple):
    """One backup, and when its name says it was made."""

    path: Path
    at: datetime


class Shelf:
    """The backups of the station with this id, in `folder`."""

    def __init__(self, folder: Path, station: str) -> None:
        self.folder, self._station = folder, station[:8]
        self._name = re.compile(rf".+-{self._station}-(\d{{8}}-\d{{6}}){re.escape(ENDING)}({re.escape(DRAFT)}.*)?")

    @property
    def there(self) -> bool:
        try:
            return (self.folder / MARKER).is_file()
        except OSError:  # a share that does not answer
            return False

    def prepare(self) -> None:
        """Make the folder one for backups; UserError where it cannot be."""
        about = tr(
            "校园值守台的备份，由程序每天存放和清理，请勿改名。"
            "恢复：先 gatepost key recover（恢复码），再 gatepost restore 文件名。"
        )
        try:
            self.folder.mkdir(exist_ok=True)
            durable.write(self.folder / MARKER, f"{about}\n".encode())
        except OSError as error:
            raise UserError(
                tr("不能使用备份文件夹 {path}：{why}。请插好U盘，或换一个能写的文件夹。", path=self.folder,
                   why=reason(error))
            ) from error  # fmt: skip

    def kept(self) -> list[Kept]:
        """The station's backups that were finished, by the time in their names. OSError where the folder cannot be
        read."""
        found = [(path, self._name.fullmatch(path.name)) for path in self.folder.iterdir()]
        return sorted((Kept(path, _time(name[1])) for path, name in found if name and not name[2]), key=lambda k: k.at)

    def due(self, now: datetime) -> bool:
        """Whether there is none of this day yet. One of a day that has not come does not count: it was made while the
        clock was wrong."""
        return not any(campus_day(one.at) == campus_day(now) for one in self.kept())

    def new(self, label: str, now: datetime) -> Path:
        """A name for another one: the post's own, as far as every file system takes it, its id, and the time."""
        plain = re.sub(r"\W+", "_", label)[:_LONGEST] or "station"
        at = campus(now)
        while (path := self.folder / f"{plain}-{self._station}-{at.strftime(_TIME)}{ENDING}").exists():
            at += timedelta(seconds=1)
        return path

    def prune(self, keep: int, made: Path, now: datetime) -> None:
        """Remove the oldest until `keep` are left, never `made`, which was just proven; and what a power cut left
        unfinished. One dated ahead of `now` is older than it says."""
        others = sorted((one for one in self.kept() if one.path != made), key=lambda k: (k.at <= now, k.at))
        for one in others[: max(0, len(others) - max(keep, 1) + 1)]:
            with suppress(OSError):
                one.path.unlink()
        for path in self.folder.iterdir():
            name = self._name.fullmatch(path.name)
            if name and name[2] == DRAFT and abs(now - _time(name[1])) > timedelta(days=1):
                clear(path)


def _time(text: str) -> datetime:
    """As it stands in a name, which anybody may have changed."""
    try:
        return datetime.strptime(text, _TIME).replace(tzinfo=CAMPUS)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=CAMPUS)
