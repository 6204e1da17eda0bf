"""The ledger's rows held against each other and against their own hashes, one after the other."""

from app.i18n import tr
from app.store import identity
from app.store.anchor import Head
from app.store.chain import GENESIS, chain_hash, fact_hash
from app.store.cipher import Connection
from app.store.fact import Entry
from app.store.identity import Incarnation
from app.store.rows import COLUMNS, Row, entry_of, row_of


class Proof:
    """What was read so far, and what was wrong with it. After a wrong record it goes on from what that one says, so
    that one change is one problem, not thousands."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.records = 0
        self.head = Head("", 0, GENESIS)
        self._station = ""
        self._incarnations: dict[int, Incarnation] = {}
        self._n = 0
        self._number = 0
        self._moved: dict[int, tuple[int, str, bytes]] = {}

    def begin(self, connection: Connection) -> None:
        """Read whose ledger it is."""
        row = connection.execute("SELECT value FROM state WHERE name = 'station'").fetchone()
        self._station = row[0] if row else ""
        self._incarnations = {one.number: one for one in identity.incarnations(connection)}
        if self._incarnations:
            self.head = Head(identity.present(connection).id, 0, GENESIS)

    def row(self, row: Row, moved: int | None) -> None:
        """Take the next row."""
        columns = dict(zip(COLUMNS, row, strict=True))
        n, number, seq, id_ = columns["n"], columns["incarnation"], columns["seq"], columns["id"]
        if n != self._n + 1:
            gap = n - self._n - 1
            self.problems.append(tr("第 {seq} 条（{id}）之前少了 {count} 条记录。", seq=seq, id=id_, count=gap))
        incarnation = self._incarnations.get(number)
        if incarnation is None or number < self._number:
            self.problems.append(tr("第 {seq} 条（{id}）不属于任何一段台账，或次序颠倒。", seq=seq, id=id_))
        else:
            self._place(row, seq, id_, incarnation, n)
        if (before := self._moved.pop(n, None)) and before[1:] != (id_, columns["fact_hash"]):
            self.problems.append(tr("第 {seq} 条（{id}）移到了另一条记录的位置。", seq=before[0], id=before[1]))
        if moved is not None:
            self._moved[moved] = (seq, id_, columns["fact_hash"])
        self._n = n
        self.records += 1

    def end(self, connection: Connection) -> None:
        """Hold what was read against what the database says of itself."""
        for seq, id_, _ in self._moved.values():
            self.problems.append(tr("第 {seq} 条（{id}）标为已移走，却找不到移到了哪里。", seq=seq, id=id_))
        sql = "SELECT id, base, acknowledged, acknowledged_hash FROM incarnation WHERE acknowledged > 0"
        for id_, base, seq, chain in connection.execute(sql).fetchall():
            row = connection.execute("SELECT chain_hash FROM ledger WHERE n = ?", (base + seq,)).fetchone()
            if row is None or row[0] != chain:
                self.problems.append(tr("指挥中心已确认的第 {seq} 条（{id}）与台账不符。", seq=seq, id=id_))

    def _place(self, row: Row, seq: int, id_: str, incarnation: Incarnation, n: int) -> None:
        fresh = incarnation.number != self._number
        previous = GENESIS if fresh else self.head.chain_hash
        if seq != n - incarnation.base or (fresh and seq != 1):
            self.problems.append(tr("第 {seq} 条（{id}）的序号与位置不符。", seq=seq, id=id_))
        try:
            entry = entry_of(row, self._station, incarnation.id)
            self._content(row, entry, n, incarnation.number)
            expected = chain_hash(previous, self._station, incarnation.id, seq, entry.fact_hash)
        except (ValueError, TypeError, OverflowError, AttributeError):
            self.problems.append(tr("第 {seq} 条（{id}）的内容读不懂。", seq=seq, id=id_))
        else:
            if entry.chain_hash != expected:
                self.problems.append(
                    tr("第 {seq} 条（{id}）与前一条接不上：有记录被改、删、插入或调换。", seq=seq, id=id_)
                )
        self._number = incarnation.number
        self.head = Head(incarnation.id, seq, row[COLUMNS.index("chain_hash")])

    def _content(self, row: Row, entry: Entry, n: int, number: int) -> None:
        fact = entry.fact
        if (fact.body is None) != (fact.salt is None):
            self.problems.append(tr("第 {seq} 条（{id}）的内容只删了一半。", seq=entry.seq, id=fact.id))
        elif row_of(entry, n, number) != row or (fact.body is not None and fact_hash(fact) != entry.fact_hash):
            self.problems.append(tr("第 {seq} 条（{id}）的内容被改动过。", seq=entry.seq, id=fact.id))
