"""All pages together, as an application that the centre's own mounts at HOME."""

import logging
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from app.clock import Clock, system
from app.i18n import mark, speaking, tr
from app.server.dashboard.asked import language_of
from app.server.dashboard.door import LANGUAGE, Door
from app.server.dashboard.headers import headers
from app.server.dashboard.page import Page, Shown
from app.server.dashboard.pages import (
    accounts,
    acts,
    approvals,
    codes,
    dormitory,
    exceptions,
    keyposts,
    keys,
    levels,
    leveltexts,
    medical,
    openitems,
    outside,
    overview,
    parcels,
    people,
    places,
    quarantine,
    records,
    regions,
    restricted,
    retention,
    roster,
    sign,
    stations,
    vehicles,
    visits,
)
from app.server.dashboard.render import render
from app.server.storage import Storage

PAGES: tuple[Page, ...] = (
    *sign.PAGES, *overview.PAGES, *stations.PAGES, *levels.PAGES, *records.PAGES, *people.PAGES, *roster.PAGES,
    *quarantine.PAGES, *codes.PAGES, *accounts.PAGES, *acts.PAGES, *openitems.PAGES, *approvals.PAGES, *visits.PAGES,
    *vehicles.PAGES, *places.PAGES, *restricted.PAGES, *keys.PAGES, *retention.PAGES,
    *dormitory.PAGES, *medical.PAGES, *parcels.PAGES, *keyposts.PAGES,
    *regions.PAGES, *exceptions.PAGES, *leveltexts.PAGES, *outside.PAGES,
)  # fmt: skip
STATIC = {
    "style.css": ("dashboard", "text/css"),
    "live.js": ("dashboard", "text/javascript"),
    "gate.svg": ("dashboard", "image/svg+xml"),
    "NotoSansSC-Regular.ttf": ("fonts", "font/ttf"),
    "NotoSansSC-Bold.ttf": ("fonts", "font/ttf"),
}
"""What anybody may have: file → its folder in resources/, and what it is."""


def dashboard(storage: Storage, clock: Clock = system) -> Starlette:
    """The application over a centre's storage."""
    door = Door(storage, clock)
    routes = [Route(page.path, door.endpoint(page), methods=[page.method]) for page in PAGES]
    routes.append(Route("/static/{name}", _static, methods=["GET"]))
    strayed = Strayed(clock)
    handlers: dict[Any, Any] = {HTTPException: strayed.nowhere, Exception: strayed.broken}
    return Starlette(routes=routes, exception_handlers=handlers)


class Strayed:
    """What is shown where no page is, or where one broke; whoever asks is not looked at."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def nowhere(self, request: Request, error: HTTPException) -> Response:
        """No such path, or not by this method."""
        sentence = mark("没有这个页面。请从左侧菜单重新进入。")
        return self._said(request, sentence, error.status_code)

    async def broken(self, request: Request, error: Exception) -> Response:
        """A bug of ours: logged with its traceback, without the request."""
        logging.getLogger(__name__).error("page", exc_info=error)
        sentence = mark("程序内部出错，操作没有完成。请稍后再试；仍然如此请通知管理员。")
        return self._said(request, sentence, HTTPStatus.INTERNAL_SERVER_ERROR)

    def _said(self, request: Request, sentence: str, status: int) -> Response:
        language = language_of(request, LANGUAGE)
        with speaking(language):
            page = Shown("said.html", {"sentence": tr(sentence)})
            text = render(page, None, "", language, "", self._clock())
        return HTMLResponse(text, status, headers=headers(secure=request.url.scheme == "https"))


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    folder, kind = STATIC[name]
    content = await run_sync((files("resources") / folder / name).read_bytes)
    return Response(content, media_type=kind, headers=headers(secure=request.url.scheme == "https", kept=True))
