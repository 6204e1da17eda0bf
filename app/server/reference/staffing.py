"""The key post staff that the centre publishes, taken over from a table."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.server.reference.changeset import Who
from app.server.reference.published import Published
from app.server.reference.registers import Difference, difference
from app.server.sql.port import Connection
from app.store.importing.keystaff import read_key_staff
from app.store.importing.report import ImportResult
from app.store.importing.tables import content_of
from app.store.reference.keystaff import SECTION, KeyStaff
from app.store.reference.staging.rows import Change


def import_key_staff(published: Published, who: str, clock: Callable[[], datetime], path: Path) -> ImportResult:
    """The staff of a CSV or XLSX file; what is not in it stays. Raises tables.NoTable."""
    read = read_key_staff(content_of(path), path.name)
    found: list[Difference] = []

    def taken(connection: Connection) -> list[Change]:
        found.append(difference(connection, SECTION, read.taken, KeyStaff))
        return found[-1].changes

    published.derive(Who(who, "import key-staff", path.name, clock()), taken)
    made = found[-1]
    return ImportResult(made.added, made.changed, made.unchanged, refused=read.refused, repeated=read.repeated)
