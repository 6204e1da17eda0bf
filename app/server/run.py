"""The centre as a process: opens its port, serves until it is told to end, and logs no personal data."""

import gc
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from app.errors import UserError
from app.i18n import tr
from app.server import supervisor
from app.server.api import create_app
from app.server.opening import open_storage
from app.server.storage import Storage
from app.settings import Home
from app.sync.address import loopback

LAST_SECONDS = 3
"""How long requests may still take once the process was told to end."""


def run(
    home: Home, port: int, database: str = "", *, host: str = "127.0.0.1", certificate: Path | None = None,
    private_key: Path | None = None, ready: Callable[[str], None] | None = None,
) -> None:  # fmt: skip
    """Serve until SIGTERM or SIGINT. Beyond this machine only with a certificate (PEM), since stations insist on https.

    database: the URL of a PostgreSQL; empty for the embedded one.
    ready: told the address once connections are accepted. UserError: the port is taken, or nothing encrypts.
    """
    if not loopback(host) and certificate is None:
        raise UserError(tr("对外开放 {host} 需要 TLS 证书：请给出证书文件，或让反向代理连到 127.0.0.1。", host=host))
    with _listening(host, port) as listener:
        storage = open_storage(home, database)
        try:
            storage.renew_epoch()
            _quiet()
            scheme = "https" if certificate else "http"
            supervisor.tell("READY=1")
            if ready:
                ready(f"{scheme}://{host}:{listener.getsockname()[1]}")
            gc.freeze()  # what is there now stays: nothing to look through again and again
            with _ending_well():
                uvicorn.Server(configuration(storage, certificate, private_key)).run(sockets=[listener])
        finally:
            supervisor.tell("STOPPING=1")
            storage.close()


def configuration(storage: Storage, certificate: Path | None = None, private_key: Path | None = None) -> uvicorn.Config:
    """uvicorn's settings: no access log (addresses and tokens are nobody's business), no web sockets, a bounded end."""
    return uvicorn.Config(
        create_app(storage), access_log=False, log_config=None, ws="none", lifespan="on", server_header=False,
        timeout_graceful_shutdown=LAST_SECONDS, limit_concurrency=500,
        ssl_certfile=certificate, ssl_keyfile=private_key,
    )  # fmt: skip


def _listening(host: str, port: int) -> socket.socket:
    """An open port; opened here, since uvicorn ends the process when it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let a second program listen on the same port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(256)
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
