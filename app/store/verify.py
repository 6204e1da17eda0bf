"""Proves the ledger: every record unchanged and in its place, none missing, the database's pages sound.

It reports and never raises: a damaged database is what it is there for.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.i18n import tr
from app.store import identity
from app.store.anchor import Anchor, Head
from app.store.chain import GENESIS
from app.store.cipher import Connection, Error
from app.store.database import Database
from app.store.proof import Proof
from app.store.rows import SELECT

Progress = Callable[[int, int], None]
MOST = 100
"""Problems told one by one; a ledger that was rewritten would have as many as records."""
_STEP = 500


@dataclass(frozen=True, slots=True)
class Verification:
    """ok: nothing was found. records: how many rows were read. head: the last record's place. problems: sentences."""

    ok: bool
    records: int
    head: Head
    problems: tuple[str, ...]


def verify_file(path: Path, key: bytes, progress: Progress | None = None) -> Verification:
    """`verify` for a database that may not even open."""
    try:
        with Database.open(path, key) as database:
            return verify(database, progress)
    except UserError as error:
        return Verification(False, 0, Head("", 0, GENESIS), (str(error),))


def verify(database: Database, progress: Progress | None = None) -> Verification:
    """Read everything and report. progress: called with (records read, records there are)."""
    proof = Proof()
    try:
        with database.read() as connection:
            proof.problems += _pages(connection)
            proof.begin(connection)
            for done, total in _walk(connection, proof):
                if progress:
                    progress(done, total)
            proof.problems += _against_anchor(connection, Anchor(database.path))
            proof.end(connection)
    except UserError as error:
        proof.problems.append(str(error))
    except (Error, ValueError, TypeError) as error:
        proof.problems.append(tr("读到第 {count} 条之后读不下去了：{why}。", count=proof.records, why=error))
    return Verification(not proof.problems, proof.records, proof.head, _told(proof.problems))


def _told(problems: list[str]) -> tuple[str, ...]:
    if len(problems) <= MOST:
        return tuple(problems)
    return (*problems[:MOST], tr("另有 {count} 处问题未列出。", count=len(problems) - MOST))


def _pages(connection: Connection) -> Iterator[str]:
    for check in ("cipher_integrity_check", "integrity_check"):
        for (line,) in connection.execute(f"PRAGMA {check}"):
            if line != "ok":
                yield tr("数据库页面有损坏：{line}。", line=line)


def _walk(connection: Connection, proof: Proof) -> Iterator[tuple[int, int]]:
    total = connection.execute("SELECT count(*) FROM ledger").fetchone()[0]
    cursor = connection.execute(f"{SELECT.replace(' FROM', ', moved FROM')} NOT INDEXED ORDER BY n")
    while rows := cursor.fetchmany(_STEP):
        for row in rows:
            proof.row(row[:-1], row[-1])
        yield proof.records, total


def _against_anchor(connection: Connection, anchor: Anchor) -> Iterator[str]:
    """A ledger whose end was cut off verifies by itself; the anchor outside the database knows how far it had come."""
    known = {one.id: one for one in identity.incarnations(connection)}
    for head in anchor.read().values():
        if head.incarnation not in known:
            yield tr("库外锚点记得的一段台账（{incarnation}）已不在数据库中。", incarnation=head.incarnation)
            continue
        where = known[head.incarnation].base + head.seq
        row = connection.execute("SELECT chain_hash FROM ledger WHERE n = ?", (where,)).fetchone()
        if row is None:
            yield tr("台账末尾少了记录：库外锚点记到第 {seq} 条。", seq=head.seq)
        elif row[0] != head.chain_hash:
            yield tr("第 {seq} 条与库外锚点不符：台账曾被替换或恢复到较早的状态。", seq=head.seq)
