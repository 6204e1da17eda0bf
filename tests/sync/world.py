"""A small world in one process: posts with real ledgers, the real centre's application, and everything that may happen
to both. It knows what was written, and so what has to be where."""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.server.api import create_app
from app.server.sql.sqlite import SqliteEngine
from app.server.storage import Storage
from app.store.database import Database
from app.store.fact import Draft
from app.store.faults import DiskFull
from app.store.ledger import Ledger
from app.sync import aside
from app.sync.client import SyncClient
from app.sync.enrol import enrol
from app.sync.enrolment import Enrolment
from app.sync.result import SyncResult
from app.sync.schedule import LONGEST, Schedule
from tests.fakes.faulty_transport import AsgiTransport, FaultyTransport
from tests.fakes.ledgers import KEY

START = datetime(2022, 4, 10, 6, 48, tzinfo=UTC)
ADDRESS = "http://127.0.0.1:8000"
POISON = {"person": "20220001", "celsius": "warm"}


class Killed(BaseException):
    """kill -9, as far as it can happen inside one process: nothing after it runs but rollbacks."""


class Fragile:
    """An outbox whose program may be killed before or after whatever it writes."""

    WRITES = ("acknowledge", "rewind", "renew", "quarantine", "release")

    def __init__(self, outbox: Any, dies: Callable[[], bool]) -> None:
        self._outbox, self._dies = outbox, dies

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._outbox, name)
        if name not in self.WRITES:
            return method

        def fragile(*values: Any) -> Any:
            self._maybe()
            result = method(*values)
            self._maybe()
            return result

        return fragile

    def _maybe(self) -> None:
        if self._dies():
            raise Killed


