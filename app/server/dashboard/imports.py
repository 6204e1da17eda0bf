"""A register from a table that somebody sends: tried first, or taken over, and what of it does not match."""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from app.server.dashboard import given
from app.server.dashboard.page import Visit
from app.server.dashboard.publishing import Done, publish
from app.server.reference.published import everything
from app.server.reference.registers import Difference, Thing, difference
from app.server.sql.port import Connection
from app.store.importing.register import Register
from app.store.importing.report import Refused
from app.store.reference.staging.rows import Change

MOST_REFUSED = 200
"""Rows that are listed with their reasons; a file with more is better mended first."""
Read = Callable[[bytes, str, Collection[str]], Register[Thing]]


class Came(NamedTuple):
    """What came of a file. tried: nothing was changed."""

    name: str
    tried: bool
    added: int
    changed: int
    unchanged: int
    refused: list[Refused]


def came(visit: Visit, section: str, type_: type[Thing], read: Read[Thing]) -> Came:
    """Take a file over, or only say what would come of it. read: its content, its name, the keys that there are."""
    sent, tried = given.file(visit), visit.form.get("act") == "try"
    known = visit.engine.read(lambda connection: set(everything(connection, section, type_)))
    register = read(sent.content, sent.name, known)

    def different(connection: Connection) -> Difference:
        return difference(connection, section, register.taken, type_)

    found = visit.engine.read(different)

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        now = different(connection)
        detail = f"{section} +{now.added} ~{now.changed} !{len(register.refused)}"
        return [Done("import", sent.name, detail=detail)], now.changes

    if not tried:
        publish(visit, work)
    return Came(sent.name, tried, found.added, found.changed, found.unchanged, register.refused)
