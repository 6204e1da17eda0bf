"""Webhooks as another system manages them: those of the whole centre, whichever token made them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from app.errors import WrongUse
from app.server.hooks import keeping, outbox
from app.server.hooks.destination import LONGEST, Refused, checked
from app.server.hooks.events import EventName
from app.server.hooks.keeping import Delivery, Hook, Taken
from app.server.outside.endpoint import Call, Done, Endpoint
from app.server.outside.people import parsed
from app.server.outside.problem import ProblemError
from app.server.outside.writing import write
from app.server.sql.port import Connection

MOST_SHOWN = 100


class HookOut(Struct, frozen=True, kw_only=True):
    """A webhook. waiting: messages still to be delivered; given_up: those that nobody took."""

    id: str
    name: str
    address: str
    events: list[str]
    made_at: datetime
    waiting: int
    given_up: int


class HookMade(HookOut, frozen=True, kw_only=True):
    """secret: in hexadecimal, shown this once: its bytes are the key of the signatures."""

    secret: str


class HookList(Struct, frozen=True, kw_only=True):
    items: list[HookOut]


class HookIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """address: https, without a user, of at most 500 characters."""

    name: Annotated[str, Meta(min_length=1, max_length=60)]
    address: Annotated[str, Meta(min_length=9, max_length=LONGEST)]
    events: Annotated[list[EventName], Meta(min_length=1, max_length=20)]


class Tested(Struct, frozen=True, kw_only=True):
    """delivery: the id of the `ping` that is on its way."""

    delivery: str


class DeliveryOut(Struct, frozen=True, kw_only=True):
    """A message. due_at: when it is tried next, or was settled. said: what the last try came to: a status, or one of
    address, certificate, connection, name, protocol, slow."""

    id: str
    event: str
    state: Literal["waiting", "done", "given up"]
    tries: int
    made_at: datetime
    due_at: datetime
    said: str


class DeliveryList(Struct, frozen=True, kw_only=True):
    items: list[DeliveryOut]


def every(call: Call) -> Done:
    """All of them."""
    hooks = call.engine.read(keeping.all_of)
    return Done(HookList(items=[HookOut(**_plain(one)) for one in hooks]))


def add(call: Call) -> Done:
    """A new one. It begins with what happens from now on."""
    sent: HookIn = parsed(call, HookIn)

    def work(connection: Connection) -> tuple[Done, str]:
        hook, secret = keeping.add(connection, sent.name, address, list(sent.events), call.now)
        return Done(HookMade(**_plain(hook), secret=secret), 201), f"{hook.name} {' '.join(hook.events)}"

    try:
        address = checked(sent.address, here=False)
        return write(call, "api hook", "", work)
    except Refused as error:
        raise ProblemError("destination", instead=str(error)) from error
    except Taken as error:
        raise ProblemError("taken", instead=str(error)) from error
    except WrongUse as error:
        raise ProblemError("malformed", instead=str(error)) from error


def remove(call: Call) -> Done:
    """It is told nothing any more; what still waited goes with it."""
    id_ = call.path["id"]

    def work(connection: Connection) -> tuple[Done, str]:
        if not keeping.remove(connection, id_):
            raise ProblemError("absent")
        return Done(None, 204), ""

    return write(call, "api hook removed", id_, work)


def test(call: Call) -> Done:
    """Send it a `ping`."""
    id_ = call.path["id"]

    def work(connection: Connection) -> tuple[Done, str]:
        _known(connection, id_)
        return Done(Tested(delivery=outbox.ping(connection, id_, call.now)), 202), ""

    return write(call, "api hook tested", id_, work)


def deliveries(call: Call) -> Done:
    """The newest messages to one of them."""

    def found(connection: Connection) -> list[Delivery]:
        _known(connection, call.path["id"])
        return keeping.last(connection, call.path["id"], MOST_SHOWN)

    return Done(DeliveryList(items=[DeliveryOut(**one._asdict()) for one in call.engine.read(found)]))


def _known(connection: Connection, id_: str) -> None:
    if all(one.id != id_ for one in keeping.all_of(connection)):
        raise ProblemError("absent")


def _plain(hook: Hook) -> dict[str, Any]:
    return hook._asdict() | {"events": list(hook.events)}


ENDPOINTS = (
    Endpoint(method="GET", path="/hooks", scope="hooks.manage", gives=HookList, answer=every,
             about="The centre's webhooks."),
    Endpoint(method="POST", path="/hooks", scope="hooks.manage", gives=HookMade, takes=HookIn, answer=add, status=201,
             fails=("destination", "taken", "key"), about="A new webhook, and its secret, shown this once.",
             example={"name": "教务系统", "address": "https://jw.example.edu.cn/gatepost",
                      "events": ["level.published"]}),
    Endpoint(method="DELETE", path="/hooks/{id}", scope="hooks.manage", gives=None, answer=remove, status=204,
             fails=("absent",), about="Take a webhook away."),
    Endpoint(method="POST", path="/hooks/{id}/test", scope="hooks.manage", gives=Tested, answer=test, status=202,
             fails=("absent",), about="Send a `ping` to a webhook."),
    Endpoint(method="GET", path="/hooks/{id}/deliveries", scope="hooks.manage", gives=DeliveryList, answer=deliveries,
             fails=("absent",), about="The newest 100 messages to a webhook, and what became of them."),
)  # fmt: skip
