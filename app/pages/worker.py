"""The process that runs the OCR: takes pictures from a pipe and sends lines back, until the pipe or the work ends."""

import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Protocol

from app.capture.items import Image
from app.pages.line import Line

IDLE = 120.0
"""Seconds without work after which the process ends, and with it its half a gigabyte."""


class Reader(Protocol):
    """What reads: the real networks, or a test's."""

    def read(self, page: Image) -> list[Line]: ...

    def spell(self, strips: list[Image]) -> list[Line]: ...


def networks() -> Reader:
    """The real ones. They never look for a model outside: what is missing is an error here."""
    from app.pages.networks import Networks

    return Networks()


def serve(pipe: Connection, make: Callable[[], Reader] = networks, idle: float = IDLE) -> None:
    """Answers ("read", page) with its lines and ("spell", strips) with a line each.

    The other end of the pipe belongs to the program alone: when the program ends, however it ends, reading meets the
    end of the pipe, and so ends this process too.
    """
    if hasattr(os, "nice"):
        os.nice(10)  # the window comes first
    reader = make()
    try:
        pipe.send("ready")
        while pipe.poll(idle):
            work, pictures = pipe.recv()
            if work == "read":
                pipe.send([line for one in pictures for line in reader.read(one)])
            else:
                pipe.send(reader.spell(pictures))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
