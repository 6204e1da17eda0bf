"""What is done where something does not come to its end."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager


@contextmanager
def otherwise(undo: Callable[[], object]) -> Iterator[None]:
    """`undo` where the block does not come to its end, whatever ends it, and that goes on afterwards."""
    with ExitStack() as left:
        left.callback(undo)
        yield
        left.pop_all()
