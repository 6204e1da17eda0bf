"""Who did something with the program last, by the audit: the ledger itself is asked, and nothing kept beside it."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from app.clock import campus
from app.store.chain import moment
from app.store.database import Database

_LATEST = """SELECT operator, max(at) FROM ledger INDEXED BY ledger_at
    WHERE moved IS NULL AND forgotten IS NULL AND kind = 'audit' AND at >= ?
    AND json_extract(body, '$.action') IN (SELECT value FROM json_each(?)) GROUP BY operator"""


def latest(database: Database, actions: Collection[str], since: datetime) -> dict[str, datetime]:
    """Operator → when they last did one of these actions, of those who did since then."""
    values = moment(campus(since)), msgspec.json.encode(list(actions)).decode()
    return {operator: datetime.fromisoformat(at) for operator, at in database.rows(_LATEST, values)}
