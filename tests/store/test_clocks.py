"""A clock that is set forth and back by hours and years: records keep their order, and say what the clock said."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from app.store.ledger import Ledger
from app.store.proof.verify import verify
from app.store.reference.levels import LevelChange, Levels
from tests.fakes.ledgers import START, database, draft

JUMPS = [timedelta(hours=1), -timedelta(hours=9), timedelta(days=3650), -timedelta(days=7300), timedelta(seconds=-1)]
HARDWARE = datetime(1970, 1, 1, tzinfo=UTC)
"""What a PC with a flat battery believes."""


@pytest.fixture
def post(tmp_path):
    class Post:
        now = START

    Post.folder = tmp_path
    with database(tmp_path) as opened:
        Post.database, Post.ledger = opened, Ledger(opened, lambda: Post.now, mark="this machine")
        yield Post


def _jumps(post):
    rng = random.Random(1)
    for n in range(60):
        post.now = HARDWARE if n == 30 else START + rng.choice(JUMPS)
        yield n


def test_records_keep_their_order_and_their_own_time(post):
    said = [(post.ledger.append(draft(n=n)).fact.id, post.now) for n in _jumps(post)]
    entries = list(post.ledger.entries())
    assert [(entry.fact.id, entry.fact.at) for entry in entries] == said
    assert [entry.seq for entry in entries] == list(range(1, 61))
    assert len({id_ for id_, _ in said}) == 60
    assert verify(post.database).problems == ()


def test_how_long_it_really_took_is_beside_a_clock_that_lied(post):
    first = post.ledger.append(draft()).fact
    post.now -= timedelta(days=365)
    second = post.ledger.append(draft()).fact
    assert second.entered_at < first.entered_at
    assert second.boot == first.boot
    assert second.mono > first.mono


def test_nothing_unsent_is_passed_over(post):
    for n in _jumps(post):
        entry = post.ledger.append(draft(n=n))
        if n % 7 == 0:
            post.ledger.acknowledge(entry.incarnation, entry.seq, entry.chain_hash)
    assert [entry.fact.body["n"] for entry in post.ledger.unsent(100)] == [57, 58, 59]


def test_reopening_under_another_clock_begins_nothing_anew(post):
    post.ledger.append(draft())
    post.now -= timedelta(days=3650)
    again = Ledger(post.database, lambda: post.now, mark="this machine")
    assert again.append(draft()).seq == 2


def test_a_level_holds_by_the_clock_from_when_it_was_set(post):
    """A clock set back behind a change shows the level before it: the time of effect is a promise about the clock."""
    levels = Levels(post.database)
    for name, since in (("open", START), ("closed", START + timedelta(days=1))):
        levels.set(LevelChange(level=name, who="李主任", why="", since=since, entered_at=since))
    assert levels.at(START + timedelta(days=2)).level == "closed"
    assert levels.at(START + timedelta(hours=1)).level == "open"
    assert levels.at(START - timedelta(days=1)) is None
    assert [change.level for change in levels.history()] == ["open", "closed"]
