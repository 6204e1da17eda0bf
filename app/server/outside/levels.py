"""Control levels out: which holds now, and every change in the order in which they were published."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from app.clock import campus
from app.server.outside.cursor import After
from app.server.outside.endpoint import CSV, Call, Done, Endpoint, Sheet
from app.server.outside.problem import ProblemError
from app.server.outside.revisions import mark, page
from app.server.reference.changeset import head
from app.server.reference.published import Published
from app.store.reference.levels import SECTION, LevelChange


class LevelOut(Struct, frozen=True, kw_only=True):
    """A change of the level. since: from when it holds, which may lie ahead. posts: the names of those it is for; for
    all where there are none. Who set it and why are words about people, and stay at the centre."""

    level: str
    since: datetime
    entered_at: datetime
    posts: list[str]


class LevelPage(Struct, frozen=True, kw_only=True):
    """next: the `after` to go on with, at once (more) or some other time."""

    items: list[LevelOut]
    next: str
    more: bool


class LevelQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    after: After = ""
    limit: Annotated[int, Meta(ge=1, le=500)] = 200


class NowQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    post: Annotated[str, Meta(max_length=200, description="for this post; for all without it")] = ""


def read_on(call: Call) -> Done:
    """A page."""
    tag = _tag(call)
    query: LevelQuery = call.query
    found = call.engine.read(lambda connection: page(connection, SECTION, query.after, query.limit))
    values = [msgspec.json.decode(value, type=LevelChange) for _, value in found.rows if value is not None]
    return Done(LevelPage(items=[_shown(one) for one in values], next=found.next, more=found.more), tag=tag)


def now(call: Call) -> Done:
    """The change that holds now. ProblemError: `absent` where no level was ever published."""
    wanted = call.query.post
    begun = [
        change for _, change in Published(call.engine).all(SECTION, LevelChange)
        if campus(change.since) <= campus(call.now) and (not change.posts or wanted in change.posts)
    ]  # fmt: skip
    if not begun:
        raise ProblemError("absent")
    tag = call.unless_known(msgspec.to_builtins(begun[-1]))
    return Done(_shown(begun[-1]), tag=tag)


def table(call: Call) -> Sheet:
    """Every change as a table."""
    return Sheet("levels.csv", _rows(call))


def _tag(call: Call) -> str:
    return call.unless_known(call.engine.read(lambda connection: mark(connection, head(connection).version)))


def _rows(call: Call) -> Iterator[list[str]]:
    yield list(LevelOut.__struct_fields__)
    for _, change in Published(call.engine).all(SECTION, LevelChange):
        one = _shown(change)
        yield [one.level, one.since.isoformat(), one.entered_at.isoformat(), " ".join(one.posts)]


def _shown(change: LevelChange) -> LevelOut:
    return LevelOut(level=change.level, since=campus(change.since), entered_at=campus(change.entered_at),
                    posts=list(change.posts))  # fmt: skip


ENDPOINTS = (
    Endpoint(method="GET", path="/level", scope="levels.read", gives=LevelOut, query=NowQuery, answer=now,
             fails=("absent",), tagged=True, about="The level that holds now."),
    Endpoint(method="GET", path="/levels", scope="levels.read", gives=LevelPage, query=LevelQuery, answer=read_on,
             fails=("cursor",), tagged=True,
             about="Changes of the level in the order in which they were published."),
    Endpoint(method="GET", path="/levels.csv", scope="levels.read", gives=CSV, answer=table,
             about="Every change of the level, as a table."),
)  # fmt: skip
