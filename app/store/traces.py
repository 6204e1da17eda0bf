"""Records that name a vehicle, or goods of a supplier: found by index, however large the ledger is.

What was forgotten is not there any more, and of a corrected record only the correction is.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from app.clock import campus
from app.policy.plate import plain
from app.store.chain import moment
from app.store.database import Database
from app.store.migrations.plates import NAMED, bare

_PRESENT = "NOT EXISTS (SELECT 1 FROM corrected WHERE corrected.id = ledger.id)"
_VEHICLE = f"""SELECT id, at, operator, post, kind, body FROM ledger INDEXED BY ledger_plate
    WHERE kind IN ({NAMED}) AND moved IS NULL AND body IS NOT NULL
        AND {bare()} = ? AND at >= ? AND at < ? AND {_PRESENT} ORDER BY at, id"""  # noqa: S608 - constants
_GOODS = f"""SELECT id, at, operator, post, kind, body FROM ledger INDEXED BY ledger_at
    WHERE kind = ? AND moved IS NULL AND forgotten IS NULL AND at >= ? AND at < ? AND {_PRESENT}
        AND EXISTS (SELECT 1 FROM json_each(body, '$.lines') AS line
            WHERE instr(upper(json_extract(line.value, '$.supplier')), ?)
                OR instr(upper(json_extract(line.value, '$.name')), ?))
    ORDER BY at, id"""  # noqa: S608 - constants
_STEPS = f"""SELECT id, at, operator, post, kind, body FROM ledger INDEXED BY ledger_at
    WHERE kind = ? AND moved IS NULL AND forgotten IS NULL AND at >= ? AND at < ? AND {_PRESENT}
        AND json_extract(body, '$.delivery') IN (SELECT value FROM json_each(?))
    ORDER BY at, id"""  # noqa: S608 - constants
GOODS = ("goods", "goods-step")


class Found(NamedTuple):
    """A record as the ledger keeps it: its body is plain data of its kind."""

    id: str
    at: datetime
    operator: str
    post: str
    kind: str
    body: dict[str, Any]


class Traces:
    """The records of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_vehicle(self, plate: str, start: datetime, end: datetime) -> list[Found]:
        """Passages, visits and goods that name that vehicle, however its plate was spaced, by time; the end is left
        out."""
        return list(self._read(_VEHICLE, (plain(plate), _text(start), _text(end))))

    def of_goods(self, text: str, start: datetime, end: datetime) -> list[Found]:
        """Records of goods with a line whose supplier or name has `text` in it, by time; the end is left out."""
        asked = text.strip().upper()
        return self._both(_GOODS, (_text(start), _text(end), asked, asked))

    def of_deliveries(self, numbers: Collection[str], start: datetime, end: datetime) -> list[Found]:
        """All records of the deliveries with these numbers, by time; the end is left out."""
        return self._both(_STEPS, (_text(start), _text(end), json.dumps(sorted(numbers))))

    def _both(self, sql: str, values: Sequence[str]) -> list[Found]:
        found = [one for kind in GOODS for one in self._read(sql, (kind, *values))]
        return sorted(found, key=lambda one: (one.at, one.id))

    def _read(self, sql: str, values: Sequence[str]) -> Iterator[Found]:
        for id_, at, operator, post, kind, body in self._database.rows(sql, values):
            yield Found(id_, datetime.fromisoformat(at), operator, post, kind, json.loads(body))


def _text(at: datetime) -> str:
    return moment(campus(at))
