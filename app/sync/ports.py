"""What sync needs of the station's store, and nothing more: the store implements it, tests have it in memory."""

from collections.abc import Collection
from typing import Any, Protocol

from app.store.fact import Entry


class Outbox(Protocol):
    """The ledger as the upload sees it. Unsent means: behind what the centre has acknowledged.

    A record that is quarantined stays where it is; `acknowledge` and `rewind` move only the mark of one incarnation.
    """

    def unsent(self, limit: int) -> list[Entry]:
        """The oldest records that are not acknowledged, in order, at most `limit`."""
        ...

    def unsent_count(self) -> int:
        """How many records are not acknowledged."""
        ...

    def chain_at(self, incarnation: str, seq: int) -> bytes | None:
        """The chain hash of that place; GENESIS for 0; None where this station has no such record."""
        ...

    def acknowledged(self) -> tuple[str, int]:
        """The present incarnation and the last `seq` of it that the centre has acknowledged (0 for none)."""
        ...

    def acknowledge(self, incarnation: str, seq: int, chain_hash: bytes) -> None:
        """Everything up to `seq` is on the disk of the centre. Durable on return; never moves back."""
        ...

    def rewind(self, incarnation: str, seq: int) -> None:
        """The centre has nothing behind `seq` (it was restored): what follows is unsent again."""
        ...

    def quarantine(self, entry: Entry, why: str, at_centre: bool) -> None:
        """Mark a record for a person to look at: the centre keeps its content raw, or it stays here alone."""
        ...

    def held_back(self) -> Collection[str]:
        """The ids of the records whose content stays here: quarantined, and not at the centre."""
        ...


class Documents(Protocol):
    """Small JSON documents by name, kept encrypted with the station's data."""

    def get(self, name: str) -> dict[str, Any] | None:
        """The document, or None."""
        ...

    def put(self, name: str, document: dict[str, Any]) -> None:
        """Keep it in place of the one before. Durable on return."""
        ...
