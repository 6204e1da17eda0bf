"""`gatepost read`: what the codes in pictures say. Needs no station; uses the home's keys where there is one."""

import os
import time
from argparse import Namespace
from base64 import b64encode
from typing import Any

from app.cli.context import Commands, clock_of, emit, home_of, tell
from app.codes.registry import recognise
from app.codes.trust import Trust
from app.decode.symbol import Symbol
from app.errors import UserError
from app.i18n import tr
from app.station.local import LocalPost


def add(commands: Commands) -> None:
    parser = commands.add_parser("read", help=tr("识别图片中的码"))
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--now", metavar="ISO", help=tr("按此时间判断有效期"))
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    trust, clock = _trust(options), clock_of(options)
    for file in options.files:
        row = read(file, trust, clock())
        if options.json:
            emit(row)
        else:
            tell(f"{file}: " + (row.get("error") or "、".join(s["text"] for s in row["symbols"]) or tr("没有找到码")))
    return 0


def read(file: str, trust: Trust, now: Any) -> dict[str, Any]:
    """One picture's symbols and claims, or the sentence why it cannot be read."""
    from app.decode.picture import load
    from app.decode.still import read_still

    start = time.perf_counter()
    try:
        symbols = read_still(load(file))
    except UserError as error:
        return {"file": _text(file), "error": _text(str(error))}
    claims = [recognise(symbol, trust, now).as_json() for symbol in symbols]
    elapsed = round((time.perf_counter() - start) * 1000, 1)
    return {
        "file": _text(file),
        "ms": elapsed,
        "symbols": [symbol_json(symbol) for symbol in symbols],
        "claims": claims,
    }


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
