"""What stands around a command: its streams, which take any text, and the log, which takes what only we should see."""

import io
import logging
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app import log
from app.cli.context import say
from app.i18n import tr
from app.settings import Home


def open_streams() -> None:
    """What the terminal cannot show becomes a question mark, never an error. JSON does not pass here: it is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def drop_streams() -> None:
    """Whoever read along has gone: nothing is written any more, nor complained of when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


@contextmanager
def logged(home: Home) -> Iterator[None]:
    """While it lasts, errors inside go to the log of the home, where there is one, and never to standard error."""
    root = logging.getLogger("app")
    before = root.handlers[:], root.level, root.propagate, logging.raiseExceptions, threading.excepthook
    logging.raiseExceptions = False  # a log that cannot be written is not the command's failure
    threading.excepthook = _thread_broke
    if _is_there(home):
        log.to_file(home)
    else:
        root.handlers[:] = [logging.NullHandler()]
    try:
        yield
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers[:], root.level, root.propagate, logging.raiseExceptions, threading.excepthook = before


def report_bug(home: Home | None, error: Exception) -> None:
    """One sentence for the person, the traceback for whoever mends it."""
    if home is None or not _is_there(home):
        say(tr("程序内部出错，操作没有完成。请通知管理员。"))
        return
    with logged(home):
        logging.getLogger(__name__).error("command", exc_info=error)
    say(tr("程序内部出错，操作没有完成，详情在 {path} 中。请通知管理员。", path=home.path / log.NAME))


def _thread_broke(about: threading.ExceptHookArgs) -> None:
    logging.getLogger(__name__).error("thread", exc_info=about.exc_value)


def _is_there(home: Home) -> bool:
    return home.exists or home.centre.exists()
