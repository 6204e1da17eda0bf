"""Taking over a table that somebody sends: permitted, tried or done in one transaction, and recorded."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from app.policy.plate import plain
from app.records.registry import kind as kind_of
from app.station.importedresults import judged
from app.station.local import LocalPost
from app.station.placing import matched, notes
from app.store.fact import Draft
from app.store.importing.approvals import key_of, read_approvals
from app.store.importing.keystaff import read_key_staff
from app.store.importing.places import read_places
from app.store.importing.preview import Preview, look
from app.store.importing.register import Register
from app.store.importing.report import ImportResult, difference
from app.store.importing.results import read_results
from app.store.importing.roster import Progress, import_people
from app.store.importing.sorts import SORTS, WHATS, What
from app.store.importing.tables import content_of
from app.store.importing.vehicles import read_vehicles
from app.store.importing.whose import whose
from app.store.reference import approvals, keystaff, people, places, vehicles
from app.store.reference.approvals import Appointment, Approvals
from app.store.reference.keystaff import KeyStaffs
from app.store.reference.owned import mine
from app.store.reference.places import Places
from app.store.reference.vehicles import Vehicles

PERMISSIONS: dict[What, str] = {
    "people": "people.import", "approvals": "approvals.approve", "vehicles": "registers.keep",
    "places": "registers.keep", "results": "results.import", "key-staff": "registers.keep",
}  # fmt: skip
_SECTIONS: dict[What, str] = {
    "people": people.SECTION, "approvals": approvals.SECTION, "vehicles": vehicles.SECTION, "places": places.SECTION,
    "key-staff": keystaff.SECTION,
}  # fmt: skip
"""Those that belong to the centre, where it has published them."""


class _File(NamedTuple):
    name: str
    content: bytes


class Imports:
    """Of an open post."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self._takers: dict[What, Callable[[_File, bool], ImportResult]] = {
            "approvals": self._approvals, "vehicles": self._vehicles, "places": self._places, "results": self._results,
            "key-staff": self._key_staff,
        }  # fmt: skip

    def permitted(self) -> list[What]:
        """The sorts of table that whoever is on duty may take over."""
        return [what for what in WHATS if self._post.may(PERMISSIONS[what])]

    def look(self, what: What, path: Path) -> Preview:
        """What would be understood of the file; nothing changes. NoTable where it is no such table."""
        self._post.permit(PERMISSIONS[what])
        sort = SORTS[what]
        return look(content_of(path), path.name, sort.columns, sort.needed)

    def take(
        self, what: What, path: Path, progress: Progress | None = None, *, tried: bool = False
    ) -> ImportResult:  # fmt: skip
        """Take the file over, all that does in one transaction, or only say what would come of it. NoTable where it is
        no such table; CentresOwn where the centre manages what it is about."""
        self._post.permit(PERMISSIONS[what])
        if what in _SECTIONS:
            mine(self._post.database, _SECTIONS[what])
        file = _File(path.name, content_of(path))
        if tried:
            return self._result(what, file, progress, tried=True)
        with self._post.database.write():
            result = self._result(what, file, progress, tried=False)
            self._post.audit("import", what, f"+{result.added} ~{result.changed} !{result.left}")
        return result

    def _result(self, what: What, file: _File, progress: Progress | None, *, tried: bool) -> ImportResult:
        if what == "people":
            return import_people(self._post.people, Path(file.name), progress, file.content, tried=tried)
        result = self._takers[what](file, tried)
        if progress:
            progress(result.read, result.read)
        return result

    def _approvals(self, file: _File, tried: bool) -> ImportResult:
        kept = Approvals(self._post.database)
        register = read_approvals(file.content, file.name, whose(self._post.people))
        known = {
            key_of(one): one
            for number, some in kept.all().items()
            for one in (Appointment(number, approval) for approval in some)
        }
        if not tried:
            kept.put({**known, **register.taken}.values(), {one.number for one in register.taken.values()})
        return _counted(register, known, tried)

    def _vehicles(self, file: _File, tried: bool) -> ImportResult:
        kept, register = Vehicles(self._post.database), read_vehicles(file.content, file.name)
        known = {plain(one.plate): one for one in kept.all()}
        if not tried:
            kept.put(register.taken.values())
        return _counted(register, known, tried)

    def _places(self, file: _File, tried: bool) -> ImportResult:
        kept = Places(self._post.database)
        known = {one.path: one for one in kept.all()}
        register = read_places(file.content, file.name, known)
        result = _counted(register, known, tried)
        if tried:
            return result
        kept.put(register.taken.values())
        return replace(result, notes=tuple(notes(matched(self._post))))

    def _key_staff(self, file: _File, tried: bool) -> ImportResult:
        kept, register = KeyStaffs(self._post.database), read_key_staff(file.content, file.name)
        known = {one.key: one for one in kept.all()}
        if not tried:
            kept.put(register.taken.values())
        return _counted(register, known, tried)

    def _results(self, file: _File, tried: bool) -> ImportResult:
        """Facts, not reference: a post under a centre takes them too, and sends them up."""
        now = self._post.clock()
        read = read_results(file.content, file.name, whose(self._post.people), now)
        found = judged(read, self._post.database, file.name)
        kind = kind_of("test-result")
        for made in () if tried else found.records:
            self._post.append(
                Draft(
                    kind=kind.name, body=kind.body(made), operator=self._post.operator(),
                    post=self._post.settings.post_name, at=now, schema=kind.version,
                )
            )  # fmt: skip
        return replace(found.result, tried=tried)


def _counted(register: Register[Any], known: Mapping[str, Any], tried: bool) -> ImportResult:
    counts = difference(register.taken, known)
    return ImportResult(
        *counts, refused=register.refused, repeated=register.repeated, unknown=register.unknown, tried=tried
    )
