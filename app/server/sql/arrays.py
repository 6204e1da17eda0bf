"""Columns as PostgreSQL takes arrays in binary (array_send of its source): the cheapest way for many rows to travel.

An array is its number of dimensions, whether it has nulls, the type of its elements, its length and lower bound; then
every element as its length and its bytes, -1 for null. All numbers are big-endian, of 32 bits.
"""

import struct
from collections.abc import Callable, Sequence
from typing import Any

from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format

from app.server.sql.texts import escaped

_HEAD = struct.Struct(">iiIii").pack
_LENGTH = struct.Struct(">i").pack
_WHOLE = struct.Struct(">iq").pack
_REAL = struct.Struct(">id").pack
_NULL = _LENGTH(-1)


class Array:
    """An array ready to go, for a placeholder `%b::type[]`."""

    def __init__(self, column: Sequence[Any], type_: str) -> None:
        """column: values of one type (TEXT, BYTES, WHOLE, REAL), or None; at least one."""
        oid, encoded = _TYPES[type_]
        # What all records of a batch share is written once; but 0.0 equals -0.0, which is another number.
        same = type_ != "REAL" and column.count(column[0]) == len(column)
        values = encoded(column[:1])[0] * len(column) if same else b"".join(encoded(column))
        self.data = _HEAD(1, None in column, oid, len(column), 1) + values


class ArrayDumper(Dumper):
    """Hands an Array to psycopg."""

    format = Format.BINARY

    def dump(self, obj: Array) -> Buffer:
        """See psycopg."""
        return obj.data


def _texts(column: Sequence[str | None]) -> list[bytes]:
    whole = "".join(filter(None, column))
    if "\0" in whole or "\1" in whole:
        column = [None if text is None else escaped(text) for text in column]
    return _bytes([None if text is None else text.encode() for text in column])


def _bytes(column: Sequence[bytes | None]) -> list[bytes]:
    return [_NULL if value is None else _LENGTH(len(value)) + value for value in column]


def _wholes(column: Sequence[int | None]) -> list[bytes]:
    return [_NULL if value is None else _WHOLE(8, value) for value in column]


def _reals(column: Sequence[float | None]) -> list[bytes]:
    return [_NULL if value is None else _REAL(8, value) for value in column]


_TYPES: dict[str, tuple[int, Callable[[Sequence[Any]], list[bytes]]]] = {
    "TEXT": (25, _texts), "BYTES": (17, _bytes), "WHOLE": (20, _wholes), "REAL": (701, _reals),
}  # fmt: skip
"""Each type's oid (pg_type.dat) and how its values are written."""
