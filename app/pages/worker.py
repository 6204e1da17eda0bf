"""The process that runs the OCR: takes pictures from a pipe and sends lines back, until the pipe or the work ends."""

from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from app.beside import run, within
from app.capture.items import Image
from app.pages.ctc import Steps
from app.pages.line import Line

Work: TypeAlias = Literal["read", "spell", "steps", "page"]

IDLE = 120.0
"""Seconds without work after which the process ends, and with it its half a gigabyte."""
HOPELESS = 70
"""Seconds after which a page, or the loading of the networks, ends its process."""


class Failed(NamedTuple):
    """In place of an answer or of the greeting, the last thing that it says. why: for the log, naming nobody."""

    why: str


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
    """Says None once it can read, then answers requests (which work, its arguments).

    The other end of the pipe belongs to the program alone: when the program ends, however it ends, reading meets the
    end of the pipe, and so ends this process too.
    """
    run(lambda: _answer(pipe, make, idle), lambda why: pipe.send(Failed(why)), nice=10, hopeless=HOPELESS)


def _answer(pipe: Connection, make: Callable[[], Reader], idle: float) -> None:
    reader = make()
    from app.pages.read import read_frames

    ways: dict[Work, Callable[..., Any]] = {
        "read": reader.read, "spell": reader.spell, "steps": reader.steps,
        "page": lambda images, templates: read_frames(images, reader, templates),
    }  # fmt: skip
    within(0)
    pipe.send(None)
    while pipe.poll(idle):
        work, *arguments = pipe.recv()
        within(HOPELESS)
        found = ways[work](*arguments)
        within(0)
        pipe.send(found)
