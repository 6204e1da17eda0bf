"""Who goes to the medical duty room: whoever was high in both measurements of a round, once for each time."""

from typing import Any

from app.dormitory.rounds.state import Line
from app.medical.state import Patient

REASON = "fever"


def owed(line: Line, patient: Patient | None) -> bool:
    """Whether the line has to be referred: high again, and not in the medical officer's hands since. patient: how they
    stand there; None for somebody who never was."""
    if line.fever.state != "again":
        return False
    if patient is None:
        return True
    newest = max(one.at for one in line.measurements if one.id in line.fever.high)
    return not patient.held and (patient.released_at is None or newest > patient.released_at)


def referral(line: Line) -> dict[str, Any]:
    """The step for the worklist: the temperature that was high again, and where they are to be found with all of
    them."""
    one = line.resident
    last = next(each for each in reversed(line.measurements) if each.id in line.fever.high)
    measured = " / ".join(f"{each.celsius:.1f}" for each in line.measurements)
    return {
        "act": "referred", "person": one.number, "name": one.name, "reasons": [REASON], "celsius": last.celsius,
        "site": last.site, "note": f"{one.building}-{one.room} · {measured}",
    }  # fmt: skip
