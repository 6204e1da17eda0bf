"""Pages of the reference as they travel, packed: what every station of a district asks for is looked up and packed
once, and only the seal, which answers one nonce, is made for each."""

import zlib
from collections import OrderedDict
from datetime import datetime
from threading import Lock
from typing import NamedTuple

import msgspec

from app.server.reference import feed
from app.server.reference.changeset import Head, head
from app.server.sql.port import Connection, Engine
from app.sync.down.protocol import Page

_MOST = 64
"""Pages that are kept: of some 100 kB each."""
_GZIP = 16 + zlib.MAX_WBITS
_Key = tuple[str, int, str]
"""A cursor, and the version and mark of the state it was answered from: the answer is the same for ever."""


class _Kept(NamedTuple):
    """cursor: that the page ends with. last: whether a seal follows. packed: the page, as far as a seal would stand;
    packer: as it was there."""

    cursor: str
    last: bool
    packed: bytes
    packer: "zlib._Compress"

    def ended(self, end: bytes) -> bytes:
        """The whole page."""
        packer = self.packer.copy()
        return self.packed + packer.compress(end) + packer.flush()


class Shelf:
    """Of one process; may be asked from any thread."""

    def __init__(self, sign: feed.Sign) -> None:
        self._sign = sign
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._lock = Lock()

    def page(self, engine: Engine, after: str, nonce: bytes, now: datetime) -> bytes:
        """A Page in gzip: what stands behind `after`, as app.server.reference.feed has it."""

        def found(connection: Connection) -> tuple[Head, _Key, _Kept | Page]:
            present = head(connection)
            key = (after, present.version, feed.mark(connection, present.version))
            return present, key, self._get(key) or feed.page(connection, present, after)

        present, key, kept = engine.read(found)
        if isinstance(kept, Page):
            kept = self._keep(key, kept)
        if not kept.last:
            return kept.ended(b"}")
        seal = feed.sealed(present, kept.cursor, nonce, now, self._sign)
        return kept.ended(b',"seal":' + msgspec.json.encode(seal) + b"}")

    def _get(self, key: _Key) -> _Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept:
                self._kept.move_to_end(key)
            return kept

    def _keep(self, key: _Key, page: Page) -> _Kept:
        packer = zlib.compressobj(wbits=_GZIP)
        packed = packer.compress(msgspec.json.encode(page)[:-1])
        kept = _Kept(page.cursor, feed.last(page), packed, packer)
        with self._lock:
            self._kept[key] = kept
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return kept
