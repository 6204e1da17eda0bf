"""The program's log: what happened to the machine, never to whom. No name, number, code or reading goes in."""

import logging
from logging.handlers import RotatingFileHandler

from app.settings import Home

NAME = "gatepost.log"
FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def to_file(home: Home) -> None:
    """Write the log into the home, at most three files of 1 MB."""
    handler = RotatingFileHandler(home.path / NAME, maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger("app")
    for before in root.handlers:
        before.close()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    root.propagate = False
