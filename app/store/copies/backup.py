"""A copy of the database while it is in use. Encrypted with the same key as the original.

Nothing is believed to be a backup before it was opened and read once.
"""

import os
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from app import durable
from app.errors import UserError, reason
from app.i18n import tr
from app.store.cipher import Error
from app.store.copies.names import of
from app.store.database import Database, connect
from app.store.faults import raised
from app.store.proof.verify import verify_copy

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database."""
DRAFT = ".part"
_PAGES = 256
"""Pages copied between two calls of `step`: a megabyte."""

Step = Callable[[int, int], None]
"""Called with how far it is, of how much: the copying is one half, the check the other."""
_HALF = 1000


def backup(database: Database, path: Path, key: bytes, step: Step = lambda *_: None) -> int:
    """Copy the database to `path` and check the copy; how many records it holds.

    The file appears under its name only when it is complete and sound. UserError where it cannot be, where there is a
    file of that name already (it might be the station itself, or the last good backup), and where it would lie in the
    database's own folder. step: called again and again meanwhile; what it raises ends the work, and nothing is left.
    """
    if path.exists():
        raise UserError(tr("{path} 已经存在。请换一个文件名，备份不覆盖任何文件。", path=path))
    refuse_home(path.parent, database.path.parent)
    draft = path.with_name(path.name + DRAFT)
    clear(draft)
    try:
        _copy(database, draft, key, step)
        found = verify_copy(draft, key, lambda done, all_: step(_HALF + _HALF * done // max(all_, 1), 2 * _HALF))
        if not found.ok:
            why = of(path, draft, found.problems[0])
            raise UserError(tr("备份没有通过核对：{why} 请换U盘再试；仍不行就用 gatepost verify 检查本站。", why=why))
        draft.replace(path)
        durable.settle(path.parent)
    except OSError as error:
        raise UserError(tr("不能写入 {path}：{why}。请换一个位置。", path=path, why=reason(error))) from error
    finally:
        clear(draft)
    return found.records


def refuse_home(folder: Path, home: Path) -> None:
    """UserError for a folder that would be lost, or carried off, together with the home."""
    if folder.resolve().is_relative_to(home.resolve()):
        raise UserError(
            tr("备份不能放在数据文件夹 {path} 里：坏了、丢了会一起没有。请另选U盘或共享文件夹。", path=home)
        )


def clear(draft: Path) -> None:
    """Take away what was not finished, as far as its disk is still there."""
    for end in ("", *BESIDE):
        with suppress(OSError):
            draft.with_name(draft.name + end).unlink(missing_ok=True)


def _copy(database: Database, draft: Path, key: bytes, step: Step) -> None:
    """Copy one moment of the database, however much is written meanwhile, and see that the disk has it."""
    try:
        copy = connect(draft, key, 1.0)
        try:
            copy.execute("PRAGMA journal_mode = OFF")  # nothing to roll back to; and a share need not keep a WAL
            with closing(database.another()) as connection:
                connection.execute("BEGIN")
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from now on it is this moment
                connection.backup(copy, pages=_PAGES, progress=_half(step))
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
    except Error as error:
        raise raised(error, draft.with_name(draft.name.removesuffix(DRAFT))) from error
    _forget_cached(draft)


def _half(step: Step) -> Callable[[int, int, int], None]:
    """SQLite tells the pages that are left, and all there are."""
    return lambda _status, left, pages: step(_HALF * (pages - left) // max(pages, 1), 2 * _HALF)


def _forget_cached(path: Path) -> None:
    """Have the check read what the medium has, not what memory still knows; only some systems let us."""
    opened = os.open(path, os.O_RDWR)
    try:
        os.fsync(opened)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(opened)
