"""The centre as a process: opens its port, serves until it is told to end, and logs no personal data."""

import gc
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import uvicorn

from app.errors import UserError, WrongUse
from app.i18n import tr
from app.server import supervisor
from app.server import workers as crew
from app.server.api import create_app
from app.server.meter import Meter
from app.server.opening import open_storage
from app.server.outside.pace import Pace
from app.server.patience import KEEP_ALIVE, PatientProtocol
from app.server.storage import Storage
from app.settings import Home
from app.sync.address import loopback

LAST_SECONDS = 3
"""How long requests may still take once the process was told to end."""
MOST_CONNECTIONS = 4_000
"""Of one process. A district's thousand stations come back at once, and each keeps its connection for a while."""
_WAITING = 1_024
"""Connections that wait to be taken."""
_AT_ONCE = 8
"""Connections that a process of several takes before the others get their turn."""


class Tls(NamedTuple):
    """PEM files. private_key: None where it lies in the certificate's file."""

    certificate: Path
    private_key: Path | None = None


def run(
    home: Home, port: int, database: str = "", *, host: str = "127.0.0.1", tls: Tls | None = None, workers: int = 1,
    ready: Callable[[str], None] | None = None,
) -> None:  # fmt: skip
    """Serve until SIGTERM or SIGINT. Beyond this machine only with TLS, since stations insist on https.

    database: the URL of a PostgreSQL; empty for the embedded one. workers: processes that serve, more than one only
    over PostgreSQL.
    ready: told the address once connections are accepted. UserError: the port is taken, or nothing encrypts.
    """
    if not loopback(host) and tls is None:
        raise UserError(tr("对外开放 {host} 需要 TLS 证书：请给出证书文件，或让反向代理连到 127.0.0.1。", host=host))
    if workers > 1 and not (database and crew.possible()):
        raise WrongUse(tr("几个进程一起服务，需要 PostgreSQL（--db），且不能在 Windows 上。请去掉 --workers。"))
    with _listening(host, port) as listener:
        centre = _Centre(home, database, listener, tls, Meter(workers), Pace(workers))
        address = f"{'https' if tls else 'http'}://{host}:{listener.getsockname()[1]}"
        _quiet()
        try:
            if workers > 1:
                centre.begin()
                gc.freeze()  # so that what all share stays shared
                crew.run(workers, centre.beside, lambda: _begun(ready, address))
            else:
                centre.serve(lambda: _begun(ready, address))
        finally:
            supervisor.tell("STOPPING=1")


def configuration(
    storage: Storage, tls: Tls | None = None, meter: Meter | None = None, pace: Pace | None = None, **more: Any
) -> uvicorn.Config:  # fmt: skip
    """uvicorn's settings: no access log (addresses and tokens are nobody's business), no web sockets, a bounded end."""
    return uvicorn.Config(
        create_app(storage, meter=meter, pace=pace), access_log=False, log_config=None, ws="none", lifespan="on",
        server_header=False, timeout_graceful_shutdown=LAST_SECONDS, timeout_keep_alive=KEEP_ALIVE,
        limit_concurrency=MOST_CONNECTIONS, http=PatientProtocol,
        ssl_certfile=tls and tls.certificate, ssl_keyfile=tls and tls.private_key,
        **more,
    )  # fmt: skip


@dataclass(frozen=True)
class _Centre:
    """What every process that serves begins with. process: that makes the others."""

    home: Home
    database: str
    listener: socket.socket
    tls: Tls | None
    meter: Meter
    pace: Pace
    process: int = field(default_factory=os.getpid)

    def begin(self) -> None:
        """Once for several processes: the tables are brought up to date, and another epoch begins."""
        with closing(open_storage(self.home, self.database)) as storage:
            storage.renew_epoch()

    def serve(self, ready: Callable[[], None]) -> None:
        """In this process alone."""
        with closing(open_storage(self.home, self.database)) as storage:
            storage.renew_epoch()
            gc.freeze()  # what is there now stays: nothing to look through again and again
            ready()
            self._run(uvicorn.Server(configuration(storage, self.tls, self.meter, self.pace)))

    def beside(self, number: int) -> None:
        """In a process of several."""
        self.meter.count_as(number)
        self.pace.count_as(number)
        with closing(open_storage(self.home, self.database)) as storage:
            gc.freeze()
            self._run(_Beside(configuration(storage, self.tls, self.meter, self.pace, backlog=_AT_ONCE), self.process))

    def _run(self, server: uvicorn.Server) -> None:
        with _ending_well():
            server.run(sockets=[self.listener])


class _Beside(uvicorn.Server):
    """One of several over one socket."""

    def __init__(self, config: uvicorn.Config, made_by: int) -> None:
        super().__init__(config)
        self._made_by = made_by

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """asyncio takes `backlog` connections in one go, which is few here; as many as ever may wait their turn."""
        await super().startup(sockets)
        for one in sockets or []:
            one.listen(_WAITING)

    async def on_tick(self, counter: int) -> bool:
        """It ends with the process that made it, also where that was killed."""
        return os.getppid() != self._made_by or await super().on_tick(counter)


def _begun(ready: Callable[[str], None] | None, address: str) -> None:
    supervisor.tell("READY=1")
    if ready:
        ready(address)


def _listening(host: str, port: int) -> socket.socket:
    """An open port; opened here, since uvicorn ends the process when it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once (TCP_NODELAY) only where the protocol is named; else each takes 40 ms longer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let a second program listen on the same port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_WAITING)
    except (OSError, OverflowError) as error:
        listener.close()
        raise UserError(tr("不能使用端口 {port}，可能已有程序占用。请用 --port 换一个。", port=port)) from error
    return listener


def _quiet() -> None:
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.WARNING)


@contextmanager
def _ending_well() -> Iterator[None]:
    """uvicorn raises the signal that ended it once more; here that means: done, and the exit status is 0."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(one, lambda *_: None) for one in signals]
    try:
        yield
    finally:
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)
