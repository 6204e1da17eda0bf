"""What sync needs of the station's store, and nothing more: the store implements it, tests have it in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from app.store.fact import Entry


class Marked(Protocol):
    """A record set aside for a person to look at."""

    @property
    def entry(self) -> Entry: ...

    @property
    def reason(self) -> str: ...


class Outbox(Protocol):
    """The ledger as the upload sees it. Unsent means: behind what the centre has acknowledged.

    A record that is quarantined stays where it is; `acknowledge` and `rewind` move only the mark of one incarnation.
    """

    def unsent(self, limit: int) -> list[Entry]:
        """The oldest records that are not acknowledged, in order, at most `limit`."""
        ...

    def count(self) -> int:
        """How many records are not acknowledged."""
        ...

    def hash_at(self, incarnation: str, seq: int) -> bytes | None:
        """The chain hash of that place; GENESIS for 0; None where this station has no such record."""
        ...

    def acknowledged(self) -> Sequence[tuple[str, int]]:
        """Every incarnation, the present one last, with the last `seq` of it that is acknowledged (0 for none)."""
        ...

    def acknowledge(self, incarnation: str, seq: int, chain: bytes) -> None:
        """Everything up to `seq` is on the disk of the centre. Durable on return; never moves back."""
        ...

    def rewind(self, incarnation: str, seq: int) -> None:
        """The centre has nothing behind `seq` (it was restored): what follows is unsent again."""
        ...

    def at(self, incarnation: str, seq: int) -> Entry | None:
        """The record in that place, wherever it was moved since; None where this station has none there."""
        ...

    def unproven(self) -> bool:
        """Whether the present incarnation was begun by `renew`, and nothing of it is acknowledged yet."""
        ...

    def renew(self) -> int:
        """Give the present incarnation up: what is unsent gets new places in a new one, the facts unchanged."""
        ...

    def quarantine(self, id_: str, reason: str, since: datetime) -> None:
        """Mark a record for a person to look at. Marking it again changes only the mark."""
        ...

    def release(self, id_: str) -> None:
        """Take the mark away."""
        ...

    def reasons(self) -> Mapping[str, str]:
        """The reason of every mark, by the record's id."""
        ...

    def quarantined(self) -> Sequence[Marked]:
        """All marked records."""
        ...


class Documents(Protocol):
    """Small JSON documents by name, kept encrypted with the station's data."""

    def get(self, name: str) -> dict[str, Any] | None:
        """The document, or None."""
        ...

    def put(self, name: str, document: dict[str, Any]) -> None:
        """Keep it in place of the one before. Durable on return."""
        ...
