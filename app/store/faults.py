"""What can go wrong with the database in the user's world, told apart by SQLite's code, and in this one place.

Every other error of the database is a bug of ours and passes through.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import UserError
from app.i18n import tr
from app.store.cipher import Error, dbapi2


class StoreFault(UserError):
    """The station's database cannot be used as it stands."""


class WrongKey(StoreFault):
    """The key does not fit, or the file is no database of ours: SQLCipher cannot tell the two apart."""


class Damaged(StoreFault):
    """Pages of the database do not read back as they were written."""


class DiskFull(StoreFault):
    """There is no room for what was to be written."""


class ReadOnly(StoreFault):
    """The file or its folder may not be written."""


class Locked(StoreFault):
    """Another program kept the database for longer than we wait."""


class CannotOpen(StoreFault):
    """The file cannot be opened or read at all: the folder is missing, a device was pulled out."""


class MovedAway(StoreFault):
    """The file that is open no longer stands under its name: what is written to it would be lost with it."""


class NewerDatabase(StoreFault):
    """A newer version of the program has already changed the database."""


def _wrong_key(path: Path) -> StoreFault:
    return WrongKey(
        tr("打不开数据库 {path}：密钥不符，或它不是数据库。请放回原来的密钥文件，或用备份恢复。", path=path)
    )


def damaged(path: Path) -> StoreFault:
    """For pages that do not read back, and for a file that lost its content."""
    return Damaged(
        tr("数据库 {path} 有损坏。请勿删除，先复制整个文件夹，再用 gatepost restore 从备份恢复。", path=path)
    )


def _full(path: Path) -> StoreFault:
    return DiskFull(tr("磁盘已满，刚才的内容没有写入 {path}。请腾出空间后重试，已有记录不受影响。", path=path))


def read_only(path: Path) -> StoreFault:
    """For a file or folder that may not be written."""
    return ReadOnly(tr("数据库 {path} 只能读，不能写。请检查文件夹的权限或写保护后重试。", path=path))


def _locked(path: Path) -> StoreFault:
    return Locked(tr("数据库 {path} 正被另一个程序占用，没有写入。请稍候重试，或关闭那个程序。", path=path))


def cannot_open(path: Path) -> StoreFault:
    """For a file that cannot be opened at all. Where its folder is write-protected, that is the matter: SQLite then has
    no place for what it keeps beside the file."""
    if path.exists() and not os.access(path.parent, os.W_OK):
        return read_only(path)
    return CannotOpen(tr("不能读写数据库 {path}。请检查磁盘是否还在、文件夹是否存在，然后重试。", path=path))


def moved_away(path: Path) -> StoreFault:
    """The refusal to write into a file that nobody would find again."""
    return MovedAway(
        tr("数据库 {path} 被移走、删除或换掉了，没有写入。请放回原来的文件夹；换过文件的，请重新启动程序。", path=path)
    )


def newer(path: Path) -> StoreFault:
    """The refusal of a database that knows migrations we do not."""
    return NewerDatabase(tr("数据库 {path} 已由更新版本的程序使用。请安装新版本再打开，数据没有改动。", path=path))


_SENTENCES: dict[int, Callable[[Path], StoreFault]] = {
    dbapi2.SQLITE_NOTADB: _wrong_key,
    dbapi2.SQLITE_CORRUPT: damaged,
    dbapi2.SQLITE_FULL: _full,
    dbapi2.SQLITE_READONLY: read_only,
    dbapi2.SQLITE_PERM: read_only,
    dbapi2.SQLITE_BUSY: _locked,
    dbapi2.SQLITE_LOCKED: _locked,
    dbapi2.SQLITE_PROTOCOL: _locked,
    dbapi2.SQLITE_CANTOPEN: cannot_open,
    dbapi2.SQLITE_IOERR: cannot_open,
}

_WORDS = {
    "database or disk is full": dbapi2.SQLITE_FULL,
    "disk I/O error": dbapi2.SQLITE_IOERR,
    "attempt to write a readonly database": dbapi2.SQLITE_READONLY,
    "unable to open database file": dbapi2.SQLITE_CANTOPEN,
    "database is locked": dbapi2.SQLITE_BUSY,
}
"""SQLite's own words for a code (sqlite3_errstr): the driver's backup gives nothing else."""


def explain(error: Error, path: Path) -> StoreFault | None:
    """The user's sentence for `error`, or None where it is a bug. Extended codes count as their primary code."""
    code = getattr(error, "sqlite_errorcode", None) or _WORDS.get(str(error))
    sentence = _SENTENCES.get(code & 0xFF) if code is not None else None
    return sentence(path) if sentence else None


def raised(error: Error, path: Path) -> Exception:
    """What is to be raised for `error`: the user's sentence, or `error` itself where it is a bug."""
    return explain(error, path) or error


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Within, an error of the user's world becomes its StoreFault."""
    try:
        yield
    except Error as error:
        fault = explain(error, path)
        if fault is None:
            raise
        raise fault from error
