"""Ids that sort by time: what RFC 9562 asks of version 7, and that none is given twice."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.uuid7 import uuid7


def test_it_is_a_uuid_of_version_7_of_this_moment() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid.UUID(uuid7())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert 0 <= (made.int >> 80) - before < 60_000


def test_a_clock_set_back_breaks_no_order(monkeypatch: pytest.MonkeyPatch) -> None:
    first = uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    later = [uuid7() for _ in range(100)]
    assert [first, *later] == sorted([first, *later])


def test_threads_at_once_get_none_twice() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _n: uuid7(), range(2000)))
    assert len(set(made)) == len(made)


def test_what_is_not_time_is_random() -> None:
    tails = {uuid7()[-12:] for _ in range(200)}
    assert len(tails) == 200


def test_many_at_once_do_not_run_ahead_of_the_clock() -> None:
    """What a thousand ids in a breath say of the time is what it is: they are still sorted with those of tomorrow."""
    made = [uuid7() for _ in range(20_000)]
    after = time.time_ns() // 1_000_000
    assert (uuid.UUID(made[-1]).int >> 80) - after < 1_000
    assert made == sorted(made)
