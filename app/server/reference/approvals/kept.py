"""Applications and the steps they took, as the centre's tables have them. Inside a transaction of the caller's."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from app.access.roles import Role
from app.i18n import tr
from app.policy.evidence import Approval
from app.policy.rule import ApprovalKind
from app.server.reference.approvals.flow import NEXT, NotYours, State
from app.server.sql.port import Connection, Row
from app.store.chain import moment

_COLUMNS = "id, kind, number, name, college, valid_from, valid_to, purpose, host, vehicle, state"
_SELECT = f"SELECT {_COLUMNS} FROM application"  # noqa: S608 - constants
_NEW = f"INSERT INTO application ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - constants
_STEP = """INSERT INTO application_step (application, n, state, at, who, role, word)
    SELECT ?, count(*), ?, ?, ?, ?, ? FROM application_step WHERE application = ?"""
MANY = 100
"""That are forgotten at a time: whoever enters one waits for it."""
PAGE = 40
"""A page's rows may all be ticked, and a form has a limit of fields."""


class Application(NamedTuple):
    """One approval on its way. number: of the person; of a visitor their ID number or phone, as it is compared."""

    id: str
    kind: ApprovalKind
    number: str
    name: str
    college: str
    valid_from: datetime
    valid_to: datetime
    purpose: str
    host: str
    vehicle: str
    state: State

    @property
    def approval(self) -> Approval:
        """What the posts get of it: what it is for is no guard's business, except of a visit."""
        visit = self.kind == "visit"
        return Approval(
            self.kind, self.valid_from, self.valid_to, host=self.host, purpose=self.purpose if visit else "",
            vehicle=self.vehicle, visitor=self.name if visit else "",
        )  # fmt: skip


class By(NamedTuple):
    """Who takes a step, as what, when, and with which word. role: empty for a gate's passage."""

    who: str
    role: Role | str
    at: datetime
    word: str = ""


class Taken(NamedTuple):
    """A step that was taken. word: of `used` the station and id of the passage, with a slash between."""

    state: State
    at: datetime
    who: str
    role: str
    word: str


class Asked(NamedTuple):
    """Which applications. text: a number, or part of a name. after: the id behind which to go on."""

    states: Sequence[State] = ()
    kind: str = ""
    text: str = ""
    after: str = ""


def put(connection: Connection, one: Application, by: By) -> None:
    """A new application, with its first step."""
    connection.execute(_NEW, (*one[:5], moment(one.valid_from), moment(one.valid_to), *one[7:]))
    _note(connection, one.id, one.state, by)


def move(connection: Connection, one: Application, state: State, by: By) -> Application:
    """A further step. NotYours where somebody else was faster."""
    sql = "UPDATE application SET state = ? WHERE id = ? AND state = ?"
    if not connection.execute(sql, (state, one.id, one.state)):
        raise NotYours(tr("这份申请刚被别人办理过。请刷新后查看。"))
    _note(connection, one.id, state, by)
    return one._replace(state=state)


def _note(connection: Connection, id_: str, state: State, by: By) -> None:
    connection.execute(_STEP, (id_, state, moment(by.at), by.who, by.role, by.word, id_))


def one(connection: Connection, id_: str) -> Application | None:
    """The application of that id."""
    row = connection.row(f"{_SELECT} WHERE id = ?", (id_,))
    return _application(row) if row else None


def steps(connection: Connection, id_: str) -> list[Taken]:
    """Every step it took, in order."""
    sql = "SELECT state, at, who, role, word FROM application_step WHERE application = ? ORDER BY n"
    return [Taken(state, datetime.fromisoformat(at), *rest) for state, at, *rest in connection.rows(sql, (id_,))]


def page(connection: Connection, asked: Asked) -> list[Application]:
    """The newest PAGE + 1, visits left out, or those behind `after`: one more than is shown tells that there are
    more."""
    words, values = ["kind <> 'visit'"], list[Any]()
    if asked.states:
        words.append(f"state IN ({', '.join('?' * len(asked.states))})")
        values += asked.states
    if asked.kind:
        words.append("kind = ?")
        values.append(asked.kind)
    if asked.text:
        words.append("(number = ? OR name LIKE ? ESCAPE '!')")
        values += [asked.text, f"%{_escaped(asked.text)}%"]
    if asked.after:
        words.append("id < ?")
        values.append(asked.after)
    sql = f"{_SELECT} WHERE {' AND '.join(words)} ORDER BY id DESC LIMIT ?"
    return [_application(row) for row in connection.rows(sql, (*values, PAGE + 1))]


def visits(connection: Connection, begin: datetime, end: datetime) -> list[Application]:
    """The visits that touch this time, by when they begin."""
    sql = f"{_SELECT} WHERE kind = 'visit' AND valid_to >= ? AND valid_from < ? ORDER BY valid_from, id"
    return [_application(row) for row in connection.rows(sql, (moment(begin), moment(end)))]


def approved(connection: Connection, since: datetime) -> Iterator[Application]:
    """All that wait to be used, and were not over before that."""
    sql = f"{_SELECT} WHERE state = 'approved' AND valid_to >= ? ORDER BY valid_from"
    return (_application(row) for row in connection.rows(sql, (moment(since),)))


def waiting(connection: Connection) -> dict[State, int]:
    """How many wait for each of the next steps."""
    marks = ", ".join("?" * len(NEXT))
    sql = f"SELECT state, count(*) FROM application WHERE state IN ({marks}) AND kind <> 'visit' GROUP BY state"  # noqa: S608
    return dict(connection.rows(sql, tuple(NEXT)))


def forget(connection: Connection, before: datetime) -> None:
    """Some of those that were over before that, with their steps; the rest another time."""
    old = connection.rows("SELECT id FROM application WHERE valid_to < ? ORDER BY id LIMIT ?", (moment(before), MANY))
    for (id_,) in old:
        connection.execute("DELETE FROM application_step WHERE application = ?", (id_,))
        connection.execute("DELETE FROM application WHERE id = ?", (id_,))


def _escaped(text: str) -> str:
    return "".join("!" + letter if letter in "!%_" else letter for letter in text)


def _application(row: Row) -> Application:
    id_, kind, number, name, college, valid_from, valid_to, *rest = row
    begin, end = datetime.fromisoformat(valid_from), datetime.fromisoformat(valid_to)
    return Application(id_, kind, number, name, college, begin, end, *rest)
