"""The process that runs the OCR: takes pictures from a pipe and sends lines back, until the pipe or the work ends."""

import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Literal, Protocol, TypeAlias

from app.capture.items import Image
from app.pages.ctc import Steps
from app.pages.line import Line

Work: TypeAlias = Literal["read", "spell", "steps", "page"]

IDLE = 120.0
"""Seconds without work after which the process ends, and with it its half a gigabyte."""


class Reader(Protocol):
    """What reads: the real networks, or a test's."""

    def read(self, page: Image) -> list[Line]: ...

    def spell(self, strips: list[Image]) -> list[Line]: ...

    def steps(self, strips: list[Image], alphabet: str) -> list[Steps]: ...


def networks() -> Reader:
    """The real ones. They never look for a model outside: what is missing is an error here."""
    from app.pages.networks import Networks

    return Networks()


def serve(pipe: Connection, make: Callable[[], Reader] = networks, idle: float = IDLE) -> None:
    """Says nothing once it can read, else why it cannot; then answers requests (which work, its arguments).

    The other end of the pipe belongs to the program alone: when the program ends, however it ends, reading meets the
    end of the pipe, and so ends this process too.
    """
    if hasattr(os, "nice"):
        os.nice(10)  # the window comes first
    try:
        reader = make()
    except Exception as error:  # noqa: BLE001 - whatever a network raises while it is loaded, the post goes on without
        pipe.send(f"{type(error).__name__}: {error}")
        return
    from app.pages.read import read_frames

    ways: dict[Work, Callable[..., Any]] = {
        "read": reader.read, "spell": reader.spell, "steps": reader.steps,
        "page": lambda images, templates: read_frames(images, reader, templates),
    }  # fmt: skip
    try:
        pipe.send("")
        while pipe.poll(idle):
            work, *arguments = pipe.recv()
            pipe.send(ways[work](*arguments))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
