"""One SQL view per kind of record, made from its declared fields: `records_passage`, `records_temperature`, …

A view has the record's own columns, one column per field, and `corrected_by`. Sheets and lines stay JSON. What was
forgotten is not in it.
"""

from collections.abc import Iterable

from app.records.kind import Kind
from app.records.registry import kinds
from app.store.database import Database

OWN = ("id", "seq", "at", "entered_at", "operator", "post")


def name(kind: str) -> str:
    """The view's name for a kind's."""
    return f"records_{kind.replace('-', '_')}"


def refresh(database: Database, declared: Iterable[Kind] | None = None) -> bool:
    """Make the views anew where the kinds have changed since they were made; tells whether that was needed."""
    wanted = {name(kind.name): select(kind) for kind in (kinds().values() if declared is None else declared)}
    if _made(database) == wanted:
        return False
    with database.write():
        for old in _made(database):
            database.tables[old].drop()
        for view, sql in wanted.items():
            database.tables.create_view(view, sql)
    return True


def select(kind: Kind) -> str:
    """The view's SELECT. A field that is named like a column of the record's own gets an underscore before it."""
    fields = [
        f"json_extract(body, '$.{field.name}') AS {_quoted(f'_{field.name}' if field.name in OWN else field.name)}"
        for field in kind.fields
    ]
    later = "(SELECT by FROM corrected WHERE corrected.id = ledger.id) AS corrected_by"
    literal = kind.name.replace("'", "''")
    columns = ", ".join([*OWN, *fields, later])
    kept = "moved IS NULL AND forgotten IS NULL"
    return f"SELECT {columns} FROM ledger WHERE kind = '{literal}' AND {kept}"  # noqa: S608 - declared names


def _made(database: Database) -> dict[str, str]:
    rows = database.rows("SELECT name, sql FROM sqlite_master WHERE type = 'view' AND name GLOB 'records_*'")
    return {view: sql.partition(" AS\n")[2] or sql.partition(" AS ")[2] for view, sql in rows}


def _quoted(column: str) -> str:
    return f'"{column}"'
