"""What an endpoint of the API is: its path, what it asks for and gives, and the function that answers. No HTTP here."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from app.access.roles import Role
from app.server.outside.problem import Code
from app.server.outside.scopes import Scope
from app.server.outside.tokens import Token
from app.server.sql.port import Engine

HOME = "/api/v1"
"""Where the API stands; every path below begins there."""
JSON: Final = "application/json"
CSV: Final = "text/csv"
T = TypeVar("T")


class NoQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """An endpoint without parameters."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request that may be answered. query: of the endpoint's own type. body, kind: what was sent, and as what. key:
    the Idempotency-Key, or empty. known: the tags of If-None-Match."""

    engine: Engine
    now: datetime
    token: Token
    query: Any
    path: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    kind: str = ""
    key: str = ""
    known: frozenset[str] = frozenset()
    asked: bytes = b""

    @property
    def who(self) -> str:
        """As acts and change-sets name the other system."""
        return f"API {self.token.name}"

    @property
    def sight(self) -> Role:
        """A role that sees of a person what the token may (app.access.sight)."""
        return "supervisor" if "people.identity" in self.token.scopes else "guard"

    def unless_known(self, *about: object) -> str:
        """The tag of what is `about` to be answered to this very question; Unchanged where the caller has it."""
        parts = [about, sorted(self.token.scopes), msgspec.to_builtins(self.query)]
        tag = hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:32]
        if tag in self.known:
            raise Unchanged(tag)
        return tag


class Unchanged(Exception):
    """The caller has what there is."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


@dataclass(frozen=True, slots=True)
class Done:
    """An answer in JSON; without content for 204. tag: for If-None-Match, or empty."""

    content: Struct | bytes | None
    status: int = 200
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, row after row as it is read; the first row are the headings. name: of the file."""

    name: str
    rows: Iterator[list[str]]


Reply: TypeAlias = Done | Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """path: below HOME. gives: the type of the answer, None for 204, CSV for a table. takes: of the body, where there
    is one; takes_csv: it may be a table too. fails: the problems that are its own. tagged: it answers If-None-Match.
    example: of the body."""

    method: Literal["GET", "POST", "DELETE"]
    path: str
    scope: Scope
    about: str
    answer: Callable[[Call], Reply]
    gives: type[Struct] | Literal["text/csv"] | None
    query: type[Struct] = NoQuery
    takes: type[Struct] | None = None
    takes_csv: bool = False
    status: int = 200
    fails: tuple[Code, ...] = ()
    tagged: bool = False
    example: Any = None

    @property
    def writes(self) -> bool:
        """Whether it changes something: it is an act, and takes an Idempotency-Key where it has a body."""
        return self.method != "GET" and self.scope in ("people.write", "hooks.manage")
