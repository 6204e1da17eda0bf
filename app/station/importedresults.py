"""Imported test results held against those that the ledger has: which are new, which correct one, which contradict."""

from typing import Any, NamedTuple

from app.i18n import tr
from app.records.field import PersonNumber
from app.records.test_result import Result
from app.store.database import Database
from app.store.importing.register import Register
from app.store.importing.report import ImportResult, Refused
from app.store.importing.results import Tested, key_of
from app.store.test_results import Kept, Results

WHY = "imported-again"


class Judged(NamedTuple):
    """records: what is to be written for the result."""

    records: list[Result]
    result: ImportResult


def judged(register: Register[Tested], database: Database, table: str) -> Judged:
    """A table is believed like a page that was read (`read`): nobody has proved it. It mends what a table said before,
    or what was not out yet; it overrules nothing that somebody was shown."""
    standing, records = Results(database), []
    added = changed = unchanged = 0
    refused = list(register.refused)
    for key, one in register.taken.items():
        before = _standing(standing, one, key)
        if before is not None and before.result.result == one.result:
            unchanged += 1
        elif before is None:
            added += 1
            records.append(_made(one, table))
        elif before.result.table or before.result.result in ("none", "unknown"):
            changed += 1
            records.append(_made(one, table, corrects=before.id, why=WHY))
        else:
            why = tr("台账里这次检测的结果不同，没有导入，请核实")
            refused.append(Refused(register.rows[key], why, one.number))
    refused.sort(key=lambda row: row.row)
    result = ImportResult(
        added, changed, unchanged, refused=refused, repeated=register.repeated, unknown=register.unknown
    )
    return Judged(records, result)


def _standing(results: Results, one: Tested, key: str) -> Kept | None:
    """The record of this very test: nothing is recorded before it was sampled."""
    found = results.kept(one.number, one.sampled_at)
    return next((kept for kept in found if key_of(one.number, kept.result.test, kept.result.sampled_at) == key), None)


def _made(one: Tested, table: str, **more: Any) -> Result:
    return Result(
        person=PersonNumber(one.number), test=one.test, result=one.result, sampled_at=one.sampled_at,
        tested_at=one.tested_at, organisation=one.organisation, trust="read", table=table, **more,
    )  # fmt: skip
