"""The centre under test: the real process over the real database, what is set up beside it, and what it has at last."""

import hashlib
import re
import subprocess
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx

from app.server.opening import open_storage
from app.server.reference.changeset import Who
from app.server.reference.editing import Editing
from app.server.reference.published import Published
from app.server.sql.port import Connection
from app.server.storage import Storage
from app.settings import Home
from app.store.reference.staging.rows import Change
from app.sync.enrol import enrol
from app.sync.enrolment import Enrolment
from tests.bench.district.making import line

_SENT = "SELECT seq, id, fact_hash FROM record WHERE station = ? ORDER BY incarnation, seq"


class Centre:
    """url: of its PostgreSQL; empty for the embedded database. told: the lines of its log, and how often."""

    def __init__(self, home: Home, url: str, process: subprocess.Popen[str], address: str, told: Counter[str]) -> None:
        self._home, self._url = home, url
        self.told = told
        self.process, self.address = process, address
        self.port = int(address.rpartition(":")[2])

    def enrolled(self, count: int) -> Iterator[Enrolment]:
        """Stations, each with a one-time code of its own."""
        with closing(self._storage()) as storage, _Shared() as wire:
            for number in range(count):
                name = f"校区{number // 10 + 1:03} 岗{number % 10 + 1}"
                yield enrol(self.address, storage.make_code(), str(uuid.uuid4()), name, name, transport=wire)

    def publish(self, changes: Sequence[Change]) -> int:
        """One change-set; the version it makes."""
        with closing(self._storage()) as storage:
            published = Published(storage.engine)
            published.change(Who("make district", "import", "", datetime.now(UTC)), changes)
            return published.head().version

    def level(self) -> int:
        """Publish a level to all, as `gatepost server level` does; the version it makes."""
        with closing(self._storage()) as storage:
            published = Published(storage.engine)
            Editing(published, "make district", lambda: datetime.now(UTC)).set_level("closed", "make district")
            return published.head().version

    def digests(self, stations: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        """What it has of each station: how many records, and a digest over place, id and hash of each."""
        with closing(self._storage()) as storage:
            return {one: storage.engine.read(lambda connection, one=one: _digest(connection, one)) for one in stations}  # type: ignore[misc]

    def aside(self) -> int:
        """Places whose content is not filed."""
        with closing(self._storage()) as storage:
            row = storage.engine.read(lambda connection: connection.row("SELECT count(*) FROM aside"))
            assert row is not None
            return int(row[0])

    def _storage(self) -> Storage:
        return open_storage(self._home, self._url)


class _Shared(httpx.HTTPTransport):
    """One connection for the joining of all: whoever is done with it does not close it for the next."""

    def close(self) -> None:
        return None


def _digest(connection: Connection, station: str) -> tuple[int, bytes]:
    rows = connection.rows(_SENT, (station,))
    return len(rows), hashlib.sha256(b"".join(line(*row) for row in rows)).digest()


@contextmanager
def serving(folder: Path, url: str, more: Sequence[str] = ()) -> Iterator[Centre]:
    """`gatepost server run`, as it is installed."""
    command = [str(Path(sys.executable).with_name("gatepost")), "--home", str(folder / "home"), "server", "run"]
    database = ["--db", url] if url else []
    process = subprocess.Popen([*command, "--port", "0", *database, *more], stderr=subprocess.PIPE, text=True)
    assert process.stderr
    first = process.stderr.readline()
    told: Counter[str] = Counter()
    # What it logs is read at once: a pipe that is full would hold it up.
    reading = threading.Thread(target=lambda: told.update(process.stderr or ()), daemon=True)
    reading.start()
    try:
        found = re.search(r"http://[\d.:]+", first)
        assert found, f"the centre did not start: {first}"
        yield Centre(Home(folder / "home"), url, process, found[0], told)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reading.join()
        process.stderr.close()
