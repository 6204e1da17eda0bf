"""Files that leave the program: whatever is handed out is a record, and what cannot be recorded is not handed out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.store.faults import StoreFault


@contextmanager
def recorded(path: Path) -> Iterator[None]:
    """Around the record of a file that was just written: where that fails the file does not stay."""
    try:
        yield
    except StoreFault:
        path.unlink(missing_ok=True)
        raise
