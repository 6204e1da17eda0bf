"""Every request comes through here: who is it, may they, did they mean it. What no page declares is refused."""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import NamedTuple, TypeAlias, TypeVar
from urllib.parse import quote

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.access.roles import NotPermitted
from app.clock import Clock
from app.errors import UserError
from app.i18n import speaking, tr
from app.server.counts.boards import Boards
from app.server.dashboard import sessions
from app.server.dashboard.asked import NotReadable, Sent, from_elsewhere, language_of, query_of, sent_of
from app.server.dashboard.headers import headers
from app.server.dashboard.page import HOME, OPEN, SIGN_IN, Answer, Moved, NotThere, Page, Shown, Visit, allowed
from app.server.dashboard.render import render
from app.server.dashboard.sessions import Session
from app.server.storage import Storage

THREADS = 8
"""Beside those of the stations' requests, which must not wait for a page."""
SESSION, DOOR, LANGUAGE = "gatepost-session", "gatepost-door", "gatepost-language"
T = TypeVar("T")
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


class Caller(NamedTuple):
    """What the cookies of a request say. token: of the session. csrf: what a form of theirs must carry. known: they
    have it in a cookie already. secure: they came through TLS."""

    session: Session | None
    token: str
    csrf: str
    known: bool
    language: str
    secure: bool


class Door:
    """Makes endpoints of pages."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage, self._clock, self._boards = storage, clock, Boards(storage.engine)
        self._threads = CapacityLimiter(THREADS)

    def endpoint(self, page: Page) -> Endpoint:
        """What answers requests for this page, and refuses those it is not for."""
        return partial(self._asked, page)

    async def _asked(self, page: Page, request: Request) -> Response:
        caller = await self._run(partial(self._caller, request, page))
        sent = Sent({})
        if page.method == "POST" and _welcome(page, caller):  # nobody else's file is taken in
            with suppress(NotReadable, ClientDisconnect):  # what carries no token is refused for that
                sent = await sent_of(request, file=page.takes_file)
        return await self._run(partial(self._answered, page, request, caller, sent))

    async def _run(self, work: Callable[[], T]) -> T:
        return await run_sync(work, limiter=self._threads)

    def _answered(self, page: Page, request: Request, caller: Caller, sent: Sent) -> Response:
        path = {name: str(value) for name, value in request.path_params.items()}
        origin = f"{request.url.scheme}://{request.url.netloc}"
        visit = Visit(
            self._storage, self._boards, self._clock(), caller.session, caller.token, path, query_of(request),
            sent.fields, sent.file, origin,
        )  # fmt: skip
        with speaking(caller.language):
            refused = _refusal(page, caller, request, sent.fields)
            answer = refused or _worked(page, visit)
            return _response(answer, page, caller, visit)

    def _caller(self, request: Request, page: Page) -> Caller:
        secure = request.url.scheme == "https"
        token = request.cookies.get(_named(SESSION, secure), "")
        door = request.cookies.get(_named(DOOR, secure), "")
        by_hand = not page.live
        session = sessions.of(self._storage.engine, token, self._clock(), by_hand=by_hand) if token else None
        csrf = session.csrf if session else door or secrets.token_urlsafe(32)
        return Caller(session, token, csrf, bool(session or door), language_of(request, LANGUAGE), secure)


def _welcome(page: Page, caller: Caller) -> bool:
    """Whether the page is for them at all."""
    return page.permission == OPEN or (caller.session is not None and allowed(caller.session, page.permission))


def _refusal(page: Page, caller: Caller, request: Request, form: Mapping[str, str]) -> Answer | None:
    """What is answered instead of the page, or None where it may be had."""
    if page.permission != OPEN and caller.session is None:
        if page.live:
            return _said(tr("请先登录。"), HTTPStatus.UNAUTHORIZED)
        wanted = request.url.path.removeprefix(HOME) if page.method == "GET" else ""
        return Moved(f"{SIGN_IN}?next={quote(wanted)}" if wanted.strip("/") else SIGN_IN)
    if caller.session is not None and not _welcome(page, caller):
        return _said(str(NotPermitted.to(caller.session.role)), HTTPStatus.FORBIDDEN)
    meant = hmac.compare_digest(form.get("csrf", "").encode(), caller.csrf.encode())
    if page.method == "POST" and (not caller.known or not meant or from_elsewhere(request)):
        return _said(tr("这个表单已过期，没有执行。请返回上一页，刷新后再提交。"), HTTPStatus.FORBIDDEN)
    return None


def _worked(page: Page, visit: Visit) -> Answer:
    try:
        return page.answer(visit)
    except NotPermitted as error:
        return _said(str(error), HTTPStatus.FORBIDDEN)
    except NotThere:
        return _said(tr("没有这个页面，或其中的内容已不在。请从左侧菜单重新进入。"), HTTPStatus.NOT_FOUND)
    except UserError as error:
        if page.again is None:
            return _said(str(error), HTTPStatus.SERVICE_UNAVAILABLE)
        shown = page.again(visit)
        return Shown(shown.template, {**shown.values, "problem": str(error)}, HTTPStatus.UNPROCESSABLE_ENTITY)


def _said(sentence: str, status: HTTPStatus) -> Shown:
    return Shown("said.html", {"sentence": sentence}, status)


def _response(answer: Answer, page: Page, caller: Caller, visit: Visit) -> Response:
    sent = headers(secure=caller.secure)
    if isinstance(answer, Moved):
        response: Response = RedirectResponse(HOME + answer.to, HTTPStatus.SEE_OTHER, headers=sent)
        if answer.session is not None:
            _set(response, SESSION, answer.session, caller)
        elif answer.language:
            response.set_cookie(LANGUAGE, answer.language, max_age=31_536_000, path="/", secure=caller.secure,
                                httponly=True, samesite="strict")  # fmt: skip
        return response
    text = render(answer, caller.session, caller.csrf, caller.language, page.path, visit.now)
    response = HTMLResponse(text, answer.status, headers=sent)
    if not caller.known:
        _set(response, DOOR, caller.csrf, caller)
    return response


def _set(response: Response, name: str, value: str, caller: Caller) -> None:
    """A cookie that goes when the browser closes; an empty one goes at once."""
    response.set_cookie(_named(name, caller.secure), value, max_age=None if value else 0, path="/",
                        secure=caller.secure, httponly=True, samesite="strict")  # fmt: skip


def _named(name: str, secure: bool) -> str:
    """Behind TLS by the prefix that keeps neighbours of this host from setting it (RFC 6265bis, 4.1.3.2)."""
    return f"__Host-{name}" if secure else name
