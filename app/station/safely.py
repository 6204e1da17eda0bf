"""The guard around every piece of work in a post's threads: nothing in it ends the thread."""

import logging
from collections.abc import Callable

from app.caught import caught
from app.errors import UserError
from app.i18n import tr

OnProblem = Callable[[UserError], None]
log = logging.getLogger(__name__)


def safely(work: Callable[[], None], on_problem: OnProblem, *, again: bool = False) -> bool:
    """Do `work`; whether it went well.

    A UserError goes to `on_problem`; anything else is a bug: logged, and told in one sentence. again: it went wrong the
    last time too, so that it is neither logged nor told anew: pictures come thirty times a second.
    """
    error = caught(work)
    if error is None:
        return True
    if not again:
        on_problem(error if isinstance(error, UserError) else _bug(error))
    return False


def _bug(error: Exception) -> UserError:
    log.error("bug", exc_info=error)
    return UserError(tr("程序内部出错，已记入日志。请人工核验此人，并通知管理员。"))
