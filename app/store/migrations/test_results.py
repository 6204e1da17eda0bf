"""Test results by person: an index of the ledger's own rows, which costs nothing where another kind is written."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.tables import Tables


def up(tables: "Tables") -> None:
    """Add the index; what is forgotten, or was moved to another place, is not in it."""
    tables.execute(
        """CREATE INDEX ledger_test_result ON ledger (json_extract(body, '$.person'), at)
        WHERE kind = 'test-result' AND moved IS NULL AND body IS NOT NULL"""
    )
