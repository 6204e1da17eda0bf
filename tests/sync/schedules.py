"""Random schedules of everything that may happen to posts and their centre, and what must hold after every step.

A schedule is a list of steps, each with a seed of its own, so that what is left when steps are taken out still does
the same: one that fails is made as short as it can be before it is shown.
"""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import httpx

from app.caught import caught
from app.store import machine
from app.store.database import Database
from tests.fakes.faulty_transport import FaultyTransport, rolled
from tests.fakes.ledgers import KEY
from tests.sync.world import POISON, Centre, Killed, Post, bond, copied

ROUNDS = 12
"""Attempts within which everything has arrived once nothing goes wrong any more."""


class Step(NamedTuple):
    what: str
    seed: int


class Wire(FaultyTransport):
    """A network that is bad, and a program that may be killed while it waits for it."""

    def __init__(self, inner: httpx.BaseTransport, dies: Callable[[], bool]) -> None:
        super().__init__(inner)
        self._dies = dies

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._dies():
            raise Killed
        response = super().handle_request(request)
        if self._dies():
            raise Killed
        return response


class World:
    """The posts of one station and its clones, and one centre. `lost`: what only a disk had that is gone."""

    def __init__(self, folder: Path, centre: Centre, template: Path) -> None:
        self.folder, self.centre, self._template = folder, centre, template
        self.posts: list[Post] = []
        self.written: dict[str, str] = {}
        self.poisoned: set[str] = set()
        self.rewound: set[int] = set()
        self.snapshots: list[Path] = []
        self.backups: list[tuple[Path, str]] = []
        self._known: set[str] = set()
        self._add(None, "first machine")

    def close(self) -> None:
        for post in self.posts:
            post.close()

    @property
    def station(self) -> str:
        return self.posts[0].ledger.station

    def do(self, step: Step) -> None:
        """One step, and all that must hold after it."""
        rng = random.Random(step.seed)
        STEPS[step.what](self, rng.choice(self.posts), rng)
        self.check()

    def check(self) -> None:
        ids = self.centre.ids(self.station)
        assert len(ids) == len(set(ids)), "something is at the centre twice"
        assert set(ids) <= self.written.keys(), "the centre has what nobody wrote"
        assert self._known <= set(ids), "the centre lost something"
        self._known = set(ids)
        for number, post in enumerate(self.posts):
            if number not in self.rewound:
                assert post.believes_sent() <= set(ids), "believed sent, and not there"

    def settle(self) -> None:
        """Nothing goes wrong any more: everything arrives, in few attempts, and everybody knows."""
        self.centre.storage.full = False
        fresh = bond(self.centre, self.station)
        for post in self.posts:
            post.network.choose = lambda: "none"
            post.free_disk()
            post.join(fresh)
        for _ in range(ROUNDS):
            results = [post.attempt() for post in self.posts]
            if all(result and result.done and not result.sent for result in results):
                break
        else:
            raise AssertionError(f"not settled: {results}")
        self.rewound.clear()
        self.check()
        held = set().union(*(post.holds() for post in self.posts))
        assert held <= self._known, "written, and never arrived"
        for record in self.centre.storage.records(self.station):
            assert record.get("note", "") in (self.written[record["id"]], ""), "another content"

    # What may happen

    def write(self, post: Post, rng: random.Random) -> None:
        notes = [f"{len(self.written)}.{n}" for n in range(rng.choice((1, 1, 2, 5, 20)))]
        ids = post.write(*({"person": "20220001", "celsius": 36.5, "note": note} for note in notes))
        self.written.update(zip(ids, notes, strict=False))

    def write_poison(self, post: Post, rng: random.Random) -> None:
        self.written.update((id_, "") for id_ in post.write(POISON))

    def write_future(self, post: Post, rng: random.Random) -> None:
        note = f"future {len(self.written)}"
        kind, schema = rng.choice((("drone", 1), ("temperature", 99)))
        self.written.update((id_, note) for id_ in post.write({"note": note, "new": [1]}, kind=kind, schema=schema))

    def attempt(self, post: Post, rng: random.Random) -> None:
        post.rng = rng
        post.network.choose = rolled(rng, rng.choice((0.0, 0.2, 0.5, 0.9)))
        nothing_unsent = post.ledger.unsent_count() == 0
        result = post.attempt()
        if result and result.done and nothing_unsent:
            self.rewound.discard(self.posts.index(post))

    def attempt_killed(self, post: Post, rng: random.Random) -> None:
        post.dies = lambda: rng.random() < 0.2
        self.attempt(post, rng)
        post.dies = lambda: False

    def deliver_late(self, post: Post, rng: random.Random) -> None:
        post.network.deliver_late(rng)

    def clone(self, post: Post, rng: random.Random) -> None:
        """Somebody copies the disk, to a machine that may even call itself the same."""
        if len(self.posts) < 3:
            number = self.posts.index(post)
            other = self._add(self._copied(post), rng.choice((post.mark, f"machine {len(self.posts)}")))
            other.bond = post.bond
            if number in self.rewound:
                self.rewound.add(len(self.posts) - 1)

    def back_up(self, post: Post, rng: random.Random) -> None:
        self.backups.append((self._copied(post), post.mark))

    def put_back(self, post: Post, rng: random.Random) -> None:
        """The disk is gone, and what only it had; an old copy takes its place."""
        if not self.backups:
            return
        copy, mark = rng.choice(self.backups)
        post.close()
        for end in ("-wal", "-shm"):
            post.path.with_name(post.path.name + end).unlink(missing_ok=True)
        copied(copy, post.path)
        if rng.random() < 0.5:  # of this file alone, to another machine
            machine.memory(post.path).unlink(missing_ok=True)
        post.mark = rng.choice((mark, post.mark))
        post.open()
        if self.snapshots:  # the copy may believe in what a restored centre has lost
            self.rewound.add(self.posts.index(post))

    def snapshot(self, post: Post, rng: random.Random) -> None:
        path = self.folder / f"centre-{len(self.snapshots)}.db"
        self.centre.storage.snapshot(path)
        self.snapshots.append(path)

    def restore_centre(self, post: Post, rng: random.Random) -> None:
        if self.snapshots:
            self.centre.storage.restore(rng.choice(self.snapshots))
            self._known = set()
            self.rewound = set(range(len(self.posts)))
            for one in self.posts:
                one.join(bond(self.centre, self.station))

    def enrol(self, post: Post, rng: random.Random) -> None:
        """A new token; a clone that has the old one is refused from now on."""
        post.join(bond(self.centre, self.station))

    def leap(self, post: Post, rng: random.Random) -> None:
        post.offset = timedelta(days=rng.choice((-366, -1, 0, 1, 366)))

    def fill_disk(self, post: Post, rng: random.Random) -> None:
        post.fill_disk()

    def free_disk(self, post: Post, rng: random.Random) -> None:
        post.free_disk()

    def fill_centre(self, post: Post, rng: random.Random) -> None:
        self.centre.storage.full = True

    def free_centre(self, post: Post, rng: random.Random) -> None:
        self.centre.storage.full = False

    def restart(self, post: Post, rng: random.Random) -> None:
        post.close()
        post.open()

    def _copied(self, post: Post) -> Path:
        post.close()
        copy = self.folder / f"copy-{len(list(self.folder.iterdir()))}.db"
        copied(post.path, copy)
        post.open()
        return copy

    def _add(self, copy: Path | None, mark: str) -> Post:
        folder = self.folder / f"post-{len(self.posts)}"
        folder.mkdir()
        copied(copy or self._template, folder / "station.db")
        post: Post
        wire = Wire(self.centre.transport, lambda: post.dies())
        post = Post(folder / "station.db", mark, None, wire, len(self.posts))
        self.posts.append(post)
        if copy is None:
            post.join(bond(self.centre, self.station))
        return post


