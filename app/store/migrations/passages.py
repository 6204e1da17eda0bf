"""Passages by person: an index of the ledger's own rows, so that looking back need not read a whole period."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.tables import Tables


def up(tables: "Tables") -> None:
    """Add the index; what is forgotten, was moved to another place, or names nobody, is not in it."""
    tables.execute(
        """CREATE INDEX ledger_passage ON ledger (json_extract(body, '$.person'), at)
        WHERE kind = 'passage' AND moved IS NULL AND body IS NOT NULL AND json_extract(body, '$.person') != ''"""
    )
