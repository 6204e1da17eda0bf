"""The process that searches: takes jobs from a pipe, pictures from shared memory, until the pipe or the work ends."""

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

import msgspec
import numpy as np

from app.beside import run, within
from app.capture.items import Image
from app.decode.answer import Answer

ROOM = 1920 * 1920
"""Bytes of the memory that both processes see; see findings.bounded."""
IDLE = 60.0
"""Seconds without work after which the process ends, and with it its 100 MB."""
READY, BYE, FAILED = b"ready", b"bye", b"failed "
"""What it says when the models are loaded, when it goes home because nobody needs it, and before what went wrong."""
HOPELESS = 70
"""Seconds after which a job, or the loading of the models, ends its process."""


@dataclass(frozen=True, slots=True)
class Job:
    """The picture's size in pixels; the CPU that may be spent on it, see Search.look."""

    height: int
    width: int
    allowance: float | None


class Looking(Protocol):
    """What searches: the real one, or a test's."""

    def look(self, grey: Image, allowance: float | None) -> Answer: ...


def search() -> Looking:
    """The real one."""
    import cv2

    from app.decode.search import Search

    cv2.setNumThreads(1)  # the window comes first
    return Search()


def serve(pipe: Connection, memory: Any, make: Callable[[], Looking] = search, idle: float = IDLE) -> None:
    """Says that it is ready, then answers every job.

    The other end of the pipe belongs to the program alone: when the program ends, however it ends, reading meets the
    end of the pipe, and so ends this process too.
    """
    run(
        lambda: _answer(pipe, memory, make, idle), lambda why: pipe.send_bytes(FAILED + why.encode()),
        nice=5, hopeless=HOPELESS,
    )  # fmt: skip


def _answer(pipe: Connection, memory: Any, make: Callable[[], Looking], idle: float) -> None:
    looking = make()
    within(0)
    pictures = np.frombuffer(memory, np.uint8)
    pipe.send_bytes(READY)
    while pipe.poll(idle):
        job = msgspec.msgpack.decode(pipe.recv_bytes(), type=Job)
        grey = pictures[: job.height * job.width].reshape(job.height, job.width).copy()
        within(HOPELESS)
        answer = looking.look(grey, job.allowance)
        within(0)
        pipe.send_bytes(msgspec.msgpack.encode(answer))
    pipe.send_bytes(BYE)
