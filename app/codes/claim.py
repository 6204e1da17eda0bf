"""A claim: what a code or a page says of its holder, and how far to believe it. Its JSON is the contract's CLAIM."""

from datetime import date, datetime
from typing import Any, Literal, TypeAlias

import msgspec

from app.codes.campus_things import ControlPoint, GoodsTicket
from app.decode.symbol import Color

Trust: TypeAlias = Literal["verified", "read", "seen", "invalid"]
ClaimKind: TypeAlias = Literal[
    "health-code", "travel-card", "test-report", "vaccination", "campus-code", "eu-dcc", "shc", "vds-nc",
    "goods-ticket", "control-point", "unknown",
]  # fmt: skip


class Holder(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whom a claim speaks of, as it says it: numbers stay masked as shown. `person_kind` as in app.policy.person."""

    name: str = ""
    id_number: str = ""
    phone: str = ""
    born: date | None = None
    number: str = ""
    person_kind: str = ""


class Place(msgspec.Struct, frozen=True):
    """A place as printed, without its star; `risk` says whether it had one."""

    name: str
    risk: bool = False


class Test(msgspec.Struct, frozen=True, omit_defaults=True):
    """One test for the infection, of a report."""

    kind: Literal["nucleic-acid", "antigen"]
    result: Literal["negative", "positive", "none", "unknown"]
    sampled_at: datetime | None = None
    tested_at: datetime | None = None
    organisation: str = ""


class Claim(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is not known keeps its default and is left out of the JSON. A time without an offset is campus time.

    issuer: the issuing module's name ("campus", "jilin", …), empty where unknown.
    reason: for `invalid`, and where something is to be said of a good one, a code of app.reasons.
    doubtful: names of the fields that a page was not read surely enough to rely on; they are shown, to be looked at.
    ticks: `updated_at` is a clock that runs on the page by the second, and so stands at the time of the look.
    token: what tells this code from another of the same issuer (a serial, a digest of the opaque token).
    ticket, point: what a `goods-ticket` or `control-point` names; such a claim has no holder.
    """

    kind: ClaimKind
    trust: Trust
    issuer: str = ""
    reason: str = ""
    holder: Holder = Holder()
    color: Color | Literal[""] = ""
    updated_at: datetime | None = None
    ticks: bool = False
    expires_at: datetime | None = None
    places: tuple[Place, ...] = ()
    days: int = 0
    tests: tuple[Test, ...] = ()
    vaccination: str = ""
    doubtful: tuple[str, ...] = ()
    token: str = ""
    ticket: GoodsTicket | None = None
    point: ControlPoint | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain data, as the command line prints it and the ledger keeps it."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain
