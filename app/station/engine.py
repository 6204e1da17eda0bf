"""The one thread in which a post's lane lives. Others hand it work and go on."""

import logging
import queue
import threading
import time
from collections.abc import Callable

from app.errors import UserError
from app.i18n import tr

Work = Callable[[], None]
TICK = 1.0
log = logging.getLogger(__name__)


class Engine:
    """Runs what it is given, one after the other, and `tick` about once a second.

    A UserError goes to `on_problem`; anything else is a bug: logged, reported in one sentence, and the post goes on.
    """

    def __init__(self, tick: Work, on_problem: Callable[[UserError], None]) -> None:
        self._tick, self._on_problem = tick, on_problem
        self._work: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def do(self, work: Work) -> None:
        """Hand over `work`; returns at once."""
        self._work.put(work)

    def stop(self) -> None:
        """Finish what was handed over before, then end; waits for it."""
        if self._thread.is_alive():
            self._work.put(None)
            self._thread.join()

    def _run(self) -> None:
        due = time.monotonic() + TICK
        while True:
            try:
                work = self._work.get(timeout=max(0.0, due - time.monotonic()))
            except queue.Empty:
                work, due = self._tick, time.monotonic() + TICK
            if work is None:
                return
            self._safely(work)

    def _safely(self, work: Work) -> None:
        try:
            work()
        except UserError as error:
            self._on_problem(error)
        except Exception:
            log.exception("engine")
            self._on_problem(UserError(tr("程序内部出错，已记入日志。请人工核验此人，并通知管理员。")))
