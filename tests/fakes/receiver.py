"""A receiver of webhooks on this machine: a real HTTP server that does what a list says, one entry a request."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Got(NamedTuple):
    """A request that came. headers: by their names in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """answers: a status for each request, or `hang` (until the receiver ends) or `cut` (the connection); 200 when they
    have run out. got: what came."""

    address: str
    answers: list[int | str] = field(default_factory=list)
    got: list[Got] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    came: threading.Condition = field(default_factory=threading.Condition)

    def wait(self, count: int) -> bool:
        """Until so many requests have come; whether they have."""
        with self.came:
            return self.came.wait_for(lambda: len(self.got) >= count, 20)


@contextlib.contextmanager
def receiving(*answers: int | str) -> Iterator[Receiver]:
    """A receiver, until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    made = server.receiver = Receiver(f"http://127.0.0.1:{server.server_port}/hook", list(answers))  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        made.ended.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        receiver: Receiver = self.server.receiver  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["content-length"]))
        with receiver.came:
            receiver.got.append(Got(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            receiver.came.notify_all()
        answer = receiver.answers.pop(0) if receiver.answers else 200
        if answer == "hang":
            receiver.ended.wait(30)
        if isinstance(answer, str):
            self.close_connection = True
            return
        self.send_response(answer)
        if 300 <= answer < 400:
            self.send_header("Location", receiver.address.replace("/hook", "/elsewhere"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""
