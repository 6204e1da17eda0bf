"""Takes the centre's reference in, page by page, beside the one in use, and puts it into use when it is complete.

Every transaction here is short, so that a lane's records are not held up, and each leaves a state from which the next
one goes on: after a crash, a stop, a network that went away.
"""

from collections.abc import Callable, Collection, Iterator, Sequence

import msgspec

from app.store.cipher import Connection
from app.store.database import Database
from app.store.reference.digest import SetDigest
from app.store.reference.sections import CURRENT, OWN, touch
from app.store.reference.staging import clearing, dropping, index, progress
from app.store.reference.staging.page import Page
from app.store.reference.staging.progress import Clearing, InUse, Staged
from app.store.reference.staging.rows import Change
from app.store.reference.staging.stride import Stride

PART = 250
"""Rows of a page in one transaction at most."""


class UnfitPageError(ValueError):
    """A page that no centre sends: a row of this post's own settings, a value that is no text."""


class Staging:
    """The download of one database. rest: called between two parts of a page, to let others write."""

    def __init__(self, database: Database, rest: Callable[[], None] = lambda: None) -> None:
        self._database, self._rest = database, rest
        self._stride = Stride(PART)

    def in_use(self) -> InUse | None:
        """What the centre has published and this post decides by; None before the first time."""
        return progress.load(self._database, InUse)

    def cursor(self) -> str:
        """Where the centre is to go on; "" for everything."""
        staged = self._staged()
        if staged:
            return staged.cursor
        used = self.in_use()
        return used.token if used else ""

    def state(self) -> Staged:
        """The state that would be in use if no further page came."""
        return self._staged() or self._begun(fresh=False)

    def ready(self) -> bool:
        """Whether a page can be taken: nothing is left of `steps`."""
        staged = progress.load(self._database, Staged)
        return (staged is None or not (staged.dropped or staged.sealed)) and not self._clearing()

    def take(self, changes: Sequence[Change], cursor: str, *, fresh: bool) -> None:
        """Write one page. fresh: it is the first of everything, and nothing may be staged. UnfitPageError: nothing of
        it is written. OvertakenError: somebody else has gone on, here or in another process."""
        before = self._staged()
        staged = before or self._begun(fresh=fresh)
        _check(changes)
        owned = frozenset() if staged.fresh else frozenset(self._owned())
        last = 0
        while last < max(len(changes), 1):
            first, last = last, last + self._stride.rows
            page = Page(changes[first:last], staged.generation)
            with self._stride.write(self._database, last - first) as connection:
                self._goes_on(before, staged.generation)
                staged = page.write(connection, staged, owned)
                if last >= len(changes):  # until now the page counts as not taken, and is asked for again
                    staged = msgspec.structs.replace(staged, cursor=cursor)
                progress.save(connection, staged)
            before = staged
            self._rest()

    def seal(self, becomes: InUse, digest: bytes) -> bool:
        """All of it is here, and this is what it becomes; `steps` puts it into use.

        False where it is not what the centre has: then it is dropped, and everything is asked for afresh.
        """
        with self._database.write() as connection:
            staged = self.state()
            counts = {**dict.fromkeys(becomes.counts, 0), **staged.counts}
            if counts != becomes.counts or SetDigest(staged.total).digest() != digest:
                self._refuse(connection, staged)
                return False
            becomes = msgspec.structs.replace(becomes, total=staged.total)
            if staged.rows or staged.fresh:
                progress.save(connection, msgspec.structs.replace(staged, counts=counts, sealed=becomes))
            else:
                progress.save(connection, becomes)
        return True

    def drop(self) -> None:
        """What is staged is of no use; `steps` clears it away."""
        with self._database.write() as connection:
            staged = progress.load(self._database, Staged)
            if staged:
                progress.save(connection, msgspec.structs.replace(staged, dropped=True))

    def steps(self) -> Iterator[int]:
        """Everything that can be done without the centre, in short steps: clear away, index, swap. Yields the changes
        put into use, which is 0 but for the swap."""
        yield from clearing.steps(self._database)
        staged = progress.load(self._database, Staged)
        if staged and staged.dropped:
            yield from dropping.steps(self._database, staged)
        elif staged and (becomes := staged.sealed):
            staged = yield from index.steps(self._database, staged, fresh="person" not in self._kept(staged))
            yield self._swap(staged, becomes)
            yield from clearing.steps(self._database)

    def _staged(self) -> Staged | None:
        staged = progress.load(self._database, Staged)
        return staged if staged and not staged.dropped else None

    def _clearing(self) -> bool:
        return progress.load(self._database, Clearing) is not None

    def _owned(self) -> Collection[str]:
        used = self.in_use()
        return used.counts if used else ()

    def _kept(self, staged: Staged) -> Collection[str]:
        """The sections of which rows that were in use before stay in use."""
        return () if staged.fresh else self._owned()

    def _begun(self, *, fresh: bool) -> Staged:
        used = None if fresh else self.in_use()
        generation = self._database.rows(f"SELECT {CURRENT} + 1")[0][0]
        last, row = (
            self._database.rows(f"SELECT coalesce(max(n), 0) FROM {name}")[0][0]  # noqa: S608 - two names
            for name in ("person", "reference")
        )
        return Staged(
            generation=generation, fresh=fresh or used is None, total=used.total if used else b"",
            counts=used.counts if used else {}, cursor=used.token if used else "", person=last, row=row,
            indexed=last,
        )  # fmt: skip

    def _goes_on(self, before: Staged | None, generation: int) -> None:
        """Raises OvertakenError unless `before` is what is staged, for a generation that is not yet in use."""
        progress.still(self._database, Staged, before)
        if generation <= self._database.rows(f"SELECT {CURRENT}")[0][0]:
            raise progress.overtaken()

    def _refuse(self, connection: Connection, staged: Staged) -> None:
        """Not what the centre has: clear away what came, and begin with nothing the next time."""
        used = self.in_use()
        progress.save(connection, msgspec.structs.replace(staged, dropped=True))
        if used:
            progress.save(connection, msgspec.structs.replace(used, token=""))

    def _swap(self, staged: Staged, becomes: InUse) -> int:
        """One number moves, and with it everything."""
        kept = self._kept(staged)
        own = [section for section in becomes.counts if section not in self._owned()]
        with self._database.write() as connection:
            self._goes_on(staged, staged.generation)
            bases = [(section, staged.generation) for section in becomes.counts if section not in kept]
            _move(connection, [*bases, ("", staged.generation)])
            progress.drop(connection, Staged)
            progress.save(connection, becomes)
            progress.save(connection, Clearing(own=tuple(own), anew=bool(bases), since=becomes.asked_at))
            touch(connection, SetDigest(becomes.total).digest().hex()[:16])
        return staged.rows


def _check(changes: Sequence[Change]) -> None:
    if any(change.section in OWN for change in changes):
        raise UnfitPageError("a row of this post's own")
    try:
        for change in changes:
            (change.value or b"").decode()
    except ValueError as error:
        raise UnfitPageError(str(error)) from error


def _move(connection: Connection, bases: Sequence[tuple[str, int]]) -> None:
    connection.executemany("INSERT OR REPLACE INTO generation VALUES (?, ?)", bases)
