"""Whatever comes in whatever order, and whenever somebody reads: each record once, and nobody misses one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.server.outside import feed
from tests.fakes.dashboards import Site
from tests.server.engines import place_of
from tests.server.systems import System


@pytest.fixture(scope="module")
def lasting(engine_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site.over(place_of(engine_kind, Path(tmp_path_factory.mktemp("centre")))())
    yield made
    made.close()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("file"), st.integers(0, 2), st.integers(1, 7)),
        st.tuples(st.just("again"), st.integers(0, 2), st.integers(1, 9)),
        st.tuples(st.just("read"), st.integers(1, 5), st.just(0)),
    ),
    max_size=14,
)


@settings(max_examples=30)
@given(steps=STEPS, run=st.integers(0, 2**32))
def test_each_record_comes_once(lasting: Site, steps: list[tuple[str, int, int]], run: int) -> None:
    """What earlier examples left behind is read to its end first."""
    system = System(lasting, "records.read")
    after = system.get("/records?limit=500").json()["next"]
    while (page := system.get(f"/records?limit=500&after={after}").json())["more"] or page["items"]:
        after = page["next"]
    stations = [lasting.station(f"{run}-{number}-{len(lasting.ledgers)}") for number in range(3)]
    seen: list[str] = []
    for what, number, count in steps:
        if what == "read":
            page = system.get(f"/records?limit={number}&after={after}").json()
            seen += [one["id"] for one in page["items"]]
            after = page["next"]
        elif what == "file":
            lasting.take(stations[number], stations[number].write(count))
        elif entries := stations[number].unsent(count):
            lasting.take(stations[number], entries)
    seen += [one["id"] for one in system.all("/records", after, limit=3)]
    assert len(seen) == len(set(seen))
    assert set(seen) == {id_ for ledger in stations for id_ in ledger.written}


def test_many_that_read_at_once_number_alike(site: Site) -> None:
    """Numbers are given once, whoever gives them."""
    ledger = site.station("东门")
    for _ in range(20):
        site.take(ledger, ledger.write(2))
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda _: feed.number(site.storage.engine), range(6)))
    runs = site.storage.engine.read(lambda connection: list(feed.runs(connection, 0, 99)))
    assert [run.n for run in runs] == list(range(1, 21))
    assert [(run.first, run.last) for run in runs] == [(2 * n + 1, 2 * n + 2) for n in range(20)]
