"""What the list of restricted passage means for a delivery or a vehicle: a leader alone lets it pass."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.i18n import tr
from app.policy.denial import in_force
from app.records.problem import Problem, RecordProblems
from app.store.reference.denials import Denials


def refuse_restricted(denials: Denials, body: Mapping[str, Any], now: datetime) -> None:
    """RecordProblems where a record releases a delivery whose vehicle or driver is on the list, or lets such a vehicle
    pass. It says why to nobody; what was refused is entered by anyone."""
    if body.get("outcome") != "released" and (body.get("verdict") != "admit" or "plate" not in body):
        return
    driver = body.get("deliverer") or {}
    entries = {
        "vehicle": denials.of("plate", body.get("vehicle") or ""),
        "plate": denials.of("plate", body.get("plate") or ""),
        "deliverer": denials.of("id-number", driver.get("id_number") or ""),
    }
    found = [field for field, some in entries.items() if any(in_force(one.denial, now) for one in some)]
    if found:
        says = tr("此车或送货人须由带班领导确认。请带班领导登录后登记放行，或登记为不予入校。")
        raise RecordProblems([Problem(field, says) for field in found])
