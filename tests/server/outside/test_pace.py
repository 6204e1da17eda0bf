"""A token may ask so often in a minute, over all processes, and is told when to come back."""

from datetime import timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.server.outside import pace
from app.server.outside.pace import WINDOW, Pace
from tests.fakes.dashboards import NOON, Site
from tests.server.systems import System, problem


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MOST", 3)


def statuses(system: System, times: int) -> list[int]:
    return [system.get("/levels").status_code for _ in range(times)]


def test_who_asks_too_often_is_told_when_to_come_back(site: Site) -> None:
    system = System(site)
    assert statuses(system, 3) == [200] * 3
    late: httpx.Response = system.get("/levels")
    assert problem(late) == (429, "often")
    seconds = int(late.headers["Retry-After"])
    assert str(seconds) in late.json()["detail"]
    site.now += timedelta(seconds=seconds - 1)
    assert statuses(system, 1) == [429]
    site.now += timedelta(seconds=1)
    assert statuses(system, 4) == [200, 200, 200, 429]


def test_others_do_not_wait_for_it(site: Site) -> None:
    busy, other = System(site), System(site, "levels.read")
    assert statuses(busy, 4)[-1] == 429
    assert statuses(other, 3) == [200] * 3


def test_a_refused_write_changes_nothing_and_counts_like_a_read(site: Site) -> None:
    system = System(site)
    statuses(system, 3)
    assert problem(system.post("/people/import", {"people": [{"number": "1", "name": "李一"}]})) == (429, "often")
    site.now += timedelta(seconds=WINDOW)
    assert system.all("/people") == []


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 40)), max_size=30))
def test_in_no_minute_is_more_answered_whichever_process_is_asked(asked: list[tuple[int, int, int]]) -> None:
    shared, now = Pace(3), NOON
    answered: dict[tuple[int, int], int] = {}
    for process, token, later in asked:
        now += timedelta(seconds=later)
        shared.count_as(process)
        wait = shared.wait(f"{token:012x}", now)
        place = token, int(now.timestamp()) // WINDOW
        full = answered.get(place, 0) == 3
        assert bool(wait) == full
        assert 0 <= wait <= WINDOW
        answered[place] = answered.get(place, 0) + (not wait)
