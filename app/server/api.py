"""The centre's HTTP interface. Handlers read, ask the storage and answer; no answer before its commit."""

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from time import monotonic
from typing import Any, TypeVar

import msgspec
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import FastAPI
from fastapi.exception_handlers import http_exception_handler
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match

from app.clock import Clock, system
from app.errors import UserError
from app.i18n import speaking
from app.server import metrics
from app.server.background import working
from app.server.body import body_of
from app.server.dashboard.asked import language_of
from app.server.dashboard.page import HOME as DASHBOARD
from app.server.dashboard.site import dashboard
from app.server.hooks.courier import Courier
from app.server.meter import Meter
from app.server.openapi import DescribedApi, Fine, Unable, described
from app.server.outside import description
from app.server.outside.door import Door, problem
from app.server.outside.endpoint import HOME
from app.server.outside.pace import Pace
from app.server.outside.problem import ProblemError
from app.server.refusals import RefusedError
from app.server.retention.daily import Daily
from app.server.room import Busy, Room
from app.server.storage import Storage
from app.sync import protocol
from app.sync.down import protocol as down
from app.sync.down.others import OTHERS
from app.sync.protocol import Answer, Batch, EnrolReply, EnrolRequest, Position, TokenReply, TokenRequest
from app.sync.wire import pack

T = TypeVar("T")


