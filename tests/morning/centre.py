"""The command centre of the morning: a real one in a process of its own, that goes away and comes back."""

import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import TracebackType

from app.server.opening import open_storage
from app.server.reference.editing import Editing
from app.server.reference.published import Published
from app.settings import Home
from tests.morning.clock import told_by

RUN = """
import sys, socket, uvicorn
from contextlib import closing
from pathlib import Path
from app.server.api import create_app
from app.server.opening import open_storage
from app.settings import Home
from tests.morning.clock import told_by
home, port, clock = Home(Path(sys.argv[1])), int(sys.argv[2]), Path(sys.argv[3])
with closing(open_storage(home)) as storage:
    storage.renew_epoch()
    listener = socket.create_server(("127.0.0.1", port))
    print("ready", flush=True)
    app = create_app(storage, lambda: told_by(clock))
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, ws="none")).run(sockets=[listener])
"""


class MorningCentre:
    """home: its data. clock: the file that tells its time."""

    def __init__(self, home: Path, clock: Path) -> None:
        self.home, self._clock = home, clock
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> "MorningCentre":
        self.begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        self.end()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def begin(self) -> None:
        """Serve; returns when it does."""
        self.start()
        assert self._process is not None and self._process.stdout is not None  # noqa: PT018
        assert self._process.stdout.readline() == "ready\n"

    def start(self) -> None:
        """Come (back); who looks for it finds it soon."""
        self._process = subprocess.Popen(
            [sys.executable, "-c", RUN, str(self.home), str(self.port), str(self._clock)],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def end(self) -> None:
        """Gone, in the middle of whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=20)
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def code(self) -> str:
        """A one-time code to join with."""
        with closing(open_storage(Home(self.home))) as storage:
            return storage.make_code(told_by(self._clock))

    def raise_level(self, name: str) -> None:
        """By the centre's own people, also while no post hears of it."""
        with closing(open_storage(Home(self.home))) as storage:
            editing = Editing(Published(storage.engine), "指挥中心", lambda: told_by(self._clock))
            editing.set_level(name, "市防指 12 号通知")

    def holds(self) -> set[str]:
        """The ids of all it has of its posts."""
        with closing(open_storage(Home(self.home))) as storage:
            return {record["id"] for record in storage.records()}
