"""The ledger's rows held against each other and against their own hashes, one after the other.

The rows are hashed as they are stored, text and bytes: nothing is decoded, so nothing can be read in two ways.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress

from app.i18n import tr
from app.store import identity
from app.store.chain import GENESIS, Frame, chain_hash, content_hash, frame_hash
from app.store.cipher import Connection
from app.store.heads import Head
from app.store.identity import Incarnation
from app.store.proof.recount import Recount
from app.store.proof.run import Place, run
from app.store.retention.orders import Orders
from app.store.rows import COLUMNS, TEXTS, Row

Report = Callable[[str], None]
_TEXTS = [COLUMNS.index(name) for name in TEXTS]
_ID, _KIND, _AT, _BODY = (COLUMNS.index(name) for name in ("id", "kind", "at", "body"))


class Proof:
    """What was read so far; what is wrong with it is reported. After a wrong record it goes on from what that one
    says, so that one change is one problem, not thousands."""

    def __init__(self, connection: Connection, derived: Recount, report: Report) -> None:
        row = connection.execute("SELECT value FROM state WHERE name = 'station'").fetchone()
        self._place = Place(row[0] if row else "")
        self._incarnations = {one.number: one for one in identity.incarnations(connection)}
        self._orders = Orders(connection)
        self._derived = derived
        self._report = report
        self._empty = Head(identity.present(connection).id if self._incarnations else "", 0, GENESIS)
        self._lost = False

    @property
    def records(self) -> int:
        """How many rows there were so far."""
        return self._place.records

    @property
    def n(self) -> int:
        """The last one's place in the file."""
        return self._place.n

    @property
    def head(self) -> Head:
        """The place of the last of them."""
        own, n, chain = self._place.own, self._place.n, self._place.chain
        return self._empty if own is None else Head(own.id, n - own.base, chain)

    def take(self, rows: Iterator[Row]) -> None:
        """The next rows, in order: COLUMNS and where each was moved to, texts as bytes."""
        while (row := run(rows, self._place, self._orders, self._derived)) is not None:
            self._judge(row)

    def lost(self, n: int, why: object) -> None:
        """The row in place `n` cannot be read; what comes after it cannot be held against it."""
        self._report(tr("台账第 {n} 行读不出来：{why}。", n=n, why=why))
        self._place.n, self._lost = n, True

    def end(self) -> None:
        """What shows only when everything was read."""
        for seq, id_, _ in self._place.arriving.values():
            self._report(tr("第 {seq} 条（{id}）标为已移走，却找不到移到了哪里。", seq=seq, id=id_))
        for problem in self._orders.problems():
            self._report(problem)

    def _judge(self, raw: Row) -> None:
        """One row that is not plainly sound: what is wrong with it, if anything is."""
        place, moved = self._place, raw[-1]
        row, shown = _read(raw), raw[_ID].decode(errors="replace")
        n, number, seq = row[:3]
        self._neighbours(row, moved, shown)
        place.n, place.records = n, place.records + 1
        first = place.own is None or number != place.own.number
        own = self._next(number) if first else place.own
        if own is None:
            self._report(tr("第 {seq} 条（{id}）不属于任何一段台账，或次序颠倒。", seq=seq, id=shown))
        else:
            if seq != n - own.base or (first and seq != 1 and not self._lost):
                self._report(tr("第 {seq} 条（{id}）的序号与位置不符。", seq=seq, id=shown))
            if (moved is not None) != (own.kept is not None and seq > own.kept):
                self._report(tr("第 {seq} 条（{id}）是否已移走，与本段的记载不符。", seq=seq, id=shown))
            self._hashes(row, moved, own, shown)
            place.chain, self._lost = row[-1], False
        if moved is None:
            with suppress(ValueError):  # a time that is none was said above
                self._derived.take(row[_ID], row[_KIND], row[_AT], raw[_BODY])

    def _neighbours(self, row: Row, moved: int | None, shown: str) -> None:
        """Whether the row before is there, and the row that was moved here is this one."""
        (n, _, seq, id_), fact = row[:4], row[-2]
        if n != self._place.n + 1:
            count = n - self._place.n - 1
            self._report(tr("第 {seq} 条（{id}）之前少了 {count} 条记录。", seq=seq, id=shown, count=count))
        arriving = self._place.arriving
        if (before := arriving.pop(n, None)) and before[1:] != (id_, fact):
            self._report(tr("第 {seq} 条（{id}）移到了另一条记录的位置。", seq=before[0], id=before[1]))
        if moved is not None:
            arriving[moved] = (seq, id_, fact)

    def _next(self, number: int) -> Incarnation | None:
        """The incarnation that begins here, and with it a chain; None where none can."""
        found, own = self._incarnations.get(number), self._place.own
        if found is None or (own is not None and number < own.number):
            return None
        self._place.own, self._place.chain = found, GENESIS
        return found

    def _hashes(self, row: Row, moved: int | None, own: Incarnation, shown: str) -> None:
        seq, fact, chain = row[2], row[-2], row[-1]
        try:
            expected = chain_hash(self._place.chain, self._place.station, own.id, seq, fact)
            if self._fact(row, moved, shown) != fact:
                self._report(tr("第 {seq} 条（{id}）的内容被改动过。", seq=seq, id=shown))
        except (ValueError, TypeError, OverflowError):
            self._report(tr("第 {seq} 条（{id}）的内容读不懂。", seq=seq, id=shown))
        else:
            if chain != expected and not self._lost:
                self._report(tr("第 {seq} 条（{id}）与前一条接不上：有记录被改、删、插入或调换。", seq=seq, id=shown))

    def _fact(self, row: Row, moved: int | None, shown: str) -> bytes:
        """The hash of the fact as it stands in the row."""
        (_, _, _, id_, kind, schema, at, entered_at, mono, boot, operator, post, policy, reference,
         body, salt, content, forgotten, _, _) = row  # fmt: skip
        if forgotten is not None:
            self._forgotten(row, moved, shown)
            content = content if body is None and salt is None and not operator else b""
        elif content is None and body is not None and salt is not None:
            content = content_hash(salt, body.encode(), operator)
        else:
            return b""
        return frame_hash(Frame(at, boot, content.hex(), entered_at, id_, kind, mono, policy, post, reference, schema))

    def _forgotten(self, row: Row, moved: int | None, shown: str) -> None:
        (_, _, seq, _, kind, _, at, entered_at, *_, forgotten, fact, _) = row
        order = self._orders.cover(forgotten, kind, max(at, entered_at))
        if order is None:
            self._report(tr("第 {seq} 条（{id}）的内容已清除，却没有清除它的依据。", seq=seq, id=shown))
        elif moved is None:
            self._orders.saw(order, fact)


def _read(raw: Row) -> Row:
    """The row's columns with its texts as text. What is no UTF-8 stays none, and is refused where it is hashed."""
    texts = (*_TEXTS, _BODY)
    return tuple(
        value.decode(errors="surrogateescape") if at in texts and value is not None else value
        for at, value in enumerate(raw[: len(COLUMNS)])
    )
