"""Writes a page of the centre's reference into the generation that is being staged."""

from collections.abc import Iterable
from typing import Any

import msgspec

from app.store.cipher import Connection
from app.store.reference.digest import SetDigest
from app.store.reference.staging.progress import Staged
from app.store.reference.staging.rows import PERSON, Change, Known, insert, known, made, table

_Ready = tuple[Change, tuple[Any, ...] | None]
"""A change, and the columns of its new row."""


class Page:
    """One page or a part of one, made ready before the transaction begins: the spelling of names takes longer than
    writing them.

    ValueError where a value is no text. owned: the sections whose rows in use are the centre's; only these die.
    """

    def __init__(self, changes: Iterable[Change], generation: int) -> None:
        self._generation = generation
        self._sections: dict[str, dict[str, _Ready]] = {}
        for change in changes:
            columns = None if change.value is None else made(change, generation)
            self._sections.setdefault(change.section, {})[change.key] = (change, columns)

    def write(self, connection: Connection, staged: Staged, owned: frozenset[str]) -> Staged:
        """Write it; what is staged now."""
        total, counts = SetDigest(staged.total), dict(staged.counts)
        for section, some in self._sections.items():
            there = self._leaving(connection, section, some, owned)
            for one in there:
                total.remove(section, one.key, one.value)
            new = [(change, columns) for change, columns in some.values() if columns is not None]
            last = staged.person if section == PERSON else staged.row
            insert(connection, section, [columns for _, columns in new], last)
            for change, _ in new:
                total.add(section, change.key, change.value or b"")
            counts[section] = counts.get(section, 0) + len(new) - len(there)
        taken = staged.rows + sum(len(some) for some in self._sections.values())
        return msgspec.structs.replace(staged, total=total.total(), counts=counts, rows=taken)

    def _leaving(self, connection: Connection, section: str, keys: Iterable[str], owned: frozenset[str]) -> list[Known]:
        """The rows that these keys had until now in the state that is being staged; they are taken out of it.

        A row in use that was taken out before is not there a second time.
        """
        found = known(connection, section, keys, self._generation)
        name = table(section)
        own = [one for one in found if one.born == self._generation]
        connection.executemany(f"DELETE FROM {name} WHERE n = ?", ((one.n,) for one in own))  # noqa: S608 - two names
        dying = [one for one in found if one.born < self._generation != one.died] if section in owned else []
        connection.executemany(
            f"UPDATE {name} SET died = ? WHERE n = ?",  # noqa: S608 - two names
            ((self._generation, one.n) for one in dying),
        )
        return own + dying
