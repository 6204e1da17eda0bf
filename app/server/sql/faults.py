"""What can go wrong with a PostgreSQL in the user's world, told apart by SQLSTATE, and in this one place."""

import psycopg

from app.errors import UserError
from app.i18n import mark, tr

OLDEST = 13
"""The oldest major version of PostgreSQL that still gets security fixes when this is written."""


class DatabaseFault(UserError):
    """The centre's database cannot be used as it stands."""


class Unreachable(DatabaseFault):
    """Nobody answers there, or the connection broke."""


class NotLetIn(DatabaseFault):
    """It answers, and does not let us in, or not to this database."""


class TooOld(DatabaseFault):
    """A version that lacks what we need, or gets no fixes any more."""


class Refusing(DatabaseFault):
    """It takes no writes: its disk is full, it only reads, somebody keeps a lock."""


_AWAY = mark("连不上数据库 {name}。请检查它是否在运行、地址和端口是否正确，然后重试；已有数据不受影响。")
_PASSWORD = mark("数据库 {name} 不接受用户“{user}”的密码。请把密码放进环境变量 PGPASSWORD 或文件 ~/.pgpass，然后重试。")
_MISSING = mark("没有数据库 {name}，或用户“{user}”不能用它。请管理员用 createdb 建好并授权，然后重试。")
_FULL = mark("数据库 {name} 的磁盘已满，刚才的内容没有写入。请腾出空间；各站会自动重传。")
_READS = mark("数据库 {name} 只能读，不能写，可能连到了备用服务器。请连到主服务器。")
_BUSY = mark("数据库 {name} 太忙，没有写入。请稍候；各站会自动重传。")
_RIGHTS = mark("数据库 {name} 没有给用户“{user}”建表和写入的权限。请管理员授权，然后重试。")

_STATES: tuple[tuple[str, type[DatabaseFault], str], ...] = (
    ("28", NotLetIn, _PASSWORD), ("3D", NotLetIn, _MISSING), ("42501", NotLetIn, _RIGHTS), ("3F", NotLetIn, _RIGHTS),
    ("53100", Refusing, _FULL), ("25006", Refusing, _READS),
    ("53", Refusing, _BUSY), ("55P03", Refusing, _BUSY), ("57014", Refusing, _BUSY),
    ("57P", Unreachable, _AWAY), ("08", Unreachable, _AWAY), ("58", Refusing, _FULL),
)  # fmt: skip
"""The beginning of a SQLSTATE (PostgreSQL's manual, appendix A) → what is said."""


def explained(error: psycopg.Error, name: str, user: str) -> DatabaseFault | None:
    """The user's sentence for `error`, or None where it is a bug of ours."""
    state = error.sqlstate or ""
    for begin, fault, sentence in _STATES:
        if state.startswith(begin):
            return fault(tr(sentence, name=name, user=user))
    if not state and isinstance(error, psycopg.OperationalError):
        return _unconnected(error, name, user)
    return None


def too_old(name: str, version: int) -> DatabaseFault:
    """The refusal of a server whose version (as libpq numbers it) is below OLDEST."""
    return TooOld(
        tr(
            "{name} 是 PostgreSQL {version}，需要 {oldest} 或更新的版本。请升级，或改用内置的数据库（不加 --db）。",
            name=name, version=version // 10_000, oldest=OLDEST,
        )
    )  # fmt: skip


def _unconnected(error: psycopg.OperationalError, name: str, user: str) -> DatabaseFault:
    """A connection that was refused carries no SQLSTATE, only the server's words, in the server's language."""
    words = str(error).lower()
    if "password" in words or "pg_hba" in words:
        return NotLetIn(tr(_PASSWORD, name=name, user=user))
    if "fatal" in words and ('database "' in words or "role" in words):
        return NotLetIn(tr(_MISSING, name=name, user=user))
    return Unreachable(tr(_AWAY, name=name))
