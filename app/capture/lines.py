"""Lines of standard input, each of them one scan: `lines:-`."""

import os
import sys
from collections.abc import Iterator

from app.capture.device import Reads
from app.capture.items import Scan
from app.capture.kind import Options, SourceKind
from app.capture.session import REAL_TIME, Session, Timing
from app.capture.source import Source
from app.i18n import mark, tr

CHUNK = 65536


class Lines(Source):
    """The exact bytes of each line without its ending (LF or CR LF); empty lines are none.

    descriptor: of the file or pipe to read, standard input where none is given; it is left open. Read unbuffered: a
    thread held in a buffered read of standard input would break the interpreter's shutdown.
    """

    live = False
    blocking = True

    def __init__(self, descriptor: int | None = None, *, timing: Timing = REAL_TIME) -> None:
        super().__init__(timing)
        self._descriptor = descriptor

    @property
    def name(self) -> str:
        return tr("标准输入")

    def read(self, session: Session) -> Reads:
        session.ready = True
        descriptor = sys.stdin.fileno() if self._descriptor is None else self._descriptor
        for line in _lines(descriptor):
            data = line.removesuffix(b"\r")
            if data:
                yield Scan(data, session.elapsed(), session.now())


def _lines(descriptor: int) -> Iterator[bytes]:
    """Lines as soon as they are complete, and what is left at the end."""
    parts: list[bytes] = []
    while chunk := os.read(descriptor, CHUNK):
        *complete, rest = chunk.split(b"\n")
        for line in complete:
            yield b"".join(parts) + line
            parts.clear()
        parts.append(rest)
    yield b"".join(parts)


def _matches(spec: str) -> bool:
    return spec == "lines:-"


def _open(_spec: str, _options: Options) -> Source:
    return Lines()


SOURCE = SourceKind("lines", mark("lines:-（标准输入，每行一个码）"), _matches, _open)
