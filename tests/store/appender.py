"""A process that appends to a ledger and prints each id once the append has returned; killed at will by its parent."""

import sys
from pathlib import Path

from tests.fakes.ledgers import draft, ledger


def main(folder: str, count: str) -> None:
    with ledger(Path(folder)) as written:
        for n in range(int(count)):
            print(written.append(draft(n=n)).fact.id, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
