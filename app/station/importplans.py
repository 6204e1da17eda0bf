"""What would come of a table at this post, and how it is written: read without keeping anybody from writing."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from app.policy.plate import plain
from app.records.registry import kind as kind_of
from app.station.importedresults import judged
from app.station.local import LocalPost
from app.station.placing import matched, notes
from app.store.fact import Draft
from app.store.importing.approvals import key_of, read_approvals
from app.store.importing.keystaff import read_key_staff
from app.store.importing.observation_rooms import read_observation_rooms
from app.store.importing.places import read_places
from app.store.importing.register import Register
from app.store.importing.report import ImportResult, difference
from app.store.importing.results import read_results
from app.store.importing.roster import Progress, read_people
from app.store.importing.sorts import What
from app.store.importing.vehicles import read_vehicles
from app.store.importing.whose import whose
from app.store.reference.approvals import Appointment, Approvals
from app.store.reference.keystaff import KeyStaffs
from app.store.reference.observation_rooms import ObservationRooms
from app.store.reference.places import Places
from app.store.reference.vehicles import Vehicles


class File(NamedTuple):
    """A file's name and content. progress: called with (rows read, rows there are)."""

    name: str
    content: bytes
    progress: Progress | None = None


class Plan(NamedTuple):
    """result: what comes of it; write: does it, inside a transaction of the caller's; notes: afterwards, what does not
    match beside the rows."""

    result: ImportResult
    write: Callable[[], object]
    notes: Callable[[], Iterable[str]] = tuple


def _people(post: LocalPost, file: File) -> Plan:
    known = post.people.all()
    register = read_people(file.content, file.name, known, file.progress)
    result = _counted(register, {person.number: person for person in known})
    return Plan(result, lambda: post.people.upsert(register.taken.values()))


def _approvals(post: LocalPost, file: File) -> Plan:
    kept = Approvals(post.database)
    register = read_approvals(file.content, file.name, whose(post.people))

    def write() -> None:
        """Beside those that there are by then."""
        kept.put({**_keyed(kept), **register.taken}.values(), {one.number for one in register.taken.values()})

    return Plan(_counted(register, _keyed(kept)), write)


def _vehicles(post: LocalPost, file: File) -> Plan:
    kept, register = Vehicles(post.database), read_vehicles(file.content, file.name)
    known = {plain(one.plate): one for one in kept.all()}
    return Plan(_counted(register, known), lambda: kept.put(register.taken.values()))


def _places(post: LocalPost, file: File) -> Plan:
    kept = Places(post.database)
    known = {one.path: one for one in kept.all()}
    register = read_places(file.content, file.name, known)
    return Plan(
        _counted(register, known), lambda: kept.put(register.taken.values()), lambda: notes(matched(post))
    )  # fmt: skip


def _key_staff(post: LocalPost, file: File) -> Plan:
    kept, register = KeyStaffs(post.database), read_key_staff(file.content, file.name)
    known = {one.key: one for one in kept.all()}
    return Plan(_counted(register, known), lambda: kept.put(register.taken.values()))


def _observation_rooms(post: LocalPost, file: File) -> Plan:
    kept, register = ObservationRooms(post.database), read_observation_rooms(file.content, file.name)
    known = {one.code: one for one in kept.all()}
    return Plan(_counted(register, known), lambda: kept.put(register.taken.values()))


def _results(post: LocalPost, file: File) -> Plan:
    """Facts, not reference: a post under a centre takes them too, and sends them up."""
    now, kind = post.clock(), kind_of("test-result")
    read = read_results(file.content, file.name, whose(post.people), now)
    found = judged(read, post.database, file.name)
    drafts = [
        Draft(
            kind=kind.name, body=kind.body(made), operator=post.operator(), post=post.settings.post_name, at=now,
            schema=kind.version,
        )
        for made in found.records
    ]  # fmt: skip
    return Plan(found.result, lambda: post.ledger.append_all(drafts))


PLANS: dict[What, Callable[[LocalPost, File], Plan]] = {
    "people": _people, "approvals": _approvals, "vehicles": _vehicles, "places": _places, "results": _results,
    "key-staff": _key_staff, "observation-rooms": _observation_rooms,
}  # fmt: skip


def _keyed(kept: Approvals) -> dict[str, Appointment]:
    all_ = (Appointment(number, approval) for number, some in kept.all().items() for approval in some)
    return {key_of(one): one for one in all_}


def _counted(register: Register[Any], known: Mapping[str, Any]) -> ImportResult:
    counts = difference(register.taken, known)
    return ImportResult(*counts, refused=register.refused, repeated=register.repeated, unknown=register.unknown)
