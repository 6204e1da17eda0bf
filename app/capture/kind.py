"""What a device's module declares, as `SOURCE`, so that a source can be opened by what a user writes."""

from collections.abc import Callable
from dataclasses import dataclass

from app.capture.source import Source


@dataclass(frozen=True)
class Options:
    """How a recording is played: paced in real time, and from the beginning again at its end."""

    paced: bool = False
    loop: bool = False


@dataclass(frozen=True)
class SourceKind:
    """One kind of source.

    usage: what to write for it, for the user (marked for translation).
    matches: whether a given text means this kind. open: makes the source; nothing is opened yet.
    """

    name: str
    usage: str
    matches: Callable[[str], bool]
    open: Callable[[str, Options], Source]
