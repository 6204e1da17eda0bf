"""The program's log: what happened to the machine, never to whom. No name, number, code or reading goes in."""

import logging
import re
import traceback
from types import TracebackType

from app.settings import Home

NAME = "gatepost.log"
FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"

_WHO = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[0-9*]{3,}|\S{24,}")
"""Names, numbers and codes, as the message of an error quotes them."""

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Nameless(logging.Formatter):
    """Where something was raised, and what kind of thing: of the message only what names nobody."""

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - logging's own name
        return nameless(ei[1])


def nameless(error: BaseException | None) -> str:
    """The traceback of an error and of those that brought it about; of their messages only what names nobody."""
    return "".join(_told(one) for one in _chain(error)).rstrip()


def _chain(error: BaseException | None) -> list[BaseException]:
    """The error, after those that brought it about."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.insert(0, error)
        error = error.__cause__ or error.__context__
    return found


def _told(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{frames}{type(error).__qualname__}: {_WHO.sub('…', str(error))}\n"


def to_file(home: Home) -> None:
    """Write the log into the home, at most three files of 1 MB."""
    from logging.handlers import RotatingFileHandler  # brings sockets and pickling

    handler = RotatingFileHandler(home.path / NAME, maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(Nameless(FORMAT))
    root = logging.getLogger("app")
    for before in root.handlers:
        before.close()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    root.propagate = False
