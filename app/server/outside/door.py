"""Every request of another system comes through here: whose token is it, does it open this, is the question one."""

import hashlib
import re
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import chain, islice
from typing import TypeAlias, TypeVar

import msgspec
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app.clock import Clock
from app.errors import UserError
from app.i18n import speaking
from app.server.body import body_of
from app.server.dashboard.asked import language_of
from app.server.outside import tokens, writing
from app.server.outside.endpoint import CSV, JSON, Call, Done, Endpoint, Reply, Sheet, Unchanged
from app.server.outside.pace import Pace
from app.server.outside.problem import Code, ProblemError
from app.server.outside.sheet import lines
from app.server.outside.tokens import Token
from app.server.refusals import RefusedError
from app.server.storage import Storage

THREADS = 4
"""Beside those of the stations and the pages, which must not wait for another system."""
PROBLEM = "application/problem+json"
_FIRST = 100
"""Rows of a table that are read before the answer begins."""
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_REFUSED: dict[str, Code] = {"slow": "slow", "large": "large", "unsupported": "unsupported", "malformed": "malformed"}
_ALWAYS = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff", "Vary": "Authorization"}
T = TypeVar("T")
Handler: TypeAlias = Callable[[Request], Awaitable[Response]]


class Door:
    """Makes handlers of endpoints."""

    def __init__(self, storage: Storage, clock: Clock, pace: Pace) -> None:
        self._engine, self._clock, self._pace = storage.engine, clock, pace
        self._threads = CapacityLimiter(THREADS)

    def handler(self, endpoint: Endpoint) -> Handler:
        """What answers requests for this endpoint, and refuses those it is not for."""

        async def handle(request: Request) -> Response:
            with speaking(language_of(request, "")):
                try:
                    return await self._answered(endpoint, request)
                except Unchanged as same:
                    return Response(status_code=304, headers=_ALWAYS | {"ETag": f'"{same.tag}"'})
                except ProblemError as error:
                    return problem(error)
                except UserError as error:
                    return problem(ProblemError("unable", why=str(error)))

        return handle

    async def _answered(self, endpoint: Endpoint, request: Request) -> Response:
        token = await self._run(partial(self._token, request, endpoint))
        query = _query(request, endpoint.query)
        body = await _body(request, endpoint) if endpoint.takes else b""
        call = Call(
            self._engine, self._clock(), token, query, dict(request.path_params), body, _kind(request), _key(request),
            _known(request), hashlib.sha256(f"{request.method} {request.url}\n".encode() + body).digest(),
        )  # fmt: skip
        reply, first = await self._run(partial(_begun, endpoint, call))
        return _response(reply, first)

    def _token(self, request: Request, endpoint: Endpoint) -> Token:
        scheme, _, text = request.headers.get("authorization", "").partition(" ")
        token = tokens.of(self._engine, text.strip(), self._clock()) if scheme.lower() == "bearer" else None
        if token is None:
            raise ProblemError("token")
        if seconds := self._pace.wait(token.id, self._clock()):
            raise ProblemError("often", seconds=seconds)
        if endpoint.scope not in token.scopes:
            raise ProblemError("scope", scope=endpoint.scope)
        return token

    async def _run(self, work: Callable[[], T]) -> T:
        return await run_sync(work, limiter=self._threads)


def problem(error: ProblemError) -> Response:
    """The answer that says no, in the language in use."""
    headers = _ALWAYS | error.headers
    return Response(msgspec.json.encode(error.said()), error.status, media_type=PROBLEM, headers=headers)


def _begun(endpoint: Endpoint, call: Call) -> tuple[Reply, bytes]:
    """The reply, and of a table its first lines: what goes wrong before them is still a problem."""
    try:
        reply = endpoint.answer(call)
    except ProblemError as error:
        if endpoint.writes:
            writing.refused(call, "api refused", error)
        raise
    return reply, lines(islice(reply.rows, _FIRST)) if isinstance(reply, Sheet) else b""


def _response(reply: Reply, first: bytes) -> Response:
    if isinstance(reply, Done):
        content = reply.content if isinstance(reply.content, bytes) else msgspec.json.encode(reply.content)
        headers = _ALWAYS | ({"ETag": f'"{reply.tag}"'} if reply.tag else {})
        if reply.content is None:
            return Response(status_code=reply.status, headers=headers)
        return Response(content, reply.status, media_type=JSON, headers=headers)
    named = {"Content-Disposition": f'attachment; filename="{reply.name}"'}
    rest = (lines([row]) for row in reply.rows)
    return StreamingResponse(chain([first], rest), media_type=CSV, headers=_ALWAYS | named)


def _query(request: Request, type_: type[Struct]) -> Struct:
    given = request.query_params.multi_items()
    if len(given) != len(dict(given)):
        raise ProblemError("query", why="a parameter stands there twice")
    try:
        return msgspec.convert(dict(given), type_, strict=False)
    except msgspec.ValidationError as error:
        raise ProblemError("query", why=str(error)) from error


async def _body(request: Request, endpoint: Endpoint) -> bytes:
    kinds = (JSON, CSV) if endpoint.takes_csv else (JSON,)
    try:
        return await body_of(request, kinds)
    except RefusedError as error:
        why = error.refusal.detail
        raise ProblemError(_REFUSED[error.refusal.refused], why=why, kinds=", ".join(kinds)) from error


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _key(request: Request) -> str:
    key = request.headers.get("idempotency-key")
    if key is not None and not _KEY.fullmatch(key):
        raise ProblemError("malformed", why="Idempotency-Key: 1-200 ASCII letters, digits or signs")
    return key or ""


def _known(request: Request) -> frozenset[str]:
    tags = request.headers.get("if-none-match", "").split(",")
    return frozenset(tag.strip().removeprefix("W/").strip('"') for tag in tags)
