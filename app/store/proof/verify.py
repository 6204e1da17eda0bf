"""Proves the ledger: every record unchanged and in its place, none missing, the database's pages sound.

It reports and does not raise: a damaged database is what it is there for. Only whoever stops it gets no report.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from app.errors import GivenUp, UserError
from app.i18n import tr
from app.store import identity
from app.store.chain import GENESIS
from app.store.cipher import Error
from app.store.database import Database
from app.store.faults import Damaged, WrongKey, told
from app.store.heads import Head
from app.store.proof import outside, recount
from app.store.proof.checkpoint import Checkpoint
from app.store.proof.links import Proof
from app.store.proof.look import Look
from app.store.proof.pages import Pages, schema_problems
from app.store.proof.recount import Recount
from app.store.proof.walk import walk

Progress = Callable[[int, int], None]
MOST = 100
"""Problems told one by one; a ledger that was rewritten would have as many as records."""


@dataclass(frozen=True, slots=True)
class Verification:
    """ok: nothing was found. records: how many rows were read. head: the last record's place. problems: sentences."""

    ok: bool
    records: int
    head: Head
    problems: tuple[str, ...]


def failed(problem: str) -> Verification:
    """Of a database that does not even open."""
    return Verification(False, 0, Head("", 0, GENESIS), (problem,))


def verify_copy(path: Path, key: bytes, progress: Progress | None = None) -> Verification:
    """`verify` for a file of which nothing is known but itself: a backup, which may not even open."""
    try:
        with Database.open(path, key) as database:
            return verify(database, progress, alone=True)
    except GivenUp:
        raise
    except UserError as error:
        return failed(_of_copy(error))


def verify(
    database: Database, progress: Progress | None = None, *, checkpoints: Iterable[Checkpoint] = (), alone: bool = False
) -> Verification:
    """Read everything and report.

    progress: called with (records read, records there are); GivenUp from it ends the reading. checkpoints: on paper or
    elsewhere, beside those in the home. alone: the file has no anchor and no checkpoints beside it, and should have
    none.
    """
    problems: list[str] = []
    records, head = 0, Head("", 0, GENESIS)
    try:
        with told(database.path), Pages(database) as pages, Look(database) as look:
            problems += schema_problems(look.connection)
            derived = Recount(recount.corrections(look.connection), moved=identity.moved(look.connection))
            proof = Proof(look.connection, derived, problems.append)
            for done, total in walk(look, proof):
                records, head = proof.records, proof.head
                if progress:
                    progress(done, total)
            proof.end()
            problems += derived.problems(look.connection)
            problems += outside.problems(look.connection, database.path, checkpoints, alone=alone)
            problems += pages.problems()
    except GivenUp:
        raise
    except UserError as error:
        problems.append(_of_copy(error) if alone else str(error))
    except (Error, ValueError, TypeError) as error:
        problems.append(tr("读到第 {count} 条之后读不下去了：{why}。", count=records, why=error))
    return Verification(not problems, records, head, _told(problems))


def _of_copy(error: UserError) -> str:
    """Of a copy the way on is another one: what a station has to do with its own database does not help."""
    if isinstance(error, WrongKey):
        return tr("密钥不符，或它不是本站的备份。")
    return tr("读回来的内容有损坏。") if isinstance(error, Damaged) else str(error)


def _told(problems: list[str]) -> tuple[str, ...]:
    if len(problems) <= MOST:
        return tuple(problems)
    return (*problems[:MOST], tr("另有 {count} 处问题未列出。", count=len(problems) - MOST))