class Shelf:
    """What the application asks: the centre's present storage, whose disk may be full."""

    def __init__(self, path: Path) -> None:
        self.path, self.full = path, False
        self.now = Storage(SqliteEngine(path, KEY))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.now, name)

    def take(self, *batch: Any) -> Any:
        if self.full:
            raise DiskFull("full")
        return self.now.take(*batch)

    def snapshot(self, to: Path) -> None:
        """A copy of the file, as somebody's backup has it."""
        self.now.close()
        shutil.copyfile(self.path, to)
        self.now = Storage(SqliteEngine(self.path, KEY))

    def restore(self, copy: Path) -> None:
        """That copy in place of what there is."""
        self.now.close()
        for end in ("-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        shutil.copyfile(copy, self.path)
        self.now = Storage(SqliteEngine(self.path, KEY))

    def renew_epoch(self) -> None:
        """The centre's process begins anew."""
        self.now.renew_epoch()


class Centre:
    """One centre, reached without a network; `clock` is its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.storage = Shelf(folder / "centre.db")
        self.transport = AsgiTransport(create_app(self.storage, lambda: START))  # type: ignore[arg-type]

    def close(self) -> None:
        self.transport.end()
        self.storage.close()

    def ids(self, station: str) -> list[str]:
        """The ids of all the centre holds of a station, what lies in its quarantine too."""
        return [record["id"] for record in self.storage.records(station)]


class Post:
    """One post: its file, its ledger, its client, and what it believes."""

    def __init__(self, path: Path, mark: str, bond: Enrolment | None, network: FaultyTransport, seed: int) -> None:
        self.path, self.mark, self.bond, self.network = path, mark, bond, network
        self.rng = random.Random(seed)
        self.offset, self.later = timedelta(), 0.0
        self.dies: Callable[[], bool] = lambda: False
        self.schedule = Schedule()
        self.open()

    def open(self) -> None:
        """As the program starts: nothing is known but what is on the disk."""
        self.database = Database.open(self.path, KEY)
        self.ledger = Ledger(self.database, self.clock, mark=self.mark)
        self.client: SyncClient | None = None
        self.schedule = Schedule()

    def close(self) -> None:
        """As it ends."""
        if self.client:
            self.client.close()
        self.database.close()

    def clock(self) -> datetime:
        return START + self.offset

    def fill_disk(self) -> None:
        """From now on nothing can be written."""

        def full(*_: Any) -> Any:
            raise DiskFull("磁盘已满。")

        self.database.write = full  # type: ignore[method-assign]

    def free_disk(self) -> None:
        vars(self.database).pop("write", None)

    def write(self, *bodies: dict[str, Any], kind: str = "temperature", schema: int = 1) -> list[str]:
        """Append; the ids of what the guard saw as written."""
        drafts = [Draft(kind=kind, body=body, operator="guard", post="gate", schema=schema) for body in bodies]
        try:
            return [entry.fact.id for entry in self.ledger.append_all(drafts)]
        except DiskFull:
            return []

    def attempt(self) -> SyncResult | None:
        """One attempt and what the timer makes of it; None where the program was killed in it."""
        if self.bond is None:
            return None
        if self.client is None:
            outbox = Fragile(self.ledger.outbox, lambda: self.dies())
            later = lambda: time.monotonic() + self.later  # noqa: E731
            self.client = SyncClient(outbox, self.bond, self.network, self.clock, self.rng, later)  # type: ignore[arg-type]
        try:
            result = self.client.run_once()
        except Killed:
            self.close()
            self.open()
            return None
        self.schedule = self.schedule.after(result, self.rng)
        assert 0 < self.schedule.delay <= LONGEST, "no timer is armed"
        assert result.left == self.ledger.unsent_count(), "what is left is not what is said"
        assert result.problem or result.left == 0, "something is unsent and nobody says why"
        return result

    def join(self, bond: Enrolment) -> None:
        """The bond in place of the one before."""
        self.bond = bond
        if self.client:
            self.client.close()
        self.client = None

    def holds(self) -> set[str]:
        """The ids of everything in the ledger."""
        return {entry.fact.id for entry in self.ledger.entries(include_audit=True)}

    def believes_sent(self) -> set[str]:
        """What it believes to be at the centre: all but what is unsent, and what was set aside here."""
        unsent = {entry.fact.id for entry in self._unsent()}
        return self.holds() - unsent - aside.held_back(self.ledger.outbox)

    def _unsent(self) -> Iterator[Any]:
        marks = dict(self.ledger.outbox.acknowledged())
        for entry in self.ledger.entries(include_audit=True):
            if entry.seq > marks[entry.incarnation]:
                yield entry


def bond(centre: Centre, station: str, name: str = "东门") -> Enrolment:
    """A station joins over a network that works."""
    return enrol(ADDRESS, centre.storage.make_code(START), station, name, transport=centre.transport)


class Campus:
    """A centre and whatever posts a test names, over a network that works until the test says otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.centre = folder, Centre(folder / "centre")
        self.posts: list[Post] = []

    def close(self) -> None:
        for post in self.posts:
            post.close()
        self.centre.close()

    def post(self, copy: Path | None = None, mark: str = "this machine") -> Post:
        """A post that has joined; of a copy of another's disk, where one is given."""
        folder = self.folder / f"post-{len(self.posts)}"
        folder.mkdir()
        if copy:
            copied(copy, folder / "station.db")
        post = Post(folder / "station.db", mark, None, FaultyTransport(self.centre.transport), len(self.posts))
        self.posts.append(post)
        post.join(bond(self.centre, post.ledger.station))
        return post

    def clone(self, post: Post, mark: str = "this machine") -> Post:
        """The same disk once more. Both have the token."""
        copy = self.copy(post)
        twin = self.post(copy, mark)
        post.join(twin.bond)  # type: ignore[arg-type]
        return twin

    def copy(self, post: Post) -> Path:
        """The post's files as they are now."""
        post.close()
        copy = self.folder / f"copy-{len(list(self.folder.iterdir()))}.db"
        copied(post.path, copy)
        post.open()
        return copy


def copied(database: Path, to: Path) -> None:
    """A database, with the anchor that lies beside it."""
    shutil.copyfile(database, to)
    if database.with_suffix(".anchor").exists():
        shutil.copyfile(database.with_suffix(".anchor"), to.with_suffix(".anchor"))