STEPS: dict[str, Callable[[World, Post, random.Random], None]] = {
    "write": World.write,
    "write poison": World.write_poison,
    "write future": World.write_future,
    "attempt": World.attempt,
    "attempt, killed": World.attempt_killed,
    "deliver late": World.deliver_late,
    "restart": World.restart,
    "clone": World.clone,
    "back up": World.back_up,
    "put back": World.put_back,
    "snapshot": World.snapshot,
    "restore centre": World.restore_centre,
    "enrol": World.enrol,
    "leap": World.leap,
    "fill disk": World.fill_disk,
    "free disk": World.free_disk,
    "fill centre": World.fill_centre,
    "free centre": World.free_centre,
}
OFTEN = {"write": 8, "attempt": 12, "attempt, killed": 4}


def schedule_of(seed: int) -> list[Step]:
    """The steps of one seed: few kinds of trouble at a time, so that each has room to matter."""
    rng = random.Random(seed)
    rare = [name for name in STEPS if name not in OFTEN]
    chosen = rng.sample(rare, rng.randrange(0, 6))
    names = [*OFTEN, *chosen]
    weights = [OFTEN.get(name, 3) for name in names]
    return [Step(name, rng.getrandbits(32)) for name in rng.choices(names, weights, k=rng.randrange(4, 16))]


class Failed(AssertionError):
    """A schedule broke a promise; the message has its seed and the fewest of its steps that still do."""


class Runner:
    """Runs schedules in a folder, one after the other, on one application."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        Database.open(self._template, KEY).close()
        self._centre = Centre(folder / "centre")
        self._empty = folder / "empty-centre.db"
        self._centre.storage.snapshot(self._empty)

    def close(self) -> None:
        self._centre.close()

    def run(self, seed: int) -> None:
        """The schedule of a seed; Failed with what is left of it when it was made as short as it can be."""
        steps = schedule_of(seed)
        error = self.broken(steps)
        if error:
            fewest = shrunk(steps, lambda some: self.broken(some) is not None)
            raise Failed(f"seed {seed}: {self.broken(fewest) or error!r}\n{fewest}") from error

    def broken(self, steps: Sequence[Step]) -> Exception | None:
        """What goes wrong with these steps."""
        return caught(lambda: self.go_through(steps))

    def go_through(self, steps: Sequence[Step]) -> None:
        """All of the steps, and after them a time in which nothing goes wrong."""
        self._centre.storage.full = False
        self._centre.storage.restore(self._empty)
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        world = World(folder, self._centre, self._template)
        try:
            for step in steps:
                world.do(step)
            world.settle()
        finally:
            world.close()
            shutil.rmtree(folder)


def shrunk(steps: Sequence[Step], fails: Callable[[Sequence[Step]], bool]) -> list[Step]:
    """The steps without those that it fails without."""
    fewest = list(steps)
    for place in reversed(range(len(fewest))):
        fewer = fewest[:place] + fewest[place + 1 :]
        if fails(fewer):
            fewest = fewer
    return fewest


@contextmanager
def runner() -> Iterator[Runner]:
    """In memory where the system has room for files there: what is tested here is no disk's."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        made = Runner(Path(folder))
        try:
            yield made
        finally:
            made.close()
