"""What a browser sends, read within limits: a form, a query, cookies, and the language it likes."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from app.i18n import LANGUAGES

MOST = 64 * 1024
"""Bytes of a form; the longest is a reason of a few sentences."""
MOST_FIELDS = 50
_FORM = "application/x-www-form-urlencoded"


class NotReadable(Exception):
    """The form is none, or too large."""


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a posted form, the last of each name. NotReadable."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise NotReadable
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST:
            raise NotReadable
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"))
    except ValueError as error:
        raise NotReadable from error


def query_of(request: Request) -> Mapping[str, str]:
    """The fields behind the question mark."""
    return dict(request.query_params)


def language_of(request: Request, cookie: str) -> str:
    """What was chosen here, else the first of the browser's languages that there is, else Chinese."""
    chosen = request.cookies.get(cookie, "")
    if chosen in LANGUAGES:
        return chosen
    for part in request.headers.get("accept-language", "").split(","):
        found = part.partition(";")[0].strip().partition("-")[0].lower()
        if found in LANGUAGES:
            return found
    return LANGUAGES[0]


def from_elsewhere(request: Request) -> bool:
    """Whether a browser says that another site made it send this (Sec-Fetch-Site of Fetch Metadata, W3C)."""
    return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
