"""A station that was away for weeks: 100,000 records sent to a centre on the same machine, beside bare POSTs of the
same bytes; and how late the window's event loop is meanwhile."""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
from PySide6.QtCore import QCoreApplication, Qt, QTimer

from app.server.opening import open_storage
from app.settings import Home
from app.store.database import Database
from app.store.fact import Draft
from app.store.ledger import Ledger
from app.sync.client import SyncClient
from app.sync.enrol import enrol
from app.sync.enrolment import Enrolment
from tests.bench.ledger import BODY
from tests.bench.row import Row
from tests.fakes.ledgers import KEY

RECORDS = 100_000
TICK = 10
"""Milliseconds between two looks of the event loop at the clock."""

CENTRE = """
import sys
from pathlib import Path
from app.server.run import run
from app.settings import Home
run(Home(Path(sys.argv[1])), 0, ready=lambda address: print(address, flush=True))
"""

BARE = """
import socket, uvicorn

async def app(scope, receive, send):
    more = True
    while more:
        more = (await receive()).get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})

listener = socket.create_server(("127.0.0.1", 0))
print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off")).run(sockets=[listener])
"""


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder) / "station.db", KEY) as database:
        ledger = Ledger(database)
        draft = Draft(kind="passage", body=BODY, operator="周明", post="东门")
        for _ in range(RECORDS // 500):
            ledger.append_all([draft] * 500)
        home = Home(Path(folder) / "centre")
        wire = Recording()
        with serving(CENTRE, str(home.path)) as address, closing(open_storage(home)) as storage:
            bond = enrol(address, storage.make_code(), ledger.station, "东门")
            seconds, late = fluid(lambda: drain(ledger, bond, wire))
        with serving(BARE) as address:
            bare, idle = fluid(lambda: post(address, wire.bodies))
    sent = sum(map(len, wire.bodies)) / RECORDS
    yield Row(f"{RECORDS:,} records sent (bare POST of the same bytes)", seconds, "s", bare)
    yield Row("  an event loop late meanwhile, p99 (bare POSTs)", late, "ms", idle, "≤ 16 ms")
    yield Row("  bytes on the wire for a record", sent, "B")


class Recording(httpx.HTTPTransport):
    """A real transport that keeps the bodies it sent."""

    def __init__(self) -> None:
        super().__init__()
        self.bodies: list[bytes] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.bodies.append(request.content)
        return super().handle_request(request)


def drain(ledger: Ledger, bond: Enrolment, wire: Recording) -> None:
    """Attempts without the waits between them, until nothing is left."""
    client = SyncClient(ledger.outbox, bond, wire)
    while client.run_once().left:
        pass
    client.close()


def fluid(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds that `work` took in a thread, and the p99 of how late a timer of Qt was meanwhile, in ms."""
    app = QCoreApplication.instance() or QCoreApplication([])
    late: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        late.append(max(0.0, (now - last) * 1000 - TICK))
        last = now
        if not thread.is_alive():
            app.quit()

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    thread = threading.Thread(target=work, name="drain")
    begin = time.perf_counter()
    thread.start()
    timer.start(TICK)
    app.exec()
    return time.perf_counter() - begin, sorted(late)[int(len(late) * 0.99)]


def post(address: str, bodies: list[bytes]) -> None:
    """The same bytes to a server that does nothing with them."""
    with httpx.Client(base_url=address) as client:
        for body in bodies:
            client.post("/v1/records", content=body).raise_for_status()


@contextmanager
def serving(program: str, *words: str) -> Iterator[str]:
    """A server in a process of its own; its address."""
    process = subprocess.Popen([sys.executable, "-c", program, *words], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.communicate()
