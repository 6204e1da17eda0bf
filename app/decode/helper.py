"""The worker process as the program sees it: started on demand, never waited for unless asked to, its death a state."""

import logging
import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Literal, TypeAlias

import msgspec
import numpy as np

from app.capture.items import Image
from app.decode.answer import Answer
from app.decode.worker import BYE, FAILED, IDLE, ROOM, Job, Looking, search, serve
from app.i18n import mark

log = logging.getLogger(__name__)

State: TypeAlias = Literal["stopped", "starting", "ready", "busy", "crashed", "unavailable"]
LABELS: dict[State, str] = {
    "stopped": mark("深度识码待命"),
    "starting": mark("深度识码正在启动"),
    "ready": mark("深度识码就绪"),
    "busy": mark("深度识码工作中"),
    "crashed": mark("深度识码意外退出，稍后自动重启；普通识码不受影响"),
    "unavailable": mark("本机不能深度识码；普通识码不受影响"),
}
START, PATIENCE, STILL = 30.0, 10.0, 60.0
"""Seconds after which a process that says nothing counts as dead: while it starts, on a frame, on a still picture."""
STEPS = 4
"""What `ask` goes through at most: a process that was just going home, a start, the answer."""
BACK_OFF, LONGEST = 1.0, 60.0
"""Seconds until the next start after a death, doubled by every further one up to the longest."""


class Helper:
    """Belongs to one thread. `offer` and `collect` never wait; `ask` does.

    state: what the last step met; its sentence is in LABELS.
    """

    def __init__(
        self, make: Callable[[], Looking] = search, *, clock: Callable[[], float] = time.monotonic, idle: float = IDLE
    ) -> None:
        self.state: State = "stopped"
        self._make, self._clock, self._idle = make, clock, idle
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._memory: Any = None
        self._deaths = 0
        self._not_before = self._deadline = 0.0

    @property
    def pid(self) -> int | None:
        """Of the running process; None where there is none."""
        return self._process.pid if self._process is not None and self._process.is_alive() else None

    def offer(self, grey: Image, allowance: float | None) -> bool:
        """Give it the picture (height, width), of at most ROOM pixels, if it is idle; starts it where it does not run.

        False: it is busy, starting, or dead. The answer comes by `collect`.
        """
        if self.state == "busy":
            return False
        self._listen(0)
        if self.state != "ready" and not self._start():
            return False
        return self.state == "ready" and self._send(grey, allowance)

    def collect(self) -> Answer | None:
        """The answer to the picture it took, once."""
        return self._listen(0)

    def ask(self, grey: Image, allowance: float | None) -> Answer | None:
        """Look at this picture, and wait for the answer; None where it cannot: see `state`."""
        if self.state == "crashed":
            self._not_before = 0.0  # the next picture is another one
        for _ in range(STEPS):
            if not self.offer(grey, allowance) and self.state not in ("starting", "busy", "stopped"):
                return None
            answer = self._listen(max(0.0, self._deadline - self._clock()))
            if answer is not None:
                return answer
        return None

    def close(self) -> None:
        """End the process now."""
        self._drop()
        self.state = "stopped"

    def _start(self) -> bool:
        """Whether it runs and says so."""
        if self._process is not None or self._clock() < self._not_before:
            return False
        context = multiprocessing.get_context("spawn")
        if self._memory is None:
            self._memory = context.RawArray("B", ROOM)
        ours, theirs = context.Pipe()
        process = context.Process(
            target=serve, args=(theirs, self._memory, self._make, self._idle), daemon=True, name="gatepost-decode"
        )
        self._pipe, self.state, self._deadline = ours, "starting", self._clock() + START
        try:
            process.start()
        except OSError:
            self._died()
        else:
            self._process = process
        finally:
            theirs.close()
        return False

    def _send(self, grey: Image, allowance: float | None) -> bool:
        if self._pipe is None:
            return False
        height, width = grey.shape
        np.frombuffer(self._memory, np.uint8)[: height * width].reshape(height, width)[:] = grey
        try:
            self._pipe.send_bytes(msgspec.msgpack.encode(Job(height, width, allowance)))
        except OSError:
            self._died()
            return False
        self.state, self._deadline = "busy", self._clock() + (STILL if allowance is None else PATIENCE)
        return True

    def _listen(self, patience: float) -> Answer | None:
        """What it says within `patience` seconds."""
        if self._pipe is None:
            return None
        try:
            if not self._pipe.poll(patience):
                if self.state in ("starting", "busy") and self._clock() >= self._deadline:
                    self._died()
                return None
            return self._heard(self._pipe.recv_bytes())
        except (EOFError, OSError, msgspec.MsgspecError):
            self._died()
        return None

    def _heard(self, message: bytes) -> Answer | None:
        if message == BYE:
            self._drop()
            self.state = "stopped"
            return None
        if message.startswith(FAILED):
            log.warning("the search for codes failed: %s", message.removeprefix(FAILED).decode(errors="replace"))
            self._died()
            return None
        if self.state == "starting":
            self.state = "ready"
            return None
        answer = msgspec.msgpack.decode(message, type=Answer)
        self.state, self._deaths = "ready", 0
        return answer

    def _died(self) -> None:
        """It is gone, or as good as gone."""
        self._drop()
        self.state = "unavailable" if self.state == "starting" else "crashed"
        self._not_before = self._clock() + min(LONGEST, BACK_OFF * 2**self._deaths)
        self._deaths += 1

    def _drop(self) -> None:
        """Ends what is left of the process."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()
