"""What a lane and the medical duty room have to do with each other: who may not pass, and what is written for it."""

from datetime import datetime

from app.lane.case import Case
from app.medical.state import Patient
from app.policy import medical
from app.policy.decision import Decision
from app.policy.evidence import Temperature
from app.policy.level import Level
from app.policy.temperature import REST
from app.records.field import PersonNumber
from app.records.medical_step import Act, MedicalStep


def rested(patient: Patient | None, now: datetime) -> tuple[Temperature, ...]:
    """The high reading with which somebody went to rest; none where they did not, or it does not count any more."""
    if patient is None or patient.rest is None or not patient.rests(now):
        return ()
    return (Temperature(patient.rest.celsius, patient.rest.at, patient.rest.site),)


def measures_again(decision: Decision) -> bool:
    """Whether a temperature is what is waited for: at the end of a rest, or at once."""
    return REST in decision.reasons or "temperature" in decision.needed


def step(case: Case, decision: Decision, level: Level) -> MedicalStep | None:
    """What the decision means for the medical duty room, if it means anything new."""
    held = case.patient is not None and case.patient.held
    why = tuple(reason for reason in decision.reasons if reason != medical.REASON)
    if decision.verdict == "refer" and why and not held:
        return _said(case, "referred", reasons=why)
    found = next((check for check in decision.checks if check.item == "temperature"), None)
    resting = case.patient is not None and bool(rested(case.patient, case.came))
    if found is not None and found.reason == REST and not resting:
        second = level.second_measurement
        return _said(case, "resting", minutes=second.after_minutes if second else 0.0)
    settled = decision.verdict != "refer" and (found is None or found.state == "done")
    return _said(case, "cleared") if resting and case.temperatures and settled else None


def _said(case: Case, act: Act, *, reasons: tuple[str, ...] = (), minutes: float = 0.0) -> MedicalStep | None:
    """Once for each case."""
    if act in case.noted:
        return None
    case.noted.add(act)
    person = case.who.person
    high = max(case.temperatures, key=lambda one: one.celsius, default=None) if act != "cleared" else None
    measured = case.temperatures[-1] if act == "cleared" else high
    return MedicalStep(
        act=act, person=PersonNumber(person.number if person else ""), name=person.name if person else "",
        key="" if person else case.key, reasons=reasons, minutes=minutes,
        celsius=measured.celsius if measured else None, site=measured.site if measured else "forehead",
    )  # fmt: skip
