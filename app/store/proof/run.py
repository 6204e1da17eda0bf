"""The sound rows, which nearly all of a ledger are, proven in one loop with nothing in it that can be spared.

It says of no row what is wrong: the first that is not plainly as it should be is handed back.
"""

from binascii import hexlify
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from app.store.chain import CONTENT, GENESIS, encode, plain, whose
from app.store.identity import Incarnation
from app.store.proof.recount import Recount
from app.store.retention.orders import Orders
from app.store.rows import Row

_FRAME = (
    b'{"at":"%b","boot":%b,"content":"%b","entered_at":"%b","id":"%b","kind":%b,"mono":%b,"policy":%b,"post":%b,'
    b'"reference":%b,"schema":%d}'
)
"""app.store.chain.Frame as JSON, from bytes that were never text."""
_FAR = 1 << 63


@dataclass(slots=True)
class Place:
    """How far the rows were read: the last one's `n` and chain hash, and whose it was, None before the first.

    arriving: by `n`, the seq, id and hash of what was moved to a row still to come. records: how many rows there were.
    """

    station: str
    own: Incarnation | None = None
    n: int = 0
    chain: bytes = GENESIS
    arriving: dict[int, tuple[int, str, bytes]] = field(default_factory=dict)
    records: int = 0

    @property
    def ours(self) -> bytes | None:
        """Whose the rows are, as it is hashed; None where that is not known."""
        try:
            return whose(self.station, self.own.id) if self.own else None
        except ValueError:
            return None


def run(rows: Iterator[Row], place: Place, orders: Orders, derived: Recount) -> Row | None:
    """Take rows (COLUMNS and `moved`, texts as bytes) while they are sound; the first that is not, or None at the end.

    Texts are hashed as they are stored. Times and UUIDs need no escapes in JSON; what would is neither of these, and
    has another hash.
    """
    own, ours = place.own, place.ours
    if own is None or ours is None:
        return next(rows, None)
    number, base, kept = own.number, own.base, _FAR if own.kept is None else own.kept
    n, chain, arriving, records = place.n, place.chain, place.arriving, 0
    try:
        for row in rows:
            (now, number_, seq, id_, kind, schema, at, entered_at, mono, boot, operator, post, policy, reference,
             body, salt, content, forgotten, fact, link, moved) = row  # fmt: skip
            if now != n + 1 or number_ != number or seq != now - base or seq > kept or moved is not None:
                return row
            if now in arriving or not plain(seconds := encode(mono), mono):
                return row
            try:
                said = content if forgotten else sha256(CONTENT % (salt, body, _quoted(operator))).digest()
                frame = _FRAME % (
                    at, _quoted(boot), hexlify(said), entered_at, id_, _quoted(kind), seconds, _quoted(policy),
                    _quoted(post), _quoted(reference), schema,
                )  # fmt: skip
                standing = chain + ours + seq.to_bytes(8, "big") + fact
                if sha256(frame).digest() != fact or sha256(standing).digest() != link:
                    return row
                if not (_erased(row, orders) if forgotten else forgotten is content is None):
                    return row
                derived.take(id_.decode(), kind.decode(), at.decode(), body)
            except (ValueError, TypeError, OverflowError):
                return row
            n, chain, records = now, link, records + 1
    finally:
        place.n, place.chain, place.records = n, chain, place.records + records
    return None


def _erased(row: Row, orders: Orders) -> bool:
    """Whether a forgotten row is empty and an order covers it; then the order has seen it."""
    *_, kind, _, at, entered_at, _, _, operator, _, _, _, body, salt, _, forgotten, fact, _, _ = row
    if body is not None or salt is not None or operator:
        return False
    order = orders.cover(forgotten, kind.decode(), max(at, entered_at).decode())
    if order is not None:
        orders.saw(order, fact)
    return order is not None


@lru_cache(maxsize=4096)
def _quoted(text: bytes) -> bytes:
    """What few different texts are written for many records, as JSON."""
    return encode(text.decode())
