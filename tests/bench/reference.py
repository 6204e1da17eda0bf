"""Reference down: a list of people for the first time and a thousand changes later, beside a bare insert of the rows,
and a lane's records written meanwhile."""

import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import httpx
from sqlcipher3 import dbapi2

from app.demo.people import people
from app.policy.person import Person
from app.server.api import create_app
from app.server.reference.changeset import Who
from app.server.reference.published import Published
from app.server.sql.sqlite import SqliteEngine
from app.server.storage import Storage
from app.store.database import Database
from app.store.fact import Draft
from app.store.ledger import Ledger
from app.store.reference.people import FIELDS, People
from app.store.reference.staging.rows import Change, encoded
from app.sync.down.download import Download, Fetched
from app.sync.enrol import enrol
from app.sync.link import Link
from tests.bench.row import Row, p95
from tests.fakes.faulty_transport import AsgiTransport

PEOPLE = 1_000_000
A_TENTH = PEOPLE // 10
"""What `make bench` takes; `make bench-large` takes the whole."""
CHANGES = 1_000
KEY = bytes(range(32))
BY = Who("bench", "import", "", datetime(2022, 4, 10, tzinfo=UTC))
ADDRESS = "http://127.0.0.1:8000"
STATION = "6f1c1b0e-0000-4000-8000-000000000001"


class Taken(NamedTuple):
    """One download. waits: milliseconds that a record took which was written meanwhile."""

    seconds: float
    megabytes: float
    waits: list[float]


class Counted(httpx.BaseTransport):
    """Counts the bytes of the answers."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self.inner, self.bytes = inner, 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self.inner.handle_request(request)
        body = response.read()
        self.bytes += len(body)
        return httpx.Response(response.status_code, headers=response.headers, stream=httpx.ByteStream(body))


def rows(people: int = A_TENTH) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        storage = Storage(SqliteEngine(Path(folder) / "centre.db", KEY))
        transport = AsgiTransport(create_app(storage))
        published = Published(storage.engine)
        everyone = list(_campuses(people))
        begun = time.perf_counter()
        published.change(BY, (Change("person", one.number, encoded(one)) for one in everyone))
        yield Row(f"{people:,} people published at the centre", time.perf_counter() - begun, "s")
        bare = _bare(Path(folder) / "bare.db", everyone)
        with Database.open(Path(folder) / "station.db", KEY) as database:
            bond = enrol(ADDRESS, storage.make_code(), STATION, "gate", transport=transport)
            ledger = Ledger(database)
            alone = _waits(ledger, 200)
            first = _taken(database, ledger, bond.token, bond.centre_key, transport)
            what = f"{people:,} people for the first time"
            yield Row(f"{what} (bare insert)", first.seconds, "s", bare, "")
            yield Row(f"{what}: on the wire", first.megabytes, "MB")
            yield Row("a record's p95 meanwhile (alone)", p95(first.waits), "ms", p95(alone), "≤ 20 ms")
            yield Row("a record's longest wait meanwhile", max(first.waits), "ms", None, "≤ 70 ms")
            published.change(BY, _changed(everyone))
            bare = _bare(Path(folder) / "bare2.db", everyone[:CHANGES])
            later = _taken(database, ledger, bond.token, bond.centre_key, transport)
            yield Row(f"{CHANGES:,} changes later (bare insert)", later.seconds, "s", bare, "")
            yield Row(f"{CHANGES:,} changes later: on the wire", later.megabytes * 1000, "kB")
            yield Row("a record's longest wait meanwhile", max(later.waits, default=0), "ms", None, "≤ 70 ms")
            assert People(database).count() == people
        transport.end()
        storage.close()


def _campuses(count: int) -> Iterator[Person]:
    """Invented people of as many campuses as it takes."""
    seed = 0
    while count > 0:
        seed += 1
        for one in people(seed):
            if count > 0:
                yield Person(**{name: getattr(one, name) for name in FIELDS} | {"number": f"{seed:03}{one.number}"})
                count -= 1


def _changed(everyone: list[Person]) -> Iterator[Change]:
    """Some moved, some are new, some have left."""
    for n, one in enumerate(everyone[:: max(len(everyone) // CHANGES, 1)][:CHANGES]):
        if n % 10 == 0:
            yield Change("person", one.number, None)
            yield Change("person", f"N{one.number}", encoded(Person(number=f"N{one.number}", name=one.name)))
        else:
            yield Change("person", one.number, encoded(Person(number=one.number, name=one.name, place=f"9-{n}")))


def _bare(path: Path, everyone: list[Person]) -> float:
    """Seconds to insert the same rows into a bare table, a transaction a thousand."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    for setting in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute(f"CREATE TABLE person ({', '.join(FIELDS)}, UNIQUE (number))")
    values = [tuple(getattr(one, name) for name in FIELDS) for one in everyone]
    begun = time.perf_counter()
    for start in range(0, len(values), 1_000):
        connection.execute("BEGIN")
        connection.executemany(
            f"INSERT INTO person VALUES ({', '.join('?' * len(FIELDS))})", values[start : start + 1_000]
        )
        connection.execute("COMMIT")
    taken = time.perf_counter() - begun
    connection.close()
    return taken


def _taken(database: Database, ledger: Ledger, token: str, key: bytes, transport: httpx.BaseTransport) -> Taken:
    """Download to the end, while another thread writes a record now and then as a lane does."""
    counted, ended, waits = Counted(transport), threading.Event(), []

    def lane() -> None:
        while not ended.wait(0.05):
            waits.extend(_waits(ledger, 1))

    writing = threading.Thread(target=lane)
    writing.start()
    link = Link(ADDRESS, token, counted)
    begun = time.perf_counter()
    try:
        Download(database, link, key, lambda: datetime.now(UTC)).run(Fetched(), float("inf"))
    finally:
        taken = time.perf_counter() - begun
        ended.set()
        writing.join()
        link.close()
    return Taken(taken, counted.bytes / 1e6, waits)


def _waits(ledger: Ledger, times: int) -> list[float]:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        ledger.append(Draft(kind="temperature", body={"person": "1", "celsius": 36.5}, operator="周明", post="东门"))
        taken.append((time.perf_counter() - begun) * 1000)
    return taken
