"""What a browser sends, read within limits: a form, a file with it, a query, and the language it likes."""

from collections.abc import AsyncGenerator, Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from app.i18n import LANGUAGES
from app.store.importing.tables import MOST_BYTES

MOST = 64 * 1024
"""Bytes of a form; the longest is a reason of a few sentences."""
MOST_FIELDS = 60
_FORM, _PARTS = "application/x-www-form-urlencoded", "multipart/form-data"


class File(NamedTuple):
    """A file that was sent along. name: as the browser gives it."""

    name: str
    content: bytes


class Sent(NamedTuple):
    """What a form sends: its fields, the last of each name, and a file where its page takes one."""

    fields: Mapping[str, str]
    file: File | None = None


class NotReadable(Exception):
    """The form is none, or too large."""


class _InMemory(MultiPartParser):
    """Writes nothing to a disk, where a list of people would lie unencrypted."""

    spool_max_size = MOST_BYTES + MOST


async def sent_of(request: Request, *, file: bool = False) -> Sent:
    """A posted form; file: it may bring one. NotReadable."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _PARTS and file:
        return await _parts_of(request)
    if kind != _FORM:
        raise NotReadable
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST:
            raise NotReadable
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise NotReadable from error
    return Sent(dict(fields))


async def _parts_of(request: Request) -> Sent:
    parser = _InMemory(request.headers, _bounded(request), max_files=1, max_fields=MOST_FIELDS, max_part_size=MOST)
    try:
        form = await parser.parse()
    except (MultiPartException, ValueError, KeyError) as error:
        raise NotReadable from error
    try:
        fields = {name: part for name, part in form.multi_items() if isinstance(part, str)}
        files = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
        return Sent(fields, File(files[0].filename or "", await files[0].read()) if files else None)
    finally:
        await form.close()


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > MOST_BYTES + MOST:
            raise MultiPartException("too large")
        yield piece


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
