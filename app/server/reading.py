"""A record's body read as its kind: whether it can be, what it counts as, and which record it corrects. Pure."""

import dataclasses
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

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
    return Said(str(what(record, known.type)), record.corrects)


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Any]:
    """Made once for a kind: what a record may hold is looked up anew otherwise."""
    return msgspec.json.Decoder(_struct(kinds()[kind].type))


def _struct(type_: Any) -> type[msgspec.Struct]:
    """The same fields as a Struct, which msgspec reads in less than half of the time that a dataclass takes."""
    hints = get_type_hints(type_, include_extras=True)
    named = [(one.name, _as_structs(hints[one.name]), _default(one)) for one in dataclasses.fields(type_)]
    return msgspec.defstruct(type_.__name__, named, kw_only=True, frozen=True, gc=False)


def _as_structs(hint: Any) -> Any:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _struct(hint)
    if get_origin(hint) is tuple:
        return tuple[tuple(map(_as_structs, get_args(hint)))]  # type: ignore[misc]  # types made at run time
    if get_origin(hint) in (Union, UnionType):
        return Union[tuple(map(_as_structs, get_args(hint)))]  # noqa: UP007 - made at run time
    return hint


def _default(field: "dataclasses.Field[Any]") -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return msgspec.field(default_factory=field.default_factory)
    return msgspec.NODEFAULT if field.default is dataclasses.MISSING else field.default


def _as_a_form(body: bytes, type_: type[Record]) -> Record:
    """As a form would read it: numbers and times may be text, and what is empty is not there."""
    given = {field: value for field, value in plain(body).items() if value not in (None, "")}
    return msgspec.convert(given, type_, strict=False)
