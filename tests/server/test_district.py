"""A small district against the real process: `make district` is the large one."""

import asyncio
from pathlib import Path

from tests.bench.district.centre import serving
from tests.bench.district.run import Run, Size
from tests.fakes.postgres import server

SMALL = Size(
    stations=20, people=300, morning=3, gap=0.2, backlog=130, batch=60, hurry=0.2, hurrying=4, waits=0.01, longest=60
)  # fmt: skip


def test_what_a_district_sends_is_there_once_and_what_is_published_reaches_all(
    engine_kind: str, url: str, tmp_path: Path
) -> None:
    postgres = server().pid if engine_kind == "postgresql" else 0
    said: list[str] = []
    with serving(tmp_path, url, ["--workers", "2"] if url else []) as centre:
        run = Run(centre, postgres, SMALL, said.append)
        assert asyncio.run(run.go()), said
        assert centre.told == {}, said
    assert [not books.errors for books in run.phases.values()] == [True] * 6, said
    sent = sum(books.records for books in run.phases.values())
    assert sent == sum(station.acknowledged.seq for station in run.stations) >= 20 * 133
