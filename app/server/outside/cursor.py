"""Where a reader has come to. Opaque to the reader; here it is JSON in base64."""

import base64
import binascii
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from app.server.outside.problem import ProblemError

T = TypeVar("T")
Whole = Annotated[int, Meta(ge=0, lt=2**53)]
LONGEST = 2_000
After = Annotated[str, Meta(max_length=LONGEST, description="the `next` of the page before; the beginning without it")]


def written(place: Any) -> str:
    """A place as text."""
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode()


def read(text: str, type_: type[T]) -> T:
    """The place that a text stands for. ProblemError where it is none of ours."""
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(text.encode()), type=type_)
    except (ValueError, binascii.Error) as error:
        raise ProblemError("cursor") from error
