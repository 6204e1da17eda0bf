"""The ledger's rows held against each other and against their own hashes, one after the other.

The rows are hashed as they are stored, text and bytes: nothing is decoded, so nothing can be read in two ways.
"""

from collections.abc import Callable

from app.i18n import tr
from app.store import identity
from app.store.chain import GENESIS, Frame, chain_hash, content_hash, frame_hash
from app.store.cipher import Connection
from app.store.heads import Head
from app.store.identity import Incarnation
from app.store.retention.orders import Orders
from app.store.rows import Row

Report = Callable[[str], None]


class Proof:
    """What was read so far; what is wrong with it is reported. After a wrong record it goes on from what that one
    says, so that one change is one problem, not thousands."""

    def __init__(self, connection: Connection, report: Report) -> None:
        row = connection.execute("SELECT value FROM state WHERE name = 'station'").fetchone()
        self._station = row[0] if row else ""
        self._incarnations = {one.number: one for one in identity.incarnations(connection)}
        self._orders = Orders(connection)
        self._report = report
        self._n = 0
        self._own: Incarnation | None = None
        self._moved: dict[int, tuple[int, str, bytes]] = {}
        self._lost = False
        self.moved = any(one.kept is not None for one in self._incarnations.values())
        self.records = 0
        self.head = Head(identity.present(connection).id if self._incarnations else "", 0, GENESIS)

    def row(self, row: Row, moved: int | None) -> None:
        """Take the next row: its columns, and where it was moved to."""
        n, number, seq, id_ = row[:4]
        fact = row[-2]
        if n != self._n + 1:
            self._report(tr("第 {seq} 条（{id}）之前少了 {count} 条记录。", seq=seq, id=id_, count=n - self._n - 1))
        if self._moved and (before := self._moved.pop(n, None)) and before[1:] != (id_, fact):
            self._report(tr("第 {seq} 条（{id}）移到了另一条记录的位置。", seq=before[0], id=before[1]))
        if moved is not None:
            self._moved[moved] = (seq, id_, fact)
        self._n = n
        self.records += 1
        own = self._own
        if own is None or number != own.number:
            own = self._next(number)
        if own is None:
            self._report(tr("第 {seq} 条（{id}）不属于任何一段台账，或次序颠倒。", seq=seq, id=id_))
            return
        if seq != n - own.base or (self.head.seq == 0 and seq != 1 and not self._lost):
            self._report(tr("第 {seq} 条（{id}）的序号与位置不符。", seq=seq, id=id_))
        if (moved is not None) != (own.kept is not None and seq > own.kept):
            self._report(tr("第 {seq} 条（{id}）是否已移走，与本段的记载不符。", seq=seq, id=id_))
        self._hashes(row, moved, own)
        self.head, self._lost = Head(own.id, seq, row[-1]), False

    def lost(self, n: int, why: object) -> None:
        """The row in place `n` cannot be read; what comes after it cannot be held against it."""
        self._report(tr("台账第 {n} 行读不出来：{why}。", n=n, why=why))
        self._n, self._lost = n, True

    def end(self) -> None:
        """What shows only when everything was read."""
        for seq, id_, _ in self._moved.values():
            self._report(tr("第 {seq} 条（{id}）标为已移走，却找不到移到了哪里。", seq=seq, id=id_))
        for problem in self._orders.problems():
            self._report(problem)

    def _next(self, number: int) -> Incarnation | None:
        """The incarnation that begins here, and with it a chain; None where none can."""
        found = self._incarnations.get(number)
        if found is None or (self._own is not None and number < self._own.number):
            return None
        self._own, self.head = found, Head(found.id, 0, GENESIS)
        return found

    def _hashes(self, row: Row, moved: int | None, own: Incarnation) -> None:
        seq, id_, fact, chain = row[2], row[3], row[-2], row[-1]
        try:
            expected = chain_hash(self.head.chain_hash, self._station, own.id, seq, fact)
            if self._fact(row, moved) != fact:
                self._report(tr("第 {seq} 条（{id}）的内容被改动过。", seq=seq, id=id_))
        except (ValueError, TypeError, OverflowError):
            self._report(tr("第 {seq} 条（{id}）的内容读不懂。", seq=seq, id=id_))
        else:
            if chain != expected and not self._lost:
                self._report(tr("第 {seq} 条（{id}）与前一条接不上：有记录被改、删、插入或调换。", seq=seq, id=id_))

    def _fact(self, row: Row, moved: int | None) -> bytes:
        """The hash of the fact as it stands in the row."""
        (_, _, _, id_, kind, schema, at, entered_at, mono, boot, operator, post, policy, reference,
         body, salt, content, forgotten, _, _) = row  # fmt: skip
        if forgotten is not None:
            self._forgotten(row, moved)
            content = content if body is None and salt is None and not operator else b""
        elif content is None and body is not None and salt is not None:
            content = content_hash(salt, body, operator)
        else:
            return b""
        return frame_hash(Frame(at, boot, content.hex(), entered_at, id_, kind, mono, policy, post, reference, schema))

    def _forgotten(self, row: Row, moved: int | None) -> None:
        (_, _, seq, id_, kind, _, at, entered_at, *_, forgotten, fact, _) = row
        order = self._orders.cover(forgotten, kind, max(at, entered_at))
        if order is None:
            self._report(tr("第 {seq} 条（{id}）的内容已清除，却没有清除它的依据。", seq=seq, id=id_))
        elif moved is None:
            self._orders.saw(order, fact)
