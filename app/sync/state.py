"""How the upload stands, as it is told to whoever shows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class SyncState:
    """unsent: how many records the centre has not acknowledged. last_success: when it last had everything it was sent,
    None for not yet. problem: why the last attempt did not get through. next_in: seconds until the next one.

    sending: an attempt is under way; seconds_left: how long the rest will then take, None as long as nobody knows.
    forked: in this attempt the centre held another history of this station, which is an incident. quarantined: records
    set aside in this attempt. offset: how far the centre's clock is ahead of this one's, as last heard.
    """

    unsent: int
    last_success: datetime | None = None
    problem: str = ""
    paused: bool = False
    forked: bool = False
    quarantined: int = 0
    offset: timedelta | None = None
    next_in: float = 0.0
    sending: bool = False
    seconds_left: float | None = None
