"""Importing people for another system: all rows or none, at once or only as a trial."""

from collections.abc import Callable
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta, Struct

from app.i18n import tr
from app.policy.person import Person
from app.server.outside import people, taking
from app.server.outside.endpoint import CSV, Call, Done, Endpoint
from app.server.outside.problem import ProblemError
from app.server.outside.taking import PeopleIn, Read
from app.server.outside.writing import write
from app.server.reference.changeset import Who, change, head, locked
from app.server.sql.port import Connection
from app.store.reference.people import SECTION
from app.store.reference.staging.rows import Change, encoded

_TRIES = 5


class ImportQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    dry_run: Annotated[bool, Meta(description="only say what would change")] = False


class Changed(Struct, frozen=True, kw_only=True):
    """Somebody who is new or different. fields: which; the values stand in what was sent."""

    number: str
    what: Literal["added", "changed"]
    fields: list[str]


class Imported(Struct, frozen=True, kw_only=True):
    """What changed, or with dry_run what would."""

    added: int
    changed: int
    unchanged: int
    dry_run: bool
    changes: list[Changed]


class _Seen(NamedTuple):
    """What the rows were read against: nothing else may have changed when they are written."""

    version: int
    known: dict[str, Person]


class _Overtaken(Exception):
    """Somebody else has changed the reference meanwhile: look again."""


def load(call: Call) -> Done:
    """Add these people, or bring them up to date."""
    numbers, read = _reader(call)
    for _ in range(_TRIES):
        seen = call.engine.read(
            lambda connection: _Seen(head(connection).version, people.by_number(connection, numbers))
        )
        found = read(seen.known)
        if found.wrong:
            raise ProblemError("rows", found.wrong, count=len(found.wrong))
        try:
            return _written(call, seen, found.people)
        except _Overtaken:
            continue
    raise ProblemError("unable", why=tr("名单正被别人修改。"))


def _seen(connection: Connection, numbers: list[str]) -> _Seen:
    return _Seen(head(connection).version, people.by_number(connection, numbers))


def _reader(call: Call) -> tuple[list[str], Callable[[dict[str, Person]], Read]]:
    """The numbers that were sent, and what reads the rows against those who are known."""
    if call.kind == CSV:
        first = taking.of_table(call.body, ())
        return list(first.people), lambda known: taking.of_table(call.body, known.values())
    sent: PeopleIn = people.parsed(call, PeopleIn)
    return taking.numbers_of(sent.people), lambda known: taking.of_json(sent.people, known)


def _written(call: Call, seen: _Seen, wanted: dict[str, Person]) -> Done:
    changes = [one for person in wanted.values() if (one := _change(seen.known.get(person.number), person))]
    added = sum(one.what == "added" for one in changes)
    outcome = Imported(
        added=added, changed=len(changes) - added, unchanged=len(wanted) - len(changes),
        dry_run=call.query.dry_run, changes=changes,
    )  # fmt: skip
    told = f"+{outcome.added} ~{outcome.changed} ={outcome.unchanged}"

    def work(connection: Connection) -> tuple[Done, str]:
        if locked(connection).version != seen.version:
            raise _Overtaken
        if outcome.dry_run:
            return Done(outcome), f"dry run {told}"
        rows = (Change(SECTION, one.number, encoded(wanted[one.number])) for one in changes)
        change(connection, Who(call.who, "import people", "API", call.now), rows)
        return Done(outcome), told

    return write(call, "import", SECTION, work)


def _change(before: Person | None, after: Person) -> Changed | None:
    if before is None:
        fields = [name for name in people.FIELDS if name != "number" and getattr(after, name)]
        return Changed(number=after.number, what="added", fields=fields)
    fields = [name for name in people.FIELDS if getattr(before, name) != getattr(after, name)]
    return Changed(number=after.number, what="changed", fields=fields) if fields else None


ENDPOINTS = (
    Endpoint(method="POST", path="/people/import", scope="people.write", gives=Imported, query=ImportQuery,
             takes=PeopleIn, takes_csv=True, answer=load, fails=("rows", "table", "key"),
             about="Add people or bring them up to date, by number: all of them, or none where a row is wrong.",
             example={"people": [{"number": "20220001", "name": "李一", "college": "临床医学院"}]}),
)  # fmt: skip
