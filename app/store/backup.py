"""A copy of the database while it is in use, and putting such a copy back. Encrypted with the same key as the original.

Nothing is believed to be a backup before it was opened and read once.
"""

from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from app.errors import UserError
from app.i18n import tr
from app.store import identity
from app.store.anchor import Anchor
from app.store.database import Database, connect
from app.store.faults import Damaged, WrongKey, told
from app.store.verify import verify_copy

_BESIDE = ("-wal", "-shm")


def backup(database: Database, path: Path, key: bytes) -> int:
    """Copy the database to `path` and check the copy; how many records it holds.

    The file appears under its name only when it is complete and sound. UserError where it cannot be, and where there
    is a file of that name already: it might be the station itself, or the last good backup.
    """
    if path.exists():
        raise UserError(tr("{path} 已经存在。请换一个文件名，备份不覆盖任何文件。", path=path))
    draft = path.with_name(path.name + ".part")
    _clear(draft)
    try:
        with told(path):
            copy = connect(draft, key, 1.0)
            try:
                database.connection.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()
        found = verify_copy(draft, key)
        if not found.ok:
            raise UserError(tr("备份没有通过核对：{why} 请换一个位置再备份。", why=found.problems[0]))
        draft.replace(path)
    except OSError as error:
        raise UserError(tr("不能写入 {path}：{why}。请换一个位置。", path=path, why=error.strerror)) from error
    finally:
        _clear(draft)
    return found.records


def restore(copy: Path, to: Path, key: bytes, mark: str, now: datetime) -> Path | None:
    """Put `copy` in place of the database at `to`, where the one before now lies; Locked where that one is open.

    A new incarnation begins on the machine `mark`, so that no place in the chain is ever written twice. UserError
    where the copy is no sound database of this key, and then nothing was touched. What the copy does not have yet
    stays in the file that was moved aside.
    """
    if not copy.is_file():
        raise UserError(tr("没有找到备份文件 {path}。", path=copy))
    draft = to.with_name(to.name + ".restored")
    try:
        draft.write_bytes(copy.read_bytes())
        draft.chmod(0o600)
        found = verify_copy(draft, key)
        if not found.ok:
            raise UserError(tr("{path} 不能恢复：{why}", path=copy, why=found.problems[0]))
        if not found.records:  # an empty file opens as a new database
            raise UserError(tr("{path} 里没有记录，不是本站的备份。请换一个文件。", path=copy))
        with Database.open(draft, key) as database, database.write() as connection:
            identity.begin(connection, mark, Anchor(to))
            heads = identity.heads(connection)
        _refuse_if_open(to, key)
        aside = _moved_aside(to, now)
        Anchor(to).replace(heads)
        draft.replace(to)
    except OSError as error:
        raise UserError(tr("不能写入 {path}：{why}。请换一个位置。", path=to, why=error.strerror)) from error
    finally:
        _clear(draft)
    return aside


def _refuse_if_open(path: Path, key: bytes) -> None:
    """Raises Locked while another connection has the database open: its records would go to the file moved aside.

    SQLite leaves the WAL only on an exclusive lock of the whole file, which it gets when nobody else is there. A
    database that does not open with this key is nobody's any more.
    """
    if not path.exists():
        return
    with suppress(WrongKey, Damaged), told(path), closing(connect(path, key, 0.0)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _moved_aside(path: Path, now: datetime) -> Path | None:
    """The database, what SQLite keeps beside it, and its anchor: all under a new name."""
    if not path.exists():
        return None
    aside = path.with_name(f"{path.name}.{now:%Y%m%d-%H%M%S}")
    while aside.exists():
        aside = aside.with_name(f"{aside.name}-1")
    for end in ("", *_BESIDE):
        part = path.with_name(path.name + end)
        if part.exists():
            part.replace(aside.with_name(aside.name + end))
    path.with_suffix(".anchor").unlink(missing_ok=True)
    checkpoints = path.with_suffix(".checkpoints")
    if checkpoints.exists():  # they go on from what was moved aside
        checkpoints.replace(aside.with_name(f"{aside.name}.checkpoints"))
    return aside


def _clear(draft: Path) -> None:
    for end in ("", *_BESIDE):
        draft.with_name(draft.name + end).unlink(missing_ok=True)
