"""Room set aside for the day when the disk is full: a file beside the database, given up so that the post can go on."""

import os
import shutil
import threading
from pathlib import Path

SIZE = 32 * 2**20
"""Bytes: some twenty thousand records, days of a busy gate."""
_SPARE = 8
"""A file that would take more than this part of what is free is not set aside: it would fill the disk itself."""
_CHUNK = 2**20


class Reserve:
    """The reserve of the database at `path`; may be used from any thread."""

    def __init__(self, path: Path, size: int = SIZE) -> None:
        self._file = path.with_suffix(".reserve")
        self._size = size
        self._one = threading.Lock()

    @property
    def there(self) -> bool:
        return self._file.exists()

    def set_aside(self) -> bool:
        """Take the room, where there is plenty of it; whether it is there now."""
        with self._one:
            try:
                if not self.there and shutil.disk_usage(self._file.parent).free > self._size * _SPARE:
                    self._fill()
            except OSError:
                self._file.unlink(missing_ok=True)
            return self.there

    def give_up(self) -> bool:
        """Give the room back to the disk; False where there is none to give."""
        with self._one:
            try:
                self._file.unlink()
            except OSError:
                return False
            return True

    def _fill(self) -> None:
        """With bytes that no file system can leave out or make smaller."""
        draft = self._file.with_suffix(".reserve.new")
        try:
            with draft.open("wb") as file:
                for _ in range(self._size // _CHUNK):
                    file.write(os.urandom(_CHUNK))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._file)
        finally:
            draft.unlink(missing_ok=True)
