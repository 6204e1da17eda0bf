"""One-time codes with which stations join."""

from app.server import doorway
from app.server.dashboard import acts
from app.server.dashboard.page import Answer, Page, Shown, Visit
from app.server.sql.port import Connection
from app.store.chain import moment

_WAITING = "SELECT count(*) FROM code WHERE used_by IS NULL AND expires_at >= ?"


def codes(visit: Visit) -> Shown:
    """How many wait to be used, and how to make one."""
    return _shown(visit, "")


def make(visit: Visit) -> Answer:
    """A new one, which is shown this once."""
    code = visit.storage.make_code(visit.now)
    visit.engine.write(lambda connection: acts.note(connection, visit.now, visit.who.name, "code"))
    return _shown(visit, code)


def _shown(visit: Visit, code: str) -> Shown:
    minutes = int(doorway.CODE_LIFE.total_seconds() // 60)
    values = {"code": code, "waiting": _waiting(visit), "minutes": minutes, "origin": visit.origin}
    return Shown("codes.html", values)


def _waiting(visit: Visit) -> int:
    def counted(connection: Connection) -> int:
        row = connection.row(_WAITING, (moment(visit.now),))
        return int(row[0]) if row else 0

    return visit.engine.read(counted)


PAGES = (
    Page("GET", "/codes", "centre.join", codes),
    Page("POST", "/codes", "centre.join", make, again=codes),
)
