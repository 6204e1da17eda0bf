"""Room for so many at once: whoever finds none is told so at once, and comes back later."""

from types import TracebackType

from app.errors import UserError


class Busy(UserError):
    """There is no room: nothing was done."""


class Room:
    """Use as a context manager, in one thread. Busy: it is full."""

    def __init__(self, most: int) -> None:
        self._left = most

    def look(self) -> None:
        """Raise Busy where entering would."""
        if not self._left:
            raise Busy

    def __enter__(self) -> None:
        self.look()
        self._left -= 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._left += 1
