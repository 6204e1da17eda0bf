"""The medical duty room at a post: its worklist, and what a medical officer does with whoever is on it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from app.access.roles import NotPermitted
from app.errors import UserError
from app.i18n import tr
from app.medical.state import Patient
from app.records.medical_step import Act
from app.station.local import LocalPost
from app.store.faults import DiskFull


class Resting(NamedTuple):
    """Somebody at their rest, as the guard may know them: not why. due: when they are called back."""

    number: str
    name: str
    due: datetime


class MedicalPost:
    """Every act is permitted here, and a record. `seen`: how many steps of the person were on the screen: where another
    officer was quicker, nothing is written and both learn of it."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post

    def worklist(self) -> list[Patient]:
        """Those who are held, the next one first."""
        self._post.permit("medical.read")
        return self._post.patients.worklist()

    def released(self) -> list[Patient]:
        """Those who were let go today."""
        self._post.permit("medical.read")
        return self._post.patients.released()

    def opened(self) -> None:
        """Somebody looks at the list: it says who is ill. A full disk keeps nobody from looking."""
        self._post.permit("medical.read")
        with suppress(DiskFull):
            self._post.audit("medical list")

    @property
    def may_decide(self) -> bool:
        """Whether whoever is on duty is the medical officer."""
        return self._post.may("medical.decide")

    def take(self, patient: Patient) -> Patient:
        """Whoever is on duty has them in hand."""
        return self._write(patient, "taken", {})

    def measure(self, patient: Patient, celsius: float, site: str = "forehead", note: str = "") -> Patient:
        """A temperature in ℃."""
        return self._write(patient, "measured", {"celsius": celsius, "site": site, "note": note})

    def keep(self, patient: Patient, where: str, until: datetime | None = None, note: str = "") -> Patient:
        """They stay for observation (留观); until: when they are looked at again."""
        return self._write(patient, "kept", {"where": where, "until": until, "note": note})

    def release(self, patient: Patient, word: str) -> Patient:
        """They may go, by the medical officer's word."""
        return self._write(patient, "released", {"word": word})

    def _write(self, patient: Patient, act: Act, raw: Mapping[str, Any]) -> Patient:
        """UserError where they stand otherwise by now; RecordProblems for what does not do."""
        if not self.may_decide:
            raise NotPermitted(tr("只有校医可以处置。"))
        with self._post.database.write():
            now = self._post.patients.of(patient.key)
            if now is None or len(now.steps) != len(patient.steps) or not now.held:
                raise UserError(
                    tr("{name} 的情况刚有变化，没有写入。请看清后再操作。", name=patient.name or patient.key)
                )
            who = {"person": now.number, "name": now.name, "key": "" if now.number else now.key}
            self._post.register("medical-step", {**who, "act": act, **raw}, max(self._post.clock(), now.last))
        found = self._post.patients.of(patient.key)
        assert found is not None
        return found


def resting(post: LocalPost) -> list[Resting]:
    """Those who rest before the second measurement, the first to come back first."""
    found = post.patients.resting()
    return [Resting(one.number, one.name, one.due) for one in found if one.due is not None]
