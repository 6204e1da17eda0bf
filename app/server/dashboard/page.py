"""What a page is: its path, who may ask for it, and the function that answers. No HTTP here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, Literal, TypeAlias

from app.access.roles import PERMISSIONS, NotPermitted
from app.server.counts.boards import Boards
from app.server.dashboard.asked import File
from app.server.dashboard.sessions import Session
from app.server.sql.port import Engine
from app.server.storage import Storage

HOME = "/dashboard"
"""Where the pages stand; every path below begins there."""
SIGN_IN = "/sign-in"
OPEN = ""
"""In place of a permission: for whoever is not signed in."""
SIGNED_IN = "*"
"""In place of a permission: for everybody who is."""


class NotThere(Exception):
    """No such station, record or account: the page that says so is shown instead."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of one person. boards: what this process follows. session: None on pages that are OPEN alone; token:
    the session's. path, query, form: as text, each name once. file: what a form brought along. origin: the centre's
    address as this browser knows it."""

    storage: Storage
    boards: Boards
    now: datetime
    session: Session | None = None
    token: str = ""
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    file: File | None = None
    origin: str = ""

    @property
    def engine(self) -> Engine:
        return self.storage.engine

    @property
    def who(self) -> Session:
        """Who asks; only for pages that are not OPEN."""
        assert self.session is not None
        return self.session

    def may(self, permission: str) -> bool:
        """Whether who asks may do that."""
        return self.session is not None and allowed(self.session, permission)

    def require(self, permission: str) -> None:
        """NotPermitted unless who asks may do that."""
        if not self.may(permission):
            raise NotPermitted.to(self.who.role)


@dataclass(frozen=True, slots=True)
class Shown:
    """A template of resources/dashboard and what it shows."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = HTTPStatus.OK


@dataclass(frozen=True, slots=True)
class Moved:
    """Go on there, by a path below HOME. session: the token of one that has begun, empty for one that has ended."""

    to: str
    session: str | None = None
    language: str = ""


Answer: TypeAlias = Shown | Moved


@dataclass(frozen=True, slots=True)
class Page:
    """permission: a key of app.access.roles.PERMISSIONS, OPEN or SIGNED_IN. again: what is shown, beside the sentence,
    when a form comes to a UserError. live: a part that an open page fetches by itself, which does not keep a session
    alive."""

    method: Literal["GET", "POST"]
    path: str
    permission: str
    answer: Callable[[Visit], Answer]
    again: Callable[[Visit], Shown] | None = None
    live: bool = False
    takes_file: bool = False


def allowed(session: Session, permission: str) -> bool:
    """Whether somebody signed in may do what needs this permission."""
    return permission in (OPEN, SIGNED_IN) or session.role in PERMISSIONS[permission]
