"""Values out of a foreign certificate, whatever stands there: a text, a day, a time, or nothing."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

CLOCK_DIFFERENCE = timedelta(days=1)
"""How far an issue time may lie ahead: issuers write local times as UTC and round up; a forger gains nothing by it."""
_LONGEST_TEXT = 120
_FIRST_YEAR, _LAST_YEAR = 1900, 9000
"""Of times; those at the ends of the calendar are in no other zone, and mean that there is no time, or no end."""


def text(value: object) -> str:
    """A short printable text on one line; empty where there is none."""
    if not isinstance(value, str):
        return ""
    return "".join(letter if letter.isprintable() else " " for letter in value[:_LONGEST_TEXT]).strip()


def parts(value: object) -> list[Mapping[Any, Any]]:
    """The maps in a list."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list | tuple) else []


def fields(value: object) -> Mapping[Any, Any]:
    """A map; empty where there is none."""
    return value if isinstance(value, Mapping) else {}


def moment(value: object) -> datetime | None:
    """A time, aware; one without a zone is UTC, a day begins at midnight. None where there is none that can be."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if not isinstance(value, datetime) or not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def day(value: object) -> date | None:
    """A whole day, also of a time; None for a year or a month alone."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) and len(value) >= len("2021-06-01") else None
    except ValueError:
        return None


def epoch(value: object) -> float | None:
    """Epoch seconds, of a number or a time; None where there is neither."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or UTC).timestamp()
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 2**53:
        return None
    return float(value)


def from_epoch(seconds: float | None) -> datetime | None:
    """The time of so many seconds, in UTC; None where no calendar has it, and for the last of all days."""
    try:
        return None if seconds is None else moment(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def untimely(now: datetime, begins: float | None, ends: float | None) -> str:
    """The reason why what holds from `begins` to `ends` does not hold at `now`; empty where it does."""
    if begins is not None and now.timestamp() + CLOCK_DIFFERENCE.total_seconds() < begins:
        return "certificate-not-yet-valid"
    return "certificate-expired" if ends is not None and now.timestamp() > ends else ""


def digest(identity: str | bytes) -> str:
    """What is kept of a certificate's identity: enough to tell two apart."""
    raw = identity.encode("utf-8", "replace") if isinstance(identity, str) else identity
    return hashlib.sha256(raw).hexdigest()[:32]
