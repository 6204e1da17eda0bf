"""What the API needs of the centre's storage. Embedded SQLite implements it; another database is another class."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from app.server.judge import Judged
from app.sync.protocol import Answer, Batch, EnrolReply, EnrolRequest, Position


class Storage(Protocol):
    """Every method is one transaction, may be called from any thread, and is durable when it returns."""

    def take(self, batch: Batch, records: Sequence[Judged], received_at: datetime) -> Answer:
        """File a batch: check its position, store, move the station's head, commit. RefusedError: nothing stored."""
        ...

    def position(self, station: str, incarnation: str, now: datetime) -> Position:
        """How far one incarnation of a station has come."""
        ...

    def station_of(self, token: str) -> str | None:
        """The station a bearer token belongs to."""
        ...

    def make_code(self, now: datetime) -> str:
        """A new one-time enrolment code."""
        ...

    def enrol(self, request: EnrolRequest, now: datetime) -> EnrolReply:
        """Take a station in. RefusedError says what is wrong with its code or proof."""
        ...

    def records(self, station: str = "") -> Iterator[dict[str, Any]]:
        """Everything the centre holds, or has of one station: by station, incarnation and seq, each once."""
        ...
