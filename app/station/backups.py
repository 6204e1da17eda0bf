"""The backups of a post: where they are kept, and making one there. Permitted and recorded here."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.errors import UserError, WrongUse
from app.i18n import tr
from app.station.documents import LocalDocuments
from app.station.local import LocalPost
from app.store.copies.backup import Step, backup, refuse_home
from app.store.copies.shelf import Shelf
from app.store.faults import DiskFull
from app.store.secret.key import key_for

_DOCUMENT = "backups"


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

    def make(self) -> Path:
        """Make one there by the word of whoever is on duty; UserError where there is no such place."""
        self.post.permit("backup.make")
        shelf = self.shelf()
        if shelf is None:
            raise WrongUse(tr("还没有设置备份文件夹。请用 gatepost backup --to 文件夹 设置，或写明文件名。"))
        if not shelf.there:
            raise UserError(
                tr("备份文件夹 {path} 不在。请插好U盘或接通网络再试；换了U盘的，用 --to 重新设置。", path=shelf.folder)
            )
        path = self._made(shelf, lambda: None)
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
        backup(self.post.database, path, key_for(self.post.home), step)
        with suppress(OSError):  # the stick may be gone again; the backup is on it
            shelf.prune(settings.backup_keep, path, now)
        with suppress(DiskFull):
            self._remember()
        return path

    def _remember(self) -> datetime:
        now = self.post.clock()
        self._documents.put(_DOCUMENT, {"at": now.isoformat()})
        return now
