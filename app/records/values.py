"""What holds for a value of a record wherever it stands, in a sheet or a line: numbers are finite, times possible."""

import dataclasses
import math
from datetime import datetime
from typing import Any

from app.clock import campus, is_possible


class Impossible(ValueError):
    """No record can hold this value. path: the dotted path to it."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def settled(value: Any, path: str) -> Any:
    """`value` of the field `path`, its times without a zone in the campus's; raises Impossible."""
    if isinstance(value, datetime):
        value = campus(value) if value.tzinfo is None else value
        if not is_possible(value):
            raise Impossible(path)
    elif isinstance(value, float) and not math.isfinite(value):
        raise Impossible(path)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        value = dataclasses.replace(value, **{n: settled(getattr(value, n), f"{path}.{n}") for n in names})
    elif isinstance(value, tuple):
        value = tuple(settled(one, f"{path}[{number}]") for number, one in enumerate(value))
    return value
