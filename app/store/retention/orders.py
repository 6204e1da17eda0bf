"""What the ledger itself says was to be forgotten, and whether every empty record is one of these.

A body that somebody erased by hand leaves a record that looks forgotten; but no order covers it, or the numbers of the
order that does are not right any more.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from app.i18n import tr
from app.records.forgetting import Forgetting
from app.store.chain import moment
from app.store.cipher import Connection

KIND = "forgetting"
_MODULUS = 1 << 256
_ALL = """SELECT n, id, body FROM ledger WHERE kind = ? AND moved IS NULL AND forgotten IS NULL
    UNION ALL SELECT n, id, body FROM ledger WHERE moved IS NOT NULL AND kind = ?"""


class Order(NamedTuple):
    """One order. kind: of the records it covers, empty for any; before: a moment, empty for any time."""

    id: str
    kind: str
    before: str


class Sum:
    """How many records, and which: a sum that does not depend on their order."""

    def __init__(self) -> None:
        self.count = 0
        self._sum = 0

    def add(self, fact_hash: bytes) -> None:
        """One more record."""
        self.count += 1
        self._sum = (self._sum + int.from_bytes(fact_hash, "big")) % _MODULUS

    @property
    def digest(self) -> str:
        """The sum of the facts' hashes, modulo 2^256, in hex."""
        return f"{self._sum:064x}"


class Orders:
    """All orders of a ledger, and what `verify` saw forgotten under each."""

    def __init__(self, connection: Connection) -> None:
        self._by_n: dict[int, Order] = {}
        self._done: dict[str, Forgetting] = {}
        self._seen: defaultdict[str, Sum] = defaultdict(Sum)
        for n, id_, body in connection.execute(_ALL, (KIND, KIND)):
            self._take(n, id_, body)

    def _take(self, n: int, id_: str, body: str | None) -> None:
        try:
            said = msgspec.json.decode(body or "", type=Forgetting, strict=False)
        except ValueError:
            return  # the proof says what is wrong with it
        if said.act == "done":
            self._done[said.order or id_] = said
        if not said.order:
            self._by_n[n] = Order(id_, said.of, moment(said.before) if said.before else "")

    def cover(self, n: int, kind: str, latest: str) -> Order | None:
        """The order at `n`, if it allows a record of this kind and time to be forgotten. latest: the later of its
        times, as a moment."""
        order = self._by_n.get(n)
        if order is None or kind == KIND or order.kind not in ("", kind):
            return None
        return order if not order.before or latest < order.before else None

    def saw(self, order: Order, fact_hash: bytes) -> None:
        """A record that was forgotten under this order."""
        self._seen[order.id].add(fact_hash)

    def problems(self) -> Iterator[str]:
        """What the orders say of themselves and was not seen."""
        for id_, said in self._done.items():
            seen = self._seen[id_]
            if (seen.count, seen.digest) != (said.count, said.digest):
                yield tr(
                    "清除记录（{id}）写明清除了 {count} 条，台账中按它清除的却是另外 {seen} 条。",
                    id=id_, count=said.count, seen=seen.count,
                )  # fmt: skip