_UUID = {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"}
_PAGE = {
    "after": {"type": "string", "default": ""},
    "nonce": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    "version": {"type": "string", "default": ""},
    "unsent": {"type": "string", "default": ""},
}


_BEHIND = {"after": {"type": "string", "default": ""}}


MOST_FILING = 32
"""Batches that are filed or wait for it in one process. More would be answered later than a station waits, and sent
again though they were filed."""
MOST_ARRIVING = 200
"""Batches that are on their way in, however slowly."""
MOST_ASKING = 100
"""Stations that wait for a page of the reference in one process."""
_BACK = 10
"""Seconds after which a station that was turned away should come back."""


def create_app(
    storage: Storage, clock: Clock = system, meter: Meter | None = None, pace: Pace | None = None
) -> FastAPI:  # fmt: skip
    """The centre's application over a storage. meter, pace: shared by the processes that serve, where there are
    several."""
    meter = meter or Meter()
    courier, daily = Courier(storage.engine, clock), Daily(storage.engine, clock, meter)
    app = DescribedApi(
        title="Gatepost", version=str(protocol.VERSION), docs_url=None, redoc_url=None,
        lifespan=lambda _app: working(hooks=courier.run, retention=daily.run),
    )  # fmt: skip
    app.state.meter = meter
    _stations(app, Centre(storage, clock, meter))
    door = Door(storage, clock, pace or Pace())
    for path, endpoint in description.PATHS:
        extra = description.described(endpoint)
        app.add_api_route(
            path, door.handler(endpoint), methods=[endpoint.method], openapi_extra=extra, response_class=Response,
            status_code=endpoint.status,
        )  # fmt: skip
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(UserError, _unable)
    app.add_exception_handler(HTTPException, _nowhere)
    app.mount(DASHBOARD, dashboard(storage, clock))
    app.add_route("/", lambda _request: RedirectResponse(f"{DASHBOARD}/"), include_in_schema=False)
    return app


def _stations(app: FastAPI, centre: "Centre") -> None:
    """The routes of the stations, of whoever watches over the centre, and nobody else's."""
    taken: tuple[protocol.Refused, ...] = ("station", "gap", "fork", "hash")
    codes: tuple[protocol.Refused, ...] = ("proof", "code-wrong", "code-used", "code-expired")
    for path, method, handler, extra in (
        (protocol.RECORDS, "POST", centre.records,
         described("A batch of records", Answer, Batch, token=True, refused=taken)),
        (protocol.POSITION, "GET", centre.position,
         described("How far the centre has an incarnation of the station", Position, token=True,
                   query={"incarnation": _UUID}, refused=("malformed",))),
        (protocol.ENROL, "POST", centre.enrol,
         described("A station joins with a one-time code", EnrolReply, EnrolRequest, refused=codes)),
        (protocol.TOKEN, "POST", centre.token,
         described("Another token for a station", TokenReply, TokenRequest, refused=("token",))),
        (down.REFERENCE, "GET", centre.reference,
         described("The next page of what the centre publishes: a Page in gzip", "application/gzip", token=True,
                   query=_PAGE, refused=("malformed",))),
        (down.REFERENCE, "POST", centre.hand_over,
         described("A part of a station's own reference, for a centre that has none", Fine, down.Handed, token=True,
                   refused=("owned", "hash"))),
        (OTHERS, "GET", centre.others,
         described("What other stations wrote and this one goes on from: an Others in gzip", "application/gzip",
                   token=True, query=_BEHIND)),
        (protocol.HEALTH, "GET", centre.health, described("Whether the centre and its database are there", Fine)),
        (metrics.PATH, "GET", centre.metrics,
         described("Numbers for a monitor, on this machine or with its token", "text/plain", refused=("token",))),
    ):  # fmt: skip
        app.add_api_route(path, handler, methods=[method], openapi_extra=extra, response_class=Response)


class Centre:
    """The handlers. Storage runs in few threads, as one Python does one thing at a time anyway; batches in threads of
    their own, so that no question waits behind them."""

    def __init__(self, storage: Storage, clock: Clock, meter: Meter) -> None:
        self._storage = storage
        self._clock = clock
        self._meter = meter
        self._threads, self._batches = CapacityLimiter(4), CapacityLimiter(4)
        self._arriving, self._filing, self._asking = Room(MOST_ARRIVING), Room(MOST_FILING), Room(MOST_ASKING)

    async def records(self, request: Request) -> Response:
        """A batch of records."""
        self._filing.look()
        station = await self._station(request)
        with self._arriving:
            body = await body_of(request)
        with self._filing:
            return _answer(await run_sync(partial(self._take, station, body), limiter=self._batches))

    async def position(self, request: Request) -> Response:
        """How far the centre has an incarnation of the asking station."""
        station = await self._station(request)
        incarnation = _incarnation(request.query_params.get("incarnation", ""))
        return _answer(await self._run(partial(self._storage.position, station, incarnation, self._clock())))

    async def enrol(self, request: Request) -> Response:
        """A station joins with a one-time code."""
        asked = _parsed(await body_of(request), EnrolRequest)
        return _answer(await self._run(partial(self._storage.enrol, asked, self._clock())))

    async def token(self, request: Request) -> Response:
        """Another token for a station that signed the challenge it was refused with."""
        asked = _parsed(await body_of(request), TokenRequest)
        return _answer(await self._run(partial(self._storage.renew, asked, self._clock())))

    async def reference(self, request: Request) -> Response:
        """The next page of what the centre publishes, gzipped."""
        with self._asking:
            station = await self._station(request)
            after, nonce = request.query_params.get("after", ""), _nonce(request.query_params.get("nonce", ""))
            return Response(
                await self._run(partial(self._page, station, after, nonce, request.query_params)),
                media_type="application/gzip",
            )

    async def others(self, request: Request) -> Response:
        """What other stations wrote behind a place, gzipped."""
        with self._asking:
            station = await self._station(request)
            after = request.query_params.get("after", "")
            page = await self._run(partial(self._storage.others, station, after))
            return Response(pack(msgspec.json.encode(page)), media_type="application/gzip")

    async def hand_over(self, request: Request) -> Response:
        """A part of a post's own reference, for a centre that has none."""
        station = await self._station(request)
        part = _parsed(await body_of(request), down.Handed)
        await self._run(partial(self._storage.hand_over, station, part, self._clock()))
        return _answer(Fine())

    async def health(self, _request: Request) -> Response:
        """Whether the centre is there, and its database too: 503 where it is not."""
        await self._run(self._storage.awake)
        return _answer(Fine())

    async def metrics(self, request: Request) -> Response:
        """Numbers for a monitor, on this machine or with its token."""
        if not metrics.admitted(request):
            raise RefusedError("token", "metrics are for this machine, or for a token")
        text = await self._run(partial(metrics.text, self._meter, self._storage.engine, self._clock()))
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

    async def _station(self, request: Request) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        shown = token.strip() if scheme.lower() == "bearer" else ""
        return await self._run(partial(self._storage.station_of, shown, self._clock()))

    def _page(self, station: str, after: str, nonce: bytes, says: Mapping[str, str]) -> bytes:
        self._storage.asked(station, after, self._clock(), says)
        return self._storage.reference(after, nonce, self._clock())

    def _take(self, station: str, body: bytes) -> protocol.Answer:
        batch = _parsed(body, Batch)
        if batch.station != station:
            raise RefusedError("station", "the token is another station's")
        if len(batch.records) > protocol.MOST_RECORDS:
            raise RefusedError("large", f"more than {protocol.MOST_RECORDS} records")
        began = monotonic()
        answer = self._storage.take(batch, self._clock())
        self._meter.took(answer, monotonic() - began)
        return answer

    async def _run(self, work: Callable[[], T]) -> T:
        return await run_sync(work, limiter=self._threads)


def _parsed(body: bytes, type_: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=type_)
    except (ValueError, RecursionError) as error:
        raise RefusedError("malformed", f"not a {type_.__name__}") from error


def _incarnation(text: str) -> str:
    try:
        return msgspec.convert(text, protocol.Uuid)
    except msgspec.ValidationError as error:
        raise RefusedError("malformed", "no incarnation") from error


def _nonce(text: str) -> bytes:
    try:
        nonce = bytes.fromhex(text)
    except ValueError:
        nonce = b""
    if len(nonce) != 16:
        raise RefusedError("malformed", "a nonce has 16 bytes in hexadecimal")
    return nonce


def _answer(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(content), status, headers, media_type="application/json")


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    request.app.state.meter.refused(error.refusal.refused)
    return _answer(error.refusal, error.status)


async def _unable(request: Request, error: Exception) -> Response:
    """A crowd, a full disk, a locked file: not the station's fault, so it tries again; of a crowd the end is known."""
    headers = None
    if isinstance(error, Busy):
        request.app.state.meter.refused("busy")
        headers = {"Retry-After": str(_BACK)}
    return _answer(Unable(type(error).__name__), 503, headers)


async def _nowhere(request: Request, error: Exception) -> Response:
    """No such path, or not by this method: to another system in its own words."""
    assert isinstance(error, HTTPException)
    wrong = error.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    if request.url.path.startswith(f"{HOME}/"):
        with speaking(language_of(request, "")):
            said = problem(ProblemError("method" if wrong else "absent"))
    else:
        said = await http_exception_handler(request, error)
    if wrong:  # the framework names the methods of one route alone
        said.headers["Allow"] = ", ".join(sorted(_methods(request)))
    return said


def _methods(request: Request) -> set[str]:
    """What may be asked of the path, over all routes that it has."""
    matching = (route for route in request.app.routes if route.matches(request.scope)[0] == Match.PARTIAL)
    return {method for route in matching for method in getattr(route, "methods", None) or ()}
