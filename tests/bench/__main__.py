"""Prints the table. A row that needs photos reads them from the folder that GATEPOST_TEST_DATA names."""

from collections.abc import Iterator

from tests.bench import (
    beds,
    fluid,
    ingest,
    lane,
    large,
    ledger,
    morning,
    pages,
    photos,
    proof,
    reference,
    start,
    upload,
)
from tests.bench.row import Row


def rows() -> Iterator[Row]:
    yield from photos.rows()
    yield from pages.rows()
    yield from lane.rows()
    yield from ledger.rows()
    yield from proof.rows()
    yield from large.rows()
    yield from ingest.rows()
    yield from upload.rows()
    yield from reference.rows()
    yield from start.rows()
    yield from fluid.rows()
    yield from morning.rows()
    yield from beds.rows()


def main() -> None:
    print(f"{'what':<52} {'ours':>12} {'beside':>12} {'ratio':>7}  budget")
    for row in rows():
        print(row.line(), flush=True)


if __name__ == "__main__":
    main()
