"""Putting a backup back, on the same PC or on another one."""

import os
import shutil
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from app import durable
from app.errors import UserError, reason
from app.i18n import tr
from app.store import identity
from app.store.anchor import Anchor
from app.store.copies.backup import BESIDE, clear
from app.store.copies.names import of, told_of
from app.store.database import Database, connect
from app.store.faults import Damaged, WrongKey, told
from app.store.heads import Head
from app.store.proof.verify import Progress, verify_copy


def restore(
    copy: Path, to: Path, key: bytes, mark: str, now: datetime, progress: Progress | None = None
) -> Path | None:
    """Put `copy` in place of the database at `to`, where the one before now lies; Locked where that one is open.

    A new incarnation begins on the machine `mark`, so that no place in the chain is ever written twice. UserError
    where the copy is no sound database of this key, and then nothing was touched. What the copy does not have yet
    stays in the file that was moved aside.
    """
    if not copy.is_file():
        raise UserError(tr("没有找到备份文件 {path}。", path=copy))
    if to.exists() and copy.samefile(to):
        raise UserError(tr("{path} 就是正在使用的数据库，不是备份。请换一个文件。", path=copy))
    draft = to.with_name(to.name + ".restored")
    try:
        _prepare(copy, draft, key, progress)
        with told_of(to, draft), Database.open(draft, key) as database, database.write() as connection:
            identity.begin(connection, mark, Anchor(to))
            heads = identity.heads(connection)
        durable.flush(draft)
        _refuse_if_open(to, key)
        aside = _put(draft, to, heads, now)
    except OSError as error:
        raise UserError(tr("不能写入 {path}：{why}。请换一个位置。", path=to, why=reason(error))) from error
    finally:
        clear(draft)
    return aside


def _prepare(copy: Path, draft: Path, key: bytes, progress: Progress | None) -> None:
    """A proven copy of the backup; the backup itself is only read."""
    clear(draft)
    shutil.copyfile(copy, draft)
    draft.chmod(0o600)
    found = verify_copy(draft, key, progress)
    if not found.ok:
        raise UserError(tr("{path} 不能恢复：{why}", path=copy, why=of(copy, draft, found.problems[0])))
    if not found.records:  # an empty file opens as a new database
        raise UserError(tr("{path} 里没有记录，不是本站的备份。请换一个文件。", path=copy))


def _refuse_if_open(path: Path, key: bytes) -> None:
    """Raises Locked while another connection has the database open: its records would go to the file moved aside.

    SQLite leaves the WAL only on an exclusive lock of the whole file, which it gets when nobody else is there. A
    database that does not open with this key is nobody's any more.
    """
    if not path.exists():
        return
    with suppress(WrongKey, Damaged), told(path), closing(connect(path, key, 0.0)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _put(draft: Path, to: Path, heads: list[Head], now: datetime) -> Path | None:
    """Exchange the files. At every moment there is a whole database under the name `to`, if there was one before: a
    power cut leaves the old one or the new one, never an empty home that looks like a new station."""
    aside = _free_name(to, now) if to.exists() else None
    if aside:
        _second_name(to, aside)
    for end in BESIDE:
        part = to.with_name(to.name + end)
        if aside and part.exists():
            part.replace(aside.with_name(aside.name + end))
    checkpoints = to.with_suffix(".checkpoints")
    if aside and checkpoints.exists():  # they go on from what was moved aside
        checkpoints.replace(aside.with_name(f"{aside.name}.checkpoints"))
    Anchor(to).replace(heads)  # the old database is not shorter than these say
    draft.replace(to)
    durable.settle(to.parent)
    return aside


def _free_name(path: Path, now: datetime) -> Path:
    aside = path.with_name(f"{path.name}.{now:%Y%m%d-%H%M%S}")
    while aside.exists():
        aside = aside.with_name(f"{aside.name}-1")
    return aside


def _second_name(path: Path, aside: Path) -> None:
    """The file under another name too; a copy of it where the file system knows one name a file."""
    try:
        os.link(path, aside)
    except OSError:
        shutil.copyfile(path, aside)
        aside.chmod(0o600)
        durable.flush(aside)
