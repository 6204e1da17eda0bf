"""A process that migrates a database, and is killed by itself before a statement."""

import os
import signal
import sys
from pathlib import Path

from tests.store import versions


def main(path: str, statement: str) -> None:
    left = [None] * int(statement)

    def tracer(_sql: str, _values: object) -> None:
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left.pop()

    versions.traced(Path(path), tracer)


if __name__ == "__main__":
    main(*sys.argv[1:])
