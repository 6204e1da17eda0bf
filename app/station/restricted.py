"""What the list of restricted passage means for a delivery, a vehicle or a visit: a leader alone lets it pass."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.i18n import tr
from app.policy.denial import in_force
from app.records.problem import Problem, RecordProblems
from app.store.reference.denials import Denials

PASSES = ("released", "agreed")
"""Outcomes with which goods come in, or a visit is expected."""


def refuse_restricted(denials: Denials, body: Mapping[str, Any], now: datetime) -> None:
    """RecordProblems where a record releases a delivery whose vehicle or driver is on the list, lets such a vehicle
    pass, or says that such a visitor is expected. It says why to nobody; what was refused is entered by anyone."""
    if body.get("outcome") not in PASSES and (body.get("verdict") != "admit" or "plate" not in body):
        return
    driver = body.get("deliverer") or {}
    entries = {
        "vehicle": denials.of("plate", body.get("vehicle") or ""),
        "plate": denials.of("plate", body.get("plate") or ""),
        "deliverer": denials.of("id-number", driver.get("id_number") or ""),
        "id_number": denials.of("id-number", body.get("id_number") or ""),
    }
    found = [field for field, some in entries.items() if any(in_force(one.denial, now) for one in some)]
    if found:
        says = tr("此人或此车须由带班领导确认。请带班领导登录后登记，或登记为不予放行。")
        raise RecordProblems([Problem(field, says) for field in found])
