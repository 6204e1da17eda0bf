"""How many passages there were in a time, however large the ledger is: of corrected ones the correction counts."""

from datetime import datetime

from app.clock import campus
from app.store.chain import moment
from app.store.database import Database

COUNT = """SELECT count(*) FROM ledger INDEXED BY ledger_at
    WHERE kind = 'passage' AND moved IS NULL AND forgotten IS NULL AND at >= ? AND at < ?
        AND NOT EXISTS (SELECT 1 FROM corrected WHERE corrected.id = ledger.id)"""


def passages(database: Database, start: datetime, end: datetime) -> int:
    """Those of `start` up to `end`, which is left out."""
    rows = database.rows(COUNT, (moment(campus(start)), moment(campus(end))))
    return int(rows[0][0])
