"""A record's body read as its kind: whether it can be, what it counts as, and which record it corrects. Pure."""

from functools import cache
from typing import Any, NamedTuple

import msgspec

from app.records.kind import Record
from app.records.registry import kinds
from app.server.counts.what import what

plain = msgspec.json.Decoder(dict[str, Any]).decode
"""A body as plain data. ValueError or RecursionError where it is none."""


class Said(NamedTuple):
    """what: as app.server.counts.what writes it. corrects: the id of the record this one corrects, or empty."""

    what: str = ""
    corrects: str = ""


def read(kind: str, schema: int, body: bytes) -> Said:
    """What a body says. A kind or a version beyond this program counts as nothing in particular.

    ValueError or RecursionError where it is not what its kind should be.
    """
    known = kinds().get(kind)
    if known is None or schema > known.version:
        corrects = plain(body).get("corrects")
        return Said(corrects=corrects if isinstance(corrects, str) else "")
    try:
        record = _decoder(known.name).decode(body)
    except ValueError:
        record = _as_a_form(body, known.type)
    return Said(str(what(record)), record.corrects)


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Record]:
    """Made once for a kind: what a record may hold is looked up anew otherwise."""
    return msgspec.json.Decoder(kinds()[kind].type)


def _as_a_form(body: bytes, type_: type[Record]) -> Record:
    """As a form would read it: numbers and times may be text, and what is empty is not there."""
    given = {field: value for field, value in plain(body).items() if value not in (None, "")}
    return msgspec.convert(given, type_, strict=False)
