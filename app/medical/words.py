"""What is said of somebody at the medical duty room, in the language in use."""

from datetime import datetime
from typing import Any

from app.clock import campus
from app.i18n import tr
from app.medical.state import PHASES, Patient
from app.medical.step import Step
from app.policy.words import sentence
from app.records.medical_step import ACTS


def phase_word(patient: Patient) -> str:
    return tr(PHASES[patient.phase]) if patient.phase else ""


def called(patient: Patient) -> str:
    """By name; of somebody unknown that."""
    return patient.name or patient.number or tr("身份不明")


def step_line(step: Step) -> str:
    """A step: when, what, by whom, and what it says."""
    said = step.said
    parts = [
        f"{campus(step.at):%m-%d %H:%M}", tr(ACTS[said.act]), step.operator,
        f"{said.celsius:.1f} ℃" if said.celsius is not None else "", said.where,
        tr("到 {at}", at=f"{campus(said.until):%m-%d %H:%M}") if said.until else "",
        *(sentence(one) for one in said.reasons), said.word, said.note,
    ]  # fmt: skip
    return " · ".join(part for part in parts if part)


def plain(patient: Patient, now: datetime) -> dict[str, Any]:
    """For the command line; what is not known is left out. waiting: minutes since they came."""
    since = patient.came or patient.since or now
    told: dict[str, Any] = {
        "number": patient.number, "name": patient.name, "phase": patient.phase,
        "waiting": max(0, int((now - since).total_seconds() // 60)), "reasons": list(patient.reasons),
        "celsius": [one.celsius for one in patient.readings], "taken_by": patient.taken_by, "where": patient.where,
        "until": patient.until.isoformat() if patient.until else "",
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in ("", [])}
