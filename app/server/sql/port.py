"""What the centre asks of a database: short transactions that may be run again, and SQL that both engines understand.

SQL has a `?` for every value and names no type; tables are declared in the words TEXT, BYTES, WHOLE (a whole number of
64 bits) and REAL, which each engine translates. Texts may hold any character, also U+0000, on either.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Row = tuple[Any, ...]
Inserted = Callable[[], int]
"""How many rows went in; asking waits for the database."""


class RacedError(Exception):
    """Another transaction was faster than this one: it is run again from its beginning."""


@dataclass(frozen=True, eq=False)
class Bulk:
    """Rows of one table that go in together, those left out that a unique key already holds.

    columns: name → TEXT, BYTES, WHOLE or REAL. adding: on a conflict these columns are added to what is there, instead
    of leaving the row as it is; `key` then names the columns of the key.
    """

    table: str
    columns: dict[str, str]
    key: tuple[str, ...] = ()
    adding: tuple[str, ...] = ()

    @cached_property
    def into(self) -> str:
        """The statement's beginning."""
        return f"INSERT INTO {self.table} ({', '.join(self.columns)})"

    @cached_property
    def otherwise(self) -> str:
        """The statement's end: what happens to a row whose key is taken."""
        if not self.adding:
            return "ON CONFLICT DO NOTHING"
        added = ", ".join(f"{name} = {self.table}.{name} + excluded.{name}" for name in self.adding)
        return f"ON CONFLICT ({', '.join(self.key)}) DO UPDATE SET {added}"


class Connection(Protocol):
    """Inside one transaction of an engine.

    Statements are carried out in the order they are given. What `put` and `insert` were given may be on its way still
    when they return; what goes wrong with it shows at the next question, or at the latest at the transaction's end.
    """

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement: how many rows it changed."""
        ...

    def put(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run a statement of which nobody asks how many rows it changed."""
        ...

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run a query: all it finds."""
        ...

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """Run a query: the first row it finds."""
        ...

    def insert(self, bulk: Bulk, rows: Sequence[Row]) -> Inserted:
        """Insert rows, sorted by their key so that no two transactions wait for each other."""
        ...

    def define(self, statement: str) -> None:
        """Run a CREATE or ALTER in the words of this module."""
        ...


class Engine(Protocol):
    """One database. May be used from any thread; every transaction has a connection to itself.

    name: where it is, for a sentence to the user; without a password. kind: the product, for whoever asks. piece: how
    many of many rows are best given to it at once: while it takes them, the next can be made.
    """

    name: str
    kind: str
    piece: int

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a transaction that is durable when this returns; rolled back where it raises.

        `work` may be run several times, so it changes nothing but the database.
        """
        ...

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` over one consistent view of the database, which it does not change."""
        ...

    def close(self) -> None:
        """Give the connections back; what is committed stays."""
        ...
