"""Errors a user can meet: one sentence that says what happened and what to do next. Everything else is a bug."""

import errno

from app.i18n import mark, tr

_REFUSED = {
    errno.ENOENT: mark("没有这个文件或文件夹"),
    errno.EACCES: mark("没有权限"),
    errno.EPERM: mark("系统不允许"),
    errno.EISDIR: mark("那是一个文件夹"),
    errno.ENOTDIR: mark("路径中有一段不是文件夹"),
    errno.ENOSPC: mark("磁盘已满"),
    errno.EDQUOT: mark("磁盘配额已用完"),
    errno.EROFS: mark("磁盘只能读，不能写"),
    errno.EIO: mark("磁盘读写出错"),
    errno.ENAMETOOLONG: mark("名字太长"),
    errno.EBUSY: mark("正被占用"),
    errno.ENODEV: mark("设备不在了"),
    errno.ENXIO: mark("设备不在了"),
}
"""What the system says in a language of its own; rarer ones it may go on saying so."""


class UserError(Exception):
    """Something of the user's world is not as needed; `str(error)` is already in the user's language.

    The command line prints the sentence and ends with `status`; the window shows it in a banner.
    """

    status = 1


class WrongUse(UserError):
    """The command was called in a way that cannot be meant."""

    status = 2


class GivenUp(UserError):
    """Somebody did not want it any more while it was going on: nothing is wrong."""


def reason(error: OSError) -> str:
    """Why the system refused, in the user's language, to stand inside a sentence."""
    said = _REFUSED.get(error.errno or 0)
    return tr(said) if said else error.strerror or str(error)
