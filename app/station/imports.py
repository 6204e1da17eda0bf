"""Taking over a table that somebody sends: permitted, tried or done in one transaction, and recorded."""

from dataclasses import replace
from pathlib import Path

from app.station.importplans import PLANS, File
from app.station.local import LocalPost
from app.store.importing.preview import Preview, look
from app.store.importing.report import ImportResult
from app.store.importing.roster import Progress
from app.store.importing.sorts import SORTS, WHATS, What
from app.store.importing.tables import content_of
from app.store.reference import approvals, keystaff, observation_rooms, people, places, vehicles
from app.store.reference.owned import mine

PERMISSIONS: dict[What, str] = {
    "people": "people.import", "approvals": "approvals.approve", "vehicles": "registers.keep",
    "places": "registers.keep", "results": "results.import", "key-staff": "registers.keep",
    "observation-rooms": "registers.keep",
}  # fmt: skip
_SECTIONS: dict[What, str] = {
    "people": people.SECTION, "approvals": approvals.SECTION, "vehicles": vehicles.SECTION, "places": places.SECTION,
    "key-staff": keystaff.SECTION, "observation-rooms": observation_rooms.SECTION,
}  # fmt: skip
"""Those that belong to the centre, where it has published them."""


class Imports:
    """Of an open post."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post

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
        plan = PLANS[what](self._post, File(path.name, content_of(path), progress))
        result = plan.result
        if tried:
            return replace(result, tried=True)
        with self._post.database.write():
            self._post.audit("import", what, f"+{result.added} ~{result.changed} !{result.left}")
            plan.write()
        return replace(result, notes=tuple(plan.notes()))
