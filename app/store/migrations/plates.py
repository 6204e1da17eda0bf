"""Records that name a vehicle, by its plate: an index of the ledger's own rows, for those kinds alone."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.tables import Tables

KINDS = ("vehicle-passage", "goods", "goods-step", "visit")
_LEFT_OUT = " ·.-•・"


def bare() -> str:
    """The plate that a row names, as app.policy.plate.plain compares it; empty where it names none."""
    text = "upper(coalesce(json_extract(body, '$.plate'), json_extract(body, '$.vehicle'), ''))"
    for letter in _LEFT_OUT:
        text = f"replace({text}, '{letter}', '')"
    return text


NAMED = ", ".join(f"'{kind}'" for kind in KINDS)


def up(tables: "Tables") -> None:
    """Add the index; what is forgotten, or was moved to another place, is not in it."""
    tables.execute(
        f"""CREATE INDEX ledger_plate ON ledger ({bare()}, at)
        WHERE kind IN ({NAMED}) AND moved IS NULL AND body IS NOT NULL"""
    )
