"""The backups of a post: where they are kept, how the last one came out, and making one there. Permitted and recorded
here."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from app.errors import GivenUp, UserError, WrongUse
from app.i18n import tr
from app.station.documents import LocalDocuments
from app.station.local import LocalPost
from app.station.remembered import remember
from app.store.copies.backup import Step, backup, refuse_home
from app.store.copies.shelf import Shelf
from app.store.faults import DiskFull, StoreFault
from app.store.secret.key import key_for

_DOCUMENT, _OUTCOME = "backups", "backup-outcome"


class Outcome(msgspec.Struct, frozen=True):
    """How the last try came out. file: its name; records: how many were proven in it; problem: why there is none."""

    at: datetime
    file: str = ""
    records: int = 0
    problem: str = ""


class OnShelf(NamedTuple):
    """One backup that lies there; size in bytes."""

    name: str
    at: datetime
    size: int


class Standing(NamedTuple):
    """How backups stand. folder: None where nobody said where; there: whether it can be reached now; beside_data: it
    lies on the same disk; last: of whatever try was last, None before the first; kept: the newest first."""

    folder: Path | None
    keep: int
    there: bool = False
    beside_data: bool = False
    last: Outcome | None = None
    kept: tuple[OnShelf, ...] = ()


class Backups:
    """Of an open post. What the settings say is read anew each time: another process may have changed them."""

    def __init__(self, post: LocalPost) -> None:
        self.post = post
        self._documents = LocalDocuments(post.database)

    def keep_in(self, folder: Path, keep: int) -> None:
        """From now on backups go there, and so many of them stay."""
        self.post.permit("backup.make")
        if keep < 1:
            raise WrongUse(tr("至少要保留一份备份。"))
        refuse_home(folder, self.post.home.path)
        Shelf(folder, self.post.ledger.station).prepare()
        self.post.change_settings(backup_folder=str(folder.resolve()), backup_keep=keep)
        self._remember()

    def shelf(self) -> Shelf | None:
        """Where they are kept; None where nobody said."""
        folder = self.post.home.settings().backup_folder
        return Shelf(Path(folder), self.post.ledger.station) if folder else None

    def last(self) -> datetime:
        """When the last one was made there; until then, since when they are."""
        known = self._documents.get(_DOCUMENT)
        return datetime.fromisoformat(known["at"]) if known else self._remember()

    def standing(self) -> Standing:
        """How things stand now, for whoever may make backups."""
        self.post.permit("backup.make")
        settings, shelf = self.post.home.settings(), self.shelf()
        last = self._documents.get(_OUTCOME)
        outcome = msgspec.convert(last, Outcome) if last else None
        if shelf is None or not shelf.there:
            return Standing(shelf.folder if shelf else None, settings.backup_keep, last=outcome)
        try:
            kept = tuple(OnShelf(one.path.name, one.at, one.path.stat().st_size) for one in reversed(shelf.kept()))
            beside = self.beside_data(shelf.folder)
        except OSError:  # pulled out while we looked
            return Standing(shelf.folder, settings.backup_keep, last=outcome)
        return Standing(shelf.folder, settings.backup_keep, True, beside, outcome, kept)

    def beside_data(self, folder: Path) -> bool:
        """Whether the folder lies on the data's own disk, and would be lost with it."""
        return folder.stat().st_dev == self.post.home.path.stat().st_dev

    def make(self, step: Step = lambda *_: None) -> Path:
        """Make one there by the word of whoever is on duty; UserError where there is no such place. step: as
        app.store.copies.backup takes it."""
        self.post.permit("backup.make")
        shelf = self.shelf()
        if shelf is None:
            raise WrongUse(tr("还没有备份文件夹。请在“管理”的“备份”页选一个，或用 gatepost backup --to 文件夹 设置。"))
        if not shelf.there:
            raise UserError(
                tr("备份文件夹 {path} 不在。请插好U盘或接通网络再试；换了U盘的，请重新设置备份文件夹。",
                   path=shelf.folder)
            )  # fmt: skip
        path = self._made(shelf, step)
        with suppress(DiskFull):
            self.post.audit("backup", path.name)
        return path

    def make_daily(self, shelf: Shelf, step: Step) -> Path:
        """The same, by nobody's word: the post does it by itself. step: as app.store.copies.backup takes it."""
        path = self._made(shelf, step)
        with suppress(DiskFull):
            self.post.note("backup", path.name)
        return path

    def _made(self, shelf: Shelf, step: Step) -> Path:
        settings, now = self.post.home.settings(), self.post.clock()
        path = shelf.new(settings.post_name, now)
        remember(self.post.database, settings)
        try:
            records = backup(self.post.database, path, key_for(self.post.home), step)
        except GivenUp:
            raise
        except UserError as error:
            self._came_out(Outcome(now, problem=str(error)))
            raise
        self._came_out(Outcome(now, path.name, records))
        with suppress(OSError):  # the stick may be gone again; the backup is on it
            shelf.prune(settings.backup_keep, path, now)
        with suppress(DiskFull):
            self._remember()
        return path

    def _came_out(self, outcome: Outcome) -> None:
        """A disk that takes nothing more keeps nobody from making a backup."""
        with suppress(StoreFault):
            self._documents.put(_OUTCOME, msgspec.to_builtins(outcome))

    def _remember(self) -> datetime:
        now = self.post.clock()
        self._documents.put(_DOCUMENT, {"at": now.isoformat()})
        return now
