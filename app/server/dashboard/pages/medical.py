"""The medical duty room as the centre sees it: how many are there for every role that answers for people, who it is
for those alone who may read it."""

from app.i18n import mark
from app.medical.state import PHASES, Patient, Phase
from app.policy.person import Person
from app.policy.words import sentence
from app.records.medical_step import ACTS
from app.server.counts.medical import Room
from app.server.dashboard.page import NotThere, Page, Shown, Visit
from app.server.reference.published import Published
from app.store.reference.people import SECTION

TAGS: dict[Phase, str] = {"referred": "bad", "taken": "hold", "kept": "hold", "resting": "", "released": "good"}
NAMELESS = mark("身份不明")


def every(visit: Visit) -> Shown:
    """Everybody who is there, and who was released today."""
    return Shown("medical.html", _values(visit))


def live(visit: Visit) -> Shown:
    """What of it changes."""
    return Shown("_medical.html", _values(visit))


def one(visit: Visit) -> Shown:
    """One of them, by the newest step: all steps of theirs."""
    room = _room(visit)
    found = next((one for one in room.everybody if one.steps[-1].id == visit.path["step"]), None)
    if found is None or room.stations[found.steps[-1].id] != visit.path["station"]:
        raise NotThere
    return Shown("patient.html", {
        "one": found, "person": _person(visit, found), "phases": PHASES, "tags": TAGS, "acts": ACTS,
        "stations": room.stations, "sentence": sentence, "nameless": NAMELESS,
    })  # fmt: skip


def _values(visit: Visit) -> dict[str, object]:
    room = _room(visit)
    return {
        "room": room, "people": room.everybody if visit.may("medical.read") else (), "phases": PHASES, "tags": TAGS,
        "nameless": NAMELESS,
    }  # fmt: skip


def _room(visit: Visit) -> Room:
    return visit.boards.medical.look(visit.now)


def _person(visit: Visit, patient: Patient) -> Person | None:
    """As the centre's list has them; None for whoever is not on it."""
    return Published(visit.engine).get(SECTION, patient.number, Person) if patient.number else None


PAGES = (
    Page("GET", "/medical", "rounds.read", every),
    Page("GET", "/medical/live", "rounds.read", live, live=True),
    Page("GET", "/medical/{station}/{step}", "medical.read", one),
)
