"""A clock that is set forth and back by hours and years: records keep their order, and say what the clock said."""

import random
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.store.ledger import Ledger
from app.store.proof.verify import verify
from app.store.reference.levels import LevelChange, Levels
from tests.fakes.ledgers import START, database, draft

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
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


# The control level

DAY = timedelta(days=1)
STRICT = ["open", "routine", "closed", "sealed", "static"].index


def _set(levels, name, entered, since=None, posts=()):
    levels.set(LevelChange(level=name, who="李主任", why="", since=since or entered, entered_at=entered, posts=posts))


def _held(levels, now, post=""):
    change = levels.holding(now, lambda one: STRICT(one.level), post)
    return change.level if change else None


@pytest.mark.parametrize("back", [timedelta(minutes=1), 3650 * DAY, START - HARDWARE])
def test_a_clock_set_back_behind_a_change_does_not_bring_the_level_before_back(post, back):
    levels = Levels(post.database)
    _set(levels, "open", START - DAY)
    _set(levels, "sealed", START)
    assert _held(levels, START) == _held(levels, START - back) == "sealed"
    assert _held(Levels(post.database), START - back) == "sealed", "also after a start"


def test_whoever_sets_a_level_is_obeyed_whatever_the_clock_said_before(post):
    """Set under a clock years ahead, and then again under the right one."""
    levels = Levels(post.database)
    _set(levels, "sealed", START + 3650 * DAY)
    _set(levels, "open", START)
    assert _held(levels, START) == _held(levels, START + 3651 * DAY) == "open"


def test_a_change_set_for_later_begins_in_its_time_and_stays(post):
    levels = Levels(post.database)
    _set(levels, "open", START)
    _set(levels, "closed", START, since=START + DAY)
    assert _held(levels, START + DAY / 2) == "open"
    assert _held(levels, START + DAY) == "closed"
    assert _held(levels, START + DAY / 2) == "closed", "it was seen in force"


def test_a_loosening_that_began_too_early_gives_way_until_its_time_has_come(post):
    levels = Levels(post.database)
    _set(levels, "sealed", START)
    _set(levels, "open", START, since=START + 7 * DAY)
    assert _held(levels, START + 3650 * DAY) == "open"
    assert _held(levels, START + DAY) == "sealed"
    assert _held(levels, START + 7 * DAY) == "open"


def test_a_change_for_other_posts_begins_for_these_alone(post):
    levels = Levels(post.database)
    _set(levels, "open", START)
    _set(levels, "sealed", START + DAY, posts=("西门",))
    assert [_held(levels, START, name) for name in ("西门", "东门")] == ["sealed", "open"]


def test_a_disk_that_takes_nothing_keeps_no_level_from_holding(post):
    levels = Levels(post.database)
    _set(levels, "open", START)
    _set(levels, "closed", START, since=START + DAY)
    post.database.rows("PRAGMA query_only = ON")
    assert _held(levels, START + DAY) == "closed"


def test_what_held_at_another_time_is_asked_by_the_clock_and_begins_nothing(post):
    levels = Levels(post.database)
    for name, since in (("open", START), ("closed", START + DAY)):
        _set(levels, name, START, since=since)
    assert levels.at(START + 2 * DAY).level == "closed"
    assert levels.at(START + timedelta(hours=1)).level == "open"
    assert levels.at(START - DAY) is None
    assert _held(levels, START) == "open"
    assert [change.level for change in levels.history()] == ["open", "closed"]


names, days = st.sampled_from(["open", "routine", "closed", "sealed"]), st.integers(-400, 400)
acts = st.tuples(names, st.integers(0, 5)) | days


@settings(max_examples=80, deadline=None)
@given(st.lists(acts, max_size=15))
def test_no_clock_that_is_set_back_makes_a_post_looser(acts):
    """acts: a level set from so many days ahead, or the clock set to another day."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder, database(Path(folder)) as opened:
        levels, now = Levels(opened), START
        for act in acts:
            before = _held(levels, now)
            if isinstance(act, tuple):
                _set(levels, act[0], now, since=now + act[1] * DAY)
                assert act[1] or _held(levels, now) == act[0], "what is set from now on holds"
            else:
                back, now = START + act * DAY <= now, START + act * DAY
                assert before is None or not back or STRICT(_held(levels, now)) >= STRICT(before)


@settings(max_examples=40, deadline=None)
@given(st.lists(names | days, max_size=15))
def test_levels_set_from_now_on_hold_under_any_clock(acts):
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder, database(Path(folder)) as opened:
        levels, now, last = Levels(opened), START, None
        for act in acts:
            if isinstance(act, str):
                _set(levels, act, now)
                last = act
            else:
                now = START + act * DAY
            assert _held(levels, now) == last
