"""A folder for parsers that take files, gone at the end of the process."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="gatepost-fuzz-")


def scratch() -> Path:
    """The folder."""
    return Path(_folder().name)
