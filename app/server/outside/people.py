"""People out: page by page in the order in which they changed, some by number, or all as a table."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from app.access.roles import Role
from app.access.sight import person_for
from app.policy.person import Person, PersonKind
from app.server.dashboard import acts
from app.server.outside.cursor import After
from app.server.outside.endpoint import CSV, Call, Done, Endpoint, Sheet
from app.server.outside.problem import ProblemError
from app.server.outside.revisions import mark, page
from app.server.reference.changeset import head
from app.server.reference.published import Published
from app.server.sql.port import Connection
from app.store.reference.people import SECTION
from app.store.reference.staging.rows import person_of

MOST = 1_000
_SOME = "SELECT key, value FROM reference_item WHERE section = ? AND value IS NOT NULL"
Number = Annotated[str, Meta(min_length=1, max_length=32)]


class PersonOut(Struct, frozen=True, kw_only=True):
    """A person of the campus. Without people.identity phone and ID number have asterisks in the middle."""

    number: str
    name: str
    kind: PersonKind
    phone: str
    id_number: str
    college: str
    class_name: str
    place: str
    counsellor: str


FIELDS = PersonOut.__struct_fields__


class PeoplePage(Struct, frozen=True, kw_only=True):
    """items: who is new or has changed. gone: numbers of those who are on the list no more. next: the `after` to go on
    with, now (more) or some other day."""

    items: list[PersonOut]
    gone: list[str]
    next: str
    more: bool


class PeopleQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    after: After = ""
    limit: Annotated[int, Meta(ge=1, le=MOST)] = 200


class Wanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Numbers stand in a body and in no address, which proxies and histories keep."""

    numbers: Annotated[list[Number], Meta(min_length=1, max_length=MOST)]


class Found(Struct, frozen=True, kw_only=True):
    """missing: numbers that nobody on the list has."""

    items: list[PersonOut]
    missing: list[str]


def read_on(call: Call) -> Done:
    """A page."""
    version = call.engine.read(lambda connection: mark(connection, head(connection).version))
    tag = call.unless_known(version)
    query: PeopleQuery = call.query
    found = call.engine.read(lambda connection: page(connection, SECTION, query.after, query.limit))
    items = [shown(call.sight, person_of(key, value.encode())) for key, value in found.rows if value is not None]
    gone = [key for key, value in found.rows if value is None]
    return Done(PeoplePage(items=items, gone=gone, next=found.next, more=found.more), tag=tag)


def find(call: Call) -> Done:
    """Those of some numbers."""
    numbers = list(dict.fromkeys(parsed(call, Wanted).numbers))
    found = call.engine.read(lambda connection: by_number(connection, numbers))
    items = [shown(call.sight, found[number]) for number in numbers if number in found]
    return Done(Found(items=items, missing=[number for number in numbers if number not in found]))


def table(call: Call) -> Sheet:
    """Everybody. That somebody took the whole list is an act."""
    call.engine.write(lambda connection: acts.note(connection, call.now, call.who, "api export", SECTION))
    return Sheet("people.csv", _rows(call))


def _rows(call: Call) -> Iterator[list[str]]:
    yield list(FIELDS)
    for _, person in Published(call.engine).all(SECTION, Person):
        yield [str(value) for value in msgspec.structs.astuple(shown(call.sight, person))]


def by_number(connection: Connection, numbers: Iterable[str]) -> dict[str, Person]:
    """The people of these numbers, as far as they are on the list."""
    found: dict[str, Person] = {}
    wanted = list(numbers)
    for at in range(0, len(wanted), 500):
        some = wanted[at : at + 500]
        marks = ", ".join("?" * len(some))
        sql = f"{_SOME} AND key IN ({marks})"
        for key, value in connection.rows(sql, (SECTION, *some)):
            found[key] = person_of(key, value.encode())
    return found


def shown(sight: Role, person: Person) -> PersonOut:
    """A person as a token may see them."""
    person = person_for(sight, person)
    return PersonOut(**{name: getattr(person, name) for name in FIELDS})


def parsed(call: Call, type_: type[Any]) -> Any:
    """The body as its type. ProblemError: `malformed`."""
    try:
        return msgspec.json.decode(call.body, type=type_)
    except (ValueError, RecursionError) as error:
        raise ProblemError("malformed", why=str(error)[:300]) from error


ENDPOINTS = (
    Endpoint(method="GET", path="/people", scope="people.read", gives=PeoplePage, query=PeopleQuery, answer=read_on,
             fails=("cursor",), tagged=True,
             about="People in the order in which they changed. Begin without `after`, go on with `next`."),
    Endpoint(method="POST", path="/people/find", scope="people.read", gives=Found, takes=Wanted, answer=find,
             about="People by number.", example={"numbers": ["20220001", "20220002"]}),
    Endpoint(method="GET", path="/people.csv", scope="people.read", gives=CSV, answer=table,
             about="Everybody, as a table."),
)  # fmt: skip
