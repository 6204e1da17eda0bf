"""What somebody does on a page to what the centre publishes: one change-set, and one act, in one transaction."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from app.server.dashboard import acts
from app.server.dashboard.page import Visit
from app.server.reference.changeset import Who, change, locked
from app.server.sql.port import Connection
from app.store.reference.staging.rows import Change


class Done(NamedTuple):
    """What the act says. about: what it was done to; person: whose data; detail: what else may be read by whoever reads
    the acts."""

    action: str
    about: str = ""
    person: str = ""
    detail: str = ""


Work = Callable[[Connection], tuple[Iterable[Done], Iterable[Change]]]


def publish(visit: Visit, work: Work) -> None:
    """Do it in the name of whoever asks; nothing of it where `work` raises. Posts have it with their next sync."""

    def done(connection: Connection) -> None:
        locked(connection)
        said, changes = work(connection)
        kept = list(said)
        first = kept[0]
        change(connection, Who(visit.who.name, first.action, first.detail, visit.now), changes)
        for one in kept:
            note(connection, visit, one)

    visit.engine.write(done)


def note(connection: Connection, visit: Visit, one: Done) -> None:
    """The act alone, of what is not published."""
    acts.note(connection, visit.now, visit.who.name, one.action, one.about, person=one.person, detail=one.detail)
