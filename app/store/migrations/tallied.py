"""How far the ledger is counted in `tally`: the counts are brought up to date now and then, not with each record."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.tables import Tables


def up(tables: "Tables") -> None:
    """So far each record was counted when it was written; without a row none is."""
    tables.execute("CREATE TABLE tallied (n INTEGER NOT NULL) STRICT")
    tables.execute("INSERT INTO tallied SELECT max(n) FROM ledger HAVING max(n) IS NOT NULL")
