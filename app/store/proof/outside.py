"""What others remember of the ledger: the anchor, the signed checkpoints, the centre. A ledger whose end was cut off
verifies by itself; they know how far it had come."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.i18n import tr
from app.store import identity
from app.store.anchor import Anchor
from app.store.chain import GENESIS
from app.store.cipher import Connection
from app.store.heads import Head
from app.store.proof import checkpoint
from app.store.proof.checkpoint import Checkpoint

_ACKNOWLEDGED = """SELECT id, acknowledged, acknowledged_hash FROM incarnation
    WHERE acknowledged != 0 OR acknowledged_hash IS NOT NULL"""


def problems(connection: Connection, path: Path, given: Iterable[Checkpoint], *, alone: bool) -> Iterator[str]:
    """Where the ledger of the database `path` is not what they remember. alone: only the centre is asked."""
    inside = _Inside(connection)
    yield from _against_centre(connection, inside)
    if not alone:
        yield from _against_anchor(connection, inside, Anchor(path).read())
        yield from _against_checkpoints(connection, inside, [*checkpoint.kept(path), *given])


class _Inside:
    """The database's own knowledge of a place."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.incarnations = {one.id: one for one in identity.incarnations(connection)}

    def hash_at(self, incarnation: str, seq: int) -> bytes | None:
        """The chain hash there; None where there is no such record."""
        own = self.incarnations[incarnation]
        if seq == 0:
            return GENESIS
        sql = "SELECT chain_hash FROM ledger WHERE n = ? AND incarnation = ?"
        row = self._connection.execute(sql, (own.base + seq, own.number)).fetchone()
        return None if row is None else row[0]


def _against_centre(connection: Connection, inside: _Inside) -> Iterator[str]:
    for id_, seq, chain in connection.execute(_ACKNOWLEDGED).fetchall():
        if seq == 0 or inside.hash_at(id_, seq) != chain:
            yield tr("指挥中心已确认的第 {seq} 条（{id}）与台账不符。", seq=seq, id=id_)


def _against_anchor(connection: Connection, inside: _Inside, heads: dict[str, Head]) -> Iterator[str]:
    for head in heads.values():
        if head.incarnation not in inside.incarnations:
            if head.seq:  # without records it was begun, and never came into the database
                yield tr("库外锚点记得的一段台账（{incarnation}）已不在数据库中。", incarnation=head.incarnation)
            continue
        chain = inside.hash_at(head.incarnation, head.seq)
        if chain is None:
            yield tr("台账末尾少了记录：库外锚点记到第 {seq} 条。", seq=head.seq)
        elif chain != head.chain_hash:
            yield tr("第 {seq} 条与库外锚点不符：台账曾被替换或恢复到较早的状态。", seq=head.seq)
    here = identity.present(connection).machine if inside.incarnations else ""
    for own in inside.incarnations.values():  # what was begun elsewhere has its anchor there
        if own.anchored and own.machine == here and own.id not in heads and inside.hash_at(own.id, 1) is not None:
            yield tr("台账有记录，库外锚点（{incarnation}）却不见了：末尾是否完整无从核对。", incarnation=own.id)


def _against_checkpoints(connection: Connection, inside: _Inside, some: Iterable[Checkpoint]) -> Iterator[str]:
    public = checkpoint.public_key(connection)
    for one in some:
        about = {"day": one.day, "seq": one.seq}
        if not one.signed_by(public):
            yield tr("{day} 第 {seq} 条的检查点不是本站签的。", **about)
        elif one.incarnation not in inside.incarnations:
            yield tr("{day} 的检查点记得的一段台账（到第 {seq} 条）已不在数据库中。", **about)
        elif (chain := inside.hash_at(one.incarnation, one.seq)) is None:
            yield tr("台账末尾少了记录：{day} 的检查点记到第 {seq} 条。", **about)
        elif chain != one.chain_hash:
            yield tr("第 {seq} 条与 {day} 的检查点不符：台账曾被替换或改写。", **about)
