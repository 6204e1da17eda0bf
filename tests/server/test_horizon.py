"""What is gone from the reference is forgotten one day: a post that was away for longer begins with nothing."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.server.reference import feed, horizon
from app.server.reference.changeset import Who
from app.server.reference.published import Published
from app.store.reference.staging.rows import Change
from tests.server.asking import page_of
from tests.server.test_reference import NONCE, _applied, _digest
from tests.sync.memory import NOW

LATER = NOW + horizon.KEPT + timedelta(days=1)


def _by(at):
    return Who("李主任", "import", "", at)


def _changed(centre, at, **rows):
    """Rows by key; None: gone."""
    changes = [Change("person", key, None if name is None else b'"%b"' % name.encode()) for key, name in rows.items()]
    Published(centre.storage.engine).change(_by(at), changes)


def _gone(centre):
    sql = "SELECT key FROM reference_item WHERE value IS NULL ORDER BY key"
    return [key for (key,) in centre.storage.engine.read(lambda connection: connection.rows(sql))]


def _pages(centre, after=""):
    found = [page_of(centre.storage, after, NONCE, LATER)]
    while found[-1].seal is None:
        found.append(page_of(centre.storage, found[-1].cursor, NONCE, LATER))
    return found


def test_what_is_gone_for_long_is_forgotten_with_the_next_change(centre):
    _changed(centre, NOW, a="1", b="2", c="3")
    _changed(centre, NOW, a=None)
    _changed(centre, LATER - timedelta(days=30), b=None)
    assert _gone(centre) == ["a", "b"]
    _changed(centre, LATER, d="4")
    assert _gone(centre) == ["b"]


def test_a_post_that_was_away_for_longer_begins_with_nothing(centre):
    _changed(centre, NOW, a="1", b="2")
    long_ago = _pages(centre)
    _changed(centre, NOW, a=None)
    before = _pages(centre, long_ago[-1].cursor)
    state = _applied(before, _applied(long_ago))
    _changed(centre, LATER, c="3")
    anew, on = _pages(centre, long_ago[-1].cursor), _pages(centre, before[-1].cursor)
    assert (anew[0].fresh, on[0].fresh) == (True, False)
    assert (
        _applied(anew, _applied(long_ago)) == _applied(on, state) == {("person", "b"): b'"2"', ("person", "c"): b'"3"'}
    )


def test_one_change_set_forgets_only_some(centre, monkeypatch):
    monkeypatch.setattr(horizon, "MANY", 2)
    _changed(centre, NOW, **dict.fromkeys("abcde", "1"))
    _changed(centre, NOW, **dict.fromkeys("abcde"))
    left = []
    for at in range(3):
        _changed(centre, LATER, z=str(at))
        left.append(_gone(centre))
    assert left == [["c", "d", "e"], ["e"], []]


def test_the_history_of_levels_stays_whole(centre):
    published = Published(centre.storage.engine)
    published.change(_by(NOW), [Change("level", "1", b'"x"')])
    published.change(_by(NOW), [Change("level", "1", None)])
    published.change(_by(LATER), [Change("person", "1", b'"x"')])
    assert _gone(centre) == ["1"]


@pytest.mark.filterwarnings("error")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["1", "2", None]))),
        max_size=8,
    ),
    st.data(),
)
def test_whatever_a_post_has_it_comes_to_the_centres_state(centre, monkeypatch, changes, data):
    """A post stands at any place, also in the middle of a download, when more is changed and forgotten."""
    monkeypatch.setattr(feed, "MOST_ROWS", 2)
    monkeypatch.setattr(horizon, "MANY", 3)
    at, state, cursor = NOW, {}, ""
    for days, rows in changes:
        at += timedelta(days=days)
        _changed(centre, at, **rows)
        for _ in range(data.draw(st.integers(0, 2))):
            page = page_of(centre.storage, cursor, NONCE, at)
            state, cursor = _applied([page], state), page.cursor
    last = _pages(centre, cursor)
    assert _digest(_applied(last, state)) == last[-1].seal.digest
