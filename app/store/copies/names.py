"""What goes wrong with a file that is not finished is told of the one that somebody asked for: nobody knows the other
name, and it is gone when they look."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.store.faults import StoreFault


def of(path: Path, draft: Path, sentence: str) -> str:
    """`sentence` about `draft` as one about `path`."""
    return sentence.replace(str(draft), str(path))


@contextmanager
def told_of(path: Path, draft: Path) -> Iterator[None]:
    """Within, a fault of `draft` is one of `path`."""
    try:
        yield
    except StoreFault as fault:
        raise type(fault)(of(path, draft, str(fault))) from fault
