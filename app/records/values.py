"""What holds for a single value of a record: numbers are finite, times possible."""

import math
from datetime import datetime
from typing import Any

from app.clock import campus, is_possible


class Impossible(ValueError):
    """No record can hold this value."""


def settled(value: Any) -> Any:
    """`value`, a time without a zone in the campus's; raises Impossible."""
    if isinstance(value, datetime):
        value = campus(value) if value.tzinfo is None else value
        if not is_possible(value):
            raise Impossible
    elif isinstance(value, float) and not math.isfinite(value):
        raise Impossible
    return value
