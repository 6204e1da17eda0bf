"""A download is not felt at the gate: short transactions, nobody kept waiting for the disk, and nothing left behind."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.person import Person
from app.store.database import Transaction
from app.store.migrations.generations import NEVER
from app.store.reference.keys import REVOCATIONS
from app.store.reference.staging import clearing, index, merging, stride
from app.store.reference.staging import gentle as module
from app.store.reference.staging.gentle import gentle
from app.store.reference.staging.staging import Staging
from app.store.reference.staging.stride import Stride
from tests.fakes.centres import Published
from tests.fakes.ledgers import database

TABLES = ("person", "reference")


@pytest.fixture
def opened(tmp_path):
    with database(tmp_path) as one:
        yield one


class Work:
    """A clock by which every row takes `each` seconds."""

    def __init__(self, each):
        self.now, self.each = 0.0, each

    def __call__(self):
        return self.now

    def write(self, database, going):
        rows = going.rows
        with going.write(database, rows):
            self.now += rows * self.each
        return rows


@pytest.mark.parametrize("each", [0.00001, 0.0001, 0.0003])
def test_a_transaction_takes_a_few_milliseconds_whatever_a_row_takes(opened, each):
    work = Work(each)
    going = Stride(250, work)
    lengths = [work.write(opened, going) * each for _ in range(12)]
    assert max(lengths[1:]) <= stride.TIME * 1.01
    work.each = each / 10
    assert max(work.write(opened, going) for _ in range(12)) >= min(250, stride.TIME / 2 / work.each), "and no less"


def test_whoever_waits_for_the_lock_has_held_up_nobody(opened, monkeypatch):
    work = Work(0.0)
    going = Stride(250, work)
    entered = Transaction.__enter__

    def late(transaction):
        work.now += 10.0
        return entered(transaction)

    monkeypatch.setattr(Transaction, "__enter__", late)
    work.write(opened, going)
    assert going.rows == 250


def test_the_connection_is_as_it_was_afterwards(opened):
    def settings():
        return [opened.rows(f"PRAGMA {name}")[0][0] for name in ("synchronous", "wal_autocheckpoint")]

    before = settings()
    with gentle(opened):
        assert settings() == [1, 0]
    with pytest.raises(KeyError), gentle(opened):
        raise KeyError
    assert settings() == before == [2, 1000]


def test_the_log_is_moved_before_a_lane_would_have_to(opened, monkeypatch):
    monkeypatch.setattr(module, "LOG", 20)
    longest = 0
    with gentle(opened) as settle:
        for n in range(40):
            with opened.write() as connection:
                connection.execute("INSERT INTO state VALUES (?, ?)", (f"{n}", "x" * 20_000))
            settle()
            pages, moved = opened.rows("PRAGMA wal_checkpoint(NOOP)")[0][1:]
            longest = max(longest, pages - moved)
    assert longest < 40


def test_nothing_that_no_generation_needs_is_left_and_it_goes_in_small_steps(opened, monkeypatch):
    """Every name changes, some people leave, some come back, over and over."""
    monkeypatch.setattr(clearing, "SOME", 7)
    monkeypatch.setattr(index, "FEW", 3)
    centre, left = Published(), []

    def step():
        left.append(tuple(opened.rows(f"SELECT count(*) FROM {name} WHERE died < {NEVER}")[0][0] for name in TABLES))

    for term in range(6):
        for number in range(60):
            if (number + term) % 5 == 0:
                centre.gone("person", str(number))
            else:
                centre.put(Person(number=str(number), name="张伟李娜王芳"[term : term + 2]))
            centre.set(REVOCATIONS, f"{number}", f"{term}")
        centre.deliver(Staging(opened), step=step)
    taken = [(before[0] - after[0], before[1] - after[1]) for before, after in pairwise(left)]
    assert (max(people for people, _ in taken), max(rows for _, rows in taken)) == (3, 7)
    people = centre.counts()["person"]
    assert opened.rows("SELECT count(*) FROM person") == [(people,)]
    assert opened.rows("SELECT count(*) FROM reference WHERE section = 'revocation'") == [(60,)]
    assert left[-1] == (0, 0)
    lost = "SELECT count(*) FROM person_term WHERE person NOT IN (SELECT n FROM person)"
    assert opened.rows(lost) == [(0,)], "the index neither"
    assert opened.rows("SELECT count(*) FROM state WHERE name = 'reference-clearing'") == [(0,)]


@given(st.lists(st.lists(st.text(max_size=3), max_size=30), max_size=6), st.integers(1, 7))
def test_merged_lists_are_one_sorted_list(lists, many):
    runs = [merging.blocks(sorted(one), many) for one in lists]
    kept = [merging.read([merging.packed(block) for block in run]) for run in runs]
    found = [entry for block in merging.merged(kept) for entry in block]
    assert found == sorted(entry for one in lists for entry in one)
