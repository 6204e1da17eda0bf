"""The OCR as the program sees it: a process started on demand, whose death is a state and never an exception."""

import logging
import multiprocessing
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import Any, Literal, TypeAlias

from app.capture.items import Image
from app.codes.claim import Claim
from app.i18n import mark
from app.pages.ctc import Steps
from app.pages.line import Line
from app.pages.patience import Patience
from app.pages.template import Template
from app.pages.worker import Failed, Reader, Work, networks, serve

log = logging.getLogger(__name__)

State: TypeAlias = Literal["stopped", "ready", "busy", "crashed", "unavailable"]
LABELS: dict[State, str] = {
    "stopped": mark("页面识别待命"),
    "ready": mark("页面识别就绪"),
    "busy": mark("页面识别正忙，请稍后再出示"),
    "crashed": mark("页面识别意外退出，下次会重新启动；请目视核验"),
    "unavailable": mark("本机不能识别页面，请目视核验"),
}
WAITING = 4
"""Requests that may wait at once; who comes later is told that the engine is busy."""
_START = 60.0
"""Seconds after which a process that was started and says nothing counts as dead."""


class Engine:
    """May be asked from any thread; answers one request after the other.

    state: what the last request met; its sentence is in LABELS.
    """

    def __init__(
        self, make: Callable[[], Reader] = networks, idle: float | None = None, patience: Patience | None = None
    ) -> None:
        self.state: State = "stopped"
        self._patience = patience or Patience()
        self._arguments = (make,) if idle is None else (make, idle)
        self._one_at_a_time = Lock()
        self._places = BoundedSemaphore(WAITING)
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._ended = False

    @property
    def pid(self) -> int | None:
        """Of the running process; None where there is none."""
        return self._process.pid if self._process is not None and self._process.is_alive() else None

    def read(self, page: Image) -> list[Line] | None:
        """All lines of a picture, (height, width, 3) blue-green-red; None where it could not be read: see `state`."""
        found: list[Line] | None = self._ask("read", page)
        return found

    def spell(self, strips: list[Image]) -> list[Line] | None:
        """Every strip as one line, in their order; None as for `read`."""
        found: list[Line] | None = self._ask("spell", strips) if strips else []
        return found

    def steps(self, strips: list[Image], alphabet: str) -> list[Steps] | None:
        """Every strip undecided, see app.pages.ctc; None as for `read`."""
        found: list[Steps] | None = self._ask("steps", strips, alphabet) if strips else []
        return found

    def page(self, images: Sequence[Image], templates: tuple[Template, ...]) -> Claim | None:
        """As app.pages.read.read_frames, all of it in the process; None also where it could not be read."""
        found: Claim | None = self._ask("page", images, templates)
        return found

    def stop(self) -> None:
        """Ends the process now; the next request starts another."""
        with self._one_at_a_time:
            self._drop()
            self.state = "stopped"

    def end(self) -> None:
        """Ends the process now, also in the middle of a page, and for good: who waits gets None, and who comes."""
        self._ended = True
        if self._process is not None:
            with suppress(ValueError):  # it has just been closed
                self._process.kill()
        self.stop()

    def _ask(self, work: Work, *arguments: Any) -> Any:
        if not self._places.acquire(blocking=False):
            self.state = "busy"
            return None
        try:
            with self._one_at_a_time:
                return self._answer((work, *arguments))
        finally:
            self._places.release()

    def _answer(self, request: tuple[Any, ...]) -> Any:
        # Whoever was idle too long has ended by now, or is about to: one more try, with a new process.
        for _ in range(2):
            if not self._started():
                return None
            try:
                found = self._talk(request)
            except (EOFError, OSError):
                if self._drop() == 0:
                    continue
                break
            if isinstance(found, Failed):
                log.warning("the OCR failed on a page: %s", found.why)
                self._drop()
                break
            self.state = "ready"
            return found
        self.state = "crashed"
        return None

    def _started(self) -> bool:
        if self._process is not None and self._process.is_alive():
            return True
        self._drop()
        if self._ended:
            return False
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, *self._arguments), daemon=True, name="gatepost-ocr")
        try:
            process.start()
        except OSError:
            self.state = "unavailable"
            return False
        finally:
            theirs.close()
        self._process, self._pipe = process, ours
        if self._ended:  # meanwhile: whoever ended it saw no process yet
            self._drop()
            return False
        why = self._greeting()
        if why:
            log.warning("the OCR cannot start: %s", why)
            self._drop()
            self.state = "unavailable"
        return not why

    def _greeting(self) -> str:
        """Why the process that was just started cannot read; empty where it can."""
        try:
            said = self._pipe.recv() if self._pipe and self._pipe.poll(_START) else Failed("it said nothing")
            return said.why if isinstance(said, Failed) else ""
        except (EOFError, OSError):
            return "it ended"

    def _talk(self, request: tuple[Any, ...]) -> Any:
        if self._pipe is None:
            raise EOFError
        work, began = str(request[0]), monotonic()
        self._pipe.send(request)
        if not self._pipe.poll(self._patience.limit(work)):
            self._patience.in_vain(work)
            raise EOFError
        found = self._pipe.recv()
        self._patience.took(work, monotonic() - began)
        return found

    def _drop(self) -> int | None:
        """Ends what is left of the process; its exit status, 0 where it went home by itself."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is None:
            return None
        process.join(timeout=1)
        if process.is_alive():
            process.kill()
            process.join()
        status = process.exitcode
        process.close()
        return status
