"""The test results of one person, as a lane asks for them: a handful of rows by index, however many there are."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from app.clock import campus
from app.records.test_result import Result
from app.store.chain import moment
from app.store.database import Database

MOST = 100
"""Results of one person that are looked at, the newest: three a day for a month."""
_OF = f"""SELECT id, body FROM ledger INDEXED BY ledger_test_result
    WHERE kind = 'test-result' AND moved IS NULL AND body IS NOT NULL
        AND json_extract(body, '$.person') = ? AND at >= ?
        AND NOT EXISTS (SELECT 1 FROM corrected WHERE corrected.id = ledger.id)
    ORDER BY at DESC LIMIT {MOST}"""  # noqa: S608 - a constant


class Kept(NamedTuple):
    """A result as it stands, with the id of its record."""

    id: str
    result: Result


class Results:
    """The test results of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, number: str, since: datetime) -> list[Result]:
        """The results of the person of that number that were recorded since then, the newest first; of a corrected one
        the correction. One that this version cannot read is left out."""
        return [kept.result for kept in self.kept(number, since)]

    def kept(self, number: str, since: datetime) -> list[Kept]:
        """The same with their records."""
        rows = self._database.rows(_OF, (number, moment(campus(since))))
        found = []
        for id_, body in rows:
            try:
                found.append(Kept(id_, msgspec.json.decode(body, type=Result)))
            except msgspec.ValidationError:
                continue
        return found
