"""Every way to insert rows into PostgreSQL at once that does nothing for a row whose key is taken: the best of them is
what the centre's ingest is measured against."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import msgspec
import psycopg

from app.server.sql.port import Bulk, Connection, Engine
from app.server.sql.port import Row as Record

Way = Callable[[str, Sequence[Record]], object]
"""Inserts rows into the table of that name, in one transaction."""

_WHOLE = 1_000_000
_TYPES = {"TEXT": "text", "BYTES": "bytea", "WHOLE": "bigint", "REAL": "float8"}


def ways(connection: psycopg.Connection, engine: Engine, bulk: Bulk) -> dict[str, Way]:
    """The ways by name. connection: in autocommit. bulk: names the columns."""
    names = ", ".join(bulk.columns)
    types = ", ".join(f"{name} {_TYPES[type_]}" for name, type_ in bulk.columns.items())
    lists = ", ".join(f"%b::{_TYPES[type_]}[]" for type_ in bulk.columns.values())
    marks = ", ".join(["%s"] * len(bulk.columns))

    def from_json(json: str) -> Way:
        source = f"SELECT {names} FROM {json}_to_recordset(%s::{json}) AS given ({types})"
        return lambda table, rows: connection.execute(
            f"INSERT INTO {table} ({names}) {source} ON CONFLICT DO NOTHING", (_json(bulk, rows),)
        )

    def unnest(table: str, rows: Sequence[Record]) -> None:
        sql = f"INSERT INTO {table} ({names}) SELECT * FROM unnest({lists}) ON CONFLICT DO NOTHING"
        connection.execute(sql, [list(column) for column in zip(*rows, strict=True)])

    def pipeline(table: str, rows: Sequence[Record]) -> None:
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING"
        with connection.transaction():
            connection.cursor().executemany(sql, rows)

    def copied(table: str, rows: Sequence[Record]) -> None:
        with connection.transaction():
            connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS stage (LIKE {table}) ON COMMIT DELETE ROWS")
            with connection.cursor().copy(f"COPY stage ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM stage ON CONFLICT DO NOTHING")

    def arrays(size: int) -> Way:
        def work(own: Connection, table: str, rows: Sequence[Record]) -> int:
            into = tables.setdefault(table, replace(bulk, table=table))
            sent = [own.insert(into, rows[at : at + size]) for at in range(0, len(rows), size)]
            return sum(inserted() for inserted in sent)

        return lambda table, rows: engine.write(lambda own: work(own, table, rows))

    tables: dict[str, Bulk] = {}
    json_ways = {name: from_json(name) for name in ("json", "jsonb")}
    array_ways = {"arrays": arrays(_WHOLE), "pieces": arrays(engine.piece)}
    return json_ways | {"unnest": unnest, "pipeline": pipeline, "copy": copied} | array_ways


def _json(bulk: Bulk, rows: Sequence[Record]) -> str:
    plain = [[f"\\x{one.hex()}" if isinstance(one, bytes) else one for one in row] for row in rows]
    return msgspec.json.encode([dict(zip(bulk.columns, row, strict=True)) for row in plain]).decode()
