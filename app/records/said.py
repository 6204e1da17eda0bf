"""What a record of the ledger says, as the class of its kind."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from app.records.kind import Record

R = TypeVar("R", bound=Record)


def said(body: Mapping[str, Any] | None, type_: type[R]) -> R | None:
    """None for what was forgotten or what this version cannot read, which is no reason to stop: the ledger still
    shows it."""
    if body is None:
        return None
    try:
        return msgspec.convert(body, type_, strict=False)
    except msgspec.ValidationError:
        return None
