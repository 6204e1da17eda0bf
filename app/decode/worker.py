"""The process that searches: takes jobs from a pipe, pictures from shared memory, until the pipe or the work ends."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

import msgspec
import numpy as np

from app.capture.items import Image
from app.decode.answer import Answer

ROOM = 1920 * 1920
"""Bytes of the memory that both processes see; see findings.bounded."""
IDLE = 60.0
"""Seconds without work after which the process ends, and with it its 100 MB."""
READY, BYE = b"ready", b"bye"
"""What it says when the models are loaded, and when it goes home because nobody needs it."""
HOPELESS = 70
"""Seconds after which a job ends its process, so that nothing hangs on when the program is long gone."""


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
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the program's to answer
    if hasattr(os, "nice"):
        os.nice(5)
    looking = make()
    pictures = np.frombuffer(memory, np.uint8)
    try:
        pipe.send_bytes(READY)
        while pipe.poll(idle):
            job = msgspec.msgpack.decode(pipe.recv_bytes(), type=Job)
            grey = pictures[: job.height * job.width].reshape(job.height, job.width).copy()
            _alarm(HOPELESS)
            answer = looking.look(grey, job.allowance)
            _alarm(0)
            pipe.send_bytes(msgspec.msgpack.encode(answer))
        pipe.send_bytes(BYE)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _alarm(seconds: int) -> None:
    """Ends this process after so many seconds, also in the middle of a C library; 0: does not."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)
