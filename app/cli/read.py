"""`gatepost read`: what the codes in pictures say. Needs no station; uses the home's keys where there is one."""

import os
import time
from argparse import Namespace
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from app.capture.items import Image
from app.cli.context import Commands, clock_of, emit, home_of, say, tell
from app.codes.claim import Claim
from app.codes.joined import claims as claims_of
from app.codes.shc_chunks import Chunks
from app.codes.trust import Trust
from app.decode.helper import LABELS as SEARCHING
from app.decode.helper import Helper
from app.decode.symbol import Symbol
from app.errors import UserError
from app.i18n import tr
from app.pages.engine import LABELS, Engine
from app.pages.merge import merge
from app.pages.read import read_page
from app.pages.template import of
from app.station.local import LocalPost

ReadPage: TypeAlias = Callable[[Image], Claim | None]


def add(commands: Commands) -> None:
    parser = commands.add_parser("read", help=tr("识别图片中的码"))
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pages", action="store_true", help=tr("也识别页面上的文字"))
    parser.add_argument("--now", metavar="ISO", help=tr("按此时间判断有效期"))
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    trust, clock = _trust(options), clock_of(options)
    templates = of(home_of(options).pages, lambda error: say(str(error))) if options.pages else ()
    chunks = Chunks()
    with _ocr(options.pages) as ocr, closing(Helper()) as helper:
        pages = partial(read_page, ocr=ocr, templates=templates) if ocr else None
        for file in options.files:
            row = read(file, trust, clock(), pages, helper, chunks)
            if helper.state in ("crashed", "unavailable"):
                say(f"{_text(file)}: {tr(SEARCHING[helper.state])}")
            if options.json:
                emit(row)
            else:
                tell(
                    f"{file}: " + (row.get("error") or "、".join(s["text"] for s in row["symbols"]) or tr("没有找到码"))
                )
        if ocr is not None and ocr.state not in ("ready", "stopped"):
            say(tr(LABELS[ocr.state]))
    return 0


@contextmanager
def _ocr(wanted: bool) -> Iterator[Engine | None]:
    """The reader of pages, whose process ends with the command; None where no pages are to be read."""
    engine = Engine() if wanted else None
    try:
        yield engine
    finally:
        if engine:
            engine.stop()


def read(
    file: str, trust: Trust, now: datetime, pages: ReadPage | None = None, helper: Helper | None = None,
    chunks: Chunks | None = None,
) -> dict[str, Any]:  # fmt: skip
    """One picture's symbols and claims, or the sentence why it cannot be read. With `pages` its text is read too; the
    code and the text of one page make one claim. chunks: the parts of a health card in the pictures before, which its
    last one completes."""
    from app.decode.picture import load
    from app.decode.still import read_still

    start = time.perf_counter()
    try:
        image = load(file)
        symbols = read_still(image, helper)
    except UserError as error:
        return {"file": _text(file), "error": _text(str(error))}
    claims = claims_of(symbols, trust, now, chunks)
    page = pages(image) if pages else None
    if page:
        claims = with_page(claims, page)
    return {
        "file": _text(file),
        "ms": round((time.perf_counter() - start) * 1000, 1),
        "symbols": [symbol_json(symbol) for symbol in symbols],
        "claims": [claim.as_json() for claim in claims],
    }


def with_page(claims: list[Claim], page: Claim) -> list[Claim]:
    """The page in place of the code that stands on it, behind the others where none does."""
    for at, claim in enumerate(claims):
        merged = merge(page, claim)
        if merged:
            return [*claims[:at], merged, *claims[at + 1 :]]
    return [*claims, page]


def symbol_json(symbol: Symbol) -> dict[str, Any]:
    """A symbol as the contract prints it."""
    return {
        "format": symbol.format, "text": symbol.text, "bytes": b64encode(symbol.data).decode(),
        "corners": symbol.corners, "color": symbol.color,
    }  # fmt: skip


def _text(name: str) -> str:
    """A file's name as JSON can hold it: it need not be text, as on a stick from a PC of another encoding."""
    return os.fsencode(name).decode("utf-8", "replace")


def _trust(options: Namespace) -> Trust:
    home = home_of(options)
    if not home.exists:
        return Trust()
    post = LocalPost.open(home, clock_of(options))
    try:
        return post.trust()
    finally:
        post.close()
