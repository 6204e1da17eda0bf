"""Whatever a post legitimately does in whatever order: the ledger verifies, and nothing is forgotten that must stay."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.store.chain import forgotten
from app.store.copies.backup import backup
from app.store.copies.restore import restore
from app.store.database import Database
from app.store.fact import Entry, Fact
from app.store.ledger import Ledger, TooLate
from app.store.outbox import open_ranges
from app.store.proof import checkpoint
from app.store.proof.verify import verify
from app.store.retention.erasure import Erasure, Refused, erase, found
from app.store.retention.holds import Hold, Holds
from app.store.retention.periods import Periods
from app.store.retention.rounds import Retention
from tests.fakes.ledgers import KEY, START, draft

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
PEOPLE = ("20200101", "20200202", "20200303")


class Post:
    """A post with a centre, its clock, and what its facts said when they were written."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.copies_in = folder / "home", folder / "copies"
        self.folder.mkdir()
        self.copies_in.mkdir()
        self.now = START
        self.mark = "this machine"
        self.said: dict[str, Fact] = {}
        self.copies = 0

    @contextmanager
    def open(self) -> Iterator[tuple[Database, Ledger]]:
        with Database.open(self.folder / "station.db", KEY) as opened:
            yield opened, Ledger(opened, lambda: self.now, mark=self.mark)

    def wrote(self, entry: Entry) -> Entry:
        self.said[entry.fact.id] = entry.fact
        return entry

    def write(self, count: int, person: int) -> None:
        with self.open() as (_, ledger):
            for n in range(count):
                about = {"person": PEOPLE[person % 3]}
                kind = (
                    draft("passage", direction="in", verdict="admit", **about)
                    if n % 2
                    else draft(celsius=36.0 + n, **about)
                )
                self.wrote(ledger.append(kind))

    def correct(self, which: int, _: int) -> None:
        ids = list(self.said)
        if ids:
            old = self.said[ids[which % len(ids)]]
            with self.open() as (_database, ledger), suppress(TooLate):
                self.wrote(ledger.append(draft(old.kind, None, direction="out", verdict="admit", corrects=old.id)))

    def acknowledge(self, count: int, _: int) -> None:
        with self.open() as (_database, ledger):
            for entry in ledger.unsent(count + 1)[-1:]:
                ledger.acknowledge(entry.incarnation, entry.seq, entry.chain_hash)

    def rewind(self, to: int, _: int) -> None:
        with self.open() as (_database, ledger):
            incarnation, seq = ledger.outbox.acknowledged()[-1]
            ledger.outbox.rewind(incarnation, min(to, seq))

    def renew(self, _: int, __: int) -> None:
        with self.open() as (_database, ledger):
            ledger.outbox.renew()

    def move(self, where: int, _: int) -> None:
        self.mark = f"machine {where}"

    def wait(self, days: int, _: int) -> None:
        self.now += timedelta(days=20 * days)

    def put_back(self, _: int, __: int) -> None:
        with self.open() as (opened, ledger):
            copy = self.copies_in / f"{self.copies}"
            self.copies += 1
            if backup(opened, copy, KEY) == 0:
                return
            later = ledger.append(draft(n="not in the backup"))
        restore(copy, self.folder / "station.db", KEY, self.mark, self.now)
        assert later.fact.id not in self.said

    def hold(self, person: int, days: int) -> None:
        names, kind = ((PEOPLE[person % 3],), "") if days % 2 else ((), "temperature")
        until = self.now + timedelta(days=30 * days)
        hold = Hold(id=f"{days}", names=names, kind=kind, until=until, who="何老师", why="核查", since=self.now)
        with self.open() as (opened, _):
            Holds(opened).set(hold)

    def sign(self, _: int, __: int) -> None:
        with self.open() as (opened, ledger):
            checkpoint.make_daily(opened, ledger, self.now)

    def retain(self, _: int, __: int) -> None:
        with self.open() as (opened, ledger):
            before = self._spared(opened, ledger)
            retention = Retention(opened, ledger.append, "gate", centre=True)
            due = sum(line.due for line in retention.lines(self.now))
            done = sum(count for _, count in retention.steps(self.now))
            assert done == due
            assert not any(ledger.entry(id_).fact.forgotten for id_ in before)
            assert sum(line.due for line in retention.lines(self.now)) == 0

    def erase(self, person: int, force: int) -> None:
        with self.open() as (opened, ledger):
            what = Erasure(PEOPLE[person % 3], [PEOPLE[person % 3]], "何老师", "gate", "本人申请", force=force > 1)
            ids = list(found(opened, what.names))
            held = self._held(opened)
            kept = {id_ for id_ in ids if self._unsent(opened, id_)}
            try:
                erase(opened, ledger.append, what, ids, self.now, centre=True)
            except Refused:
                assert held & set(ids) or kept
            else:
                assert not held & set(ids)
                assert what.force or not kept
                assert list(found(opened, what.names)) == []

    def _spared(self, opened: Database, ledger: Ledger) -> set[str]:
        """What must still be there after retention, by rules told anew: held, not sent, or not old enough."""
        days = Periods(opened).all()
        spared = self._held(opened)
        for entry in ledger.entries(include_audit=True):
            fact = entry.fact
            keep = days[fact.kind]
            young = keep is None or max(fact.at, fact.entered_at) >= self.now - timedelta(days=keep)
            if young or self._unsent(opened, fact.id):
                spared.add(fact.id)
        return {id_ for id_ in spared if (entry := ledger.entry(id_)) and not entry.fact.forgotten}

    def _held(self, opened: Database) -> set[str]:
        holds = Holds(opened).active(self.now)
        return {fact.id for fact in self.said.values() if any(hold.covers(fact) for hold in holds)} & _present(opened)

    def _unsent(self, opened: Database, id_: str) -> bool:
        with opened.read() as connection:
            (n,) = connection.execute("SELECT n FROM ledger WHERE id = ? AND moved IS NULL", (id_,)).fetchone()
            return any(first <= n <= last for first, last in open_ranges(connection))


def _present(opened: Database) -> set[str]:
    return {id_ for (id_,) in opened.rows("SELECT id FROM ledger WHERE moved IS NULL AND forgotten IS NULL")}


STEPS = [
    Post.write, Post.write, Post.write, Post.correct, Post.acknowledge, Post.acknowledge, Post.rewind, Post.renew,
    Post.move, Post.wait, Post.put_back, Post.hold, Post.sign, Post.retain, Post.retain, Post.erase,
]  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 3)), min_size=3, max_size=14))
def test_no_sequence_of_legitimate_steps_makes_a_false_alarm_or_loses_what_must_stay(steps):
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        post = Post(Path(name))
        post.write(3, 0)
        for step, first, second in steps:
            step(post, first, second)
        with post.open() as (opened, ledger):
            assert verify(opened).problems == ()
            _as_written(post, ledger)


def _as_written(post: Post, ledger: Ledger) -> None:
    """Every record still says what it said, or nothing; and no copy of what was forgotten is left anywhere."""
    kept: datetime | None = None
    for id_, fact in post.said.items():
        entry = ledger.entry(id_)
        if entry is not None:
            assert entry.fact in (fact, forgotten(fact))
            kept = entry.fact.at
    assert kept is not None
    sql = """SELECT count(*) FROM ledger old JOIN ledger new ON new.n = old.moved
        WHERE new.forgotten IS NOT NULL AND old.body IS NOT NULL"""
    assert ledger._database.rows(sql) == [(0,)]
