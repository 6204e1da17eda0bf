"""A station's ledger in memory, as the upload sees it, and a centre over a temporary file."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from app.server.api import create_app
from app.server.sql.port import Engine
from app.server.sql.sqlite import SqliteEngine
from app.server.storage import Storage
from app.store.chain import GENESIS, chain_hash, fact_hash, forgotten
from app.store.fact import Entry, Fact
from app.sync.client import SyncClient
from app.sync.enrol import enrol
from app.sync.enrolment import Enrolment
from app.uuid7 import uuid7
from tests.fakes.faulty_transport import AsgiTransport, FaultyTransport

NOW = datetime(2022, 4, 10, 6, 48, tzinfo=UTC)
ADDRESS = "http://127.0.0.1:8000"


class Mark(NamedTuple):
    entry: Entry
    reason: str


def fact_of(number: int, rng: random.Random, kind: str = "temperature", body: dict[str, Any] | None = None) -> Fact:
    """An invented fact; of a time with microseconds, as a post writes it."""
    return Fact(
        id=uuid7(), kind=kind, schema=1, at=NOW + timedelta(seconds=number, microseconds=number + 1),
        entered_at=NOW + timedelta(microseconds=number + 1),
        mono=number + 0.5, boot="b", operator="guard", post="gate",
        body={"person": "20220001", "celsius": 36.5} if body is None else body,
        salt=rng.randbytes(16),
    )  # fmt: skip


@dataclass
class MemoryLedger:
    """Implements `app.sync.ports.Outbox`. `written` is what the post was shown as written."""

    station: str = field(default_factory=lambda: str(uuid.uuid4()))
    rng: random.Random = field(default_factory=lambda: random.Random(1))
    chains: dict[str, list[Entry]] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    moved: set[tuple[str, int]] = field(default_factory=set)
    aside: dict[str, Mark] = field(default_factory=dict)
    written: dict[str, Fact] = field(default_factory=dict)
    fresh: bool = False

    def __post_init__(self) -> None:
        if not self.chains:
            self._begin()

    @property
    def incarnation(self) -> str:
        return list(self.chains)[-1]

    def write(self, count: int = 1, **about: Any) -> list[Entry]:
        """Append invented facts."""
        entries = [self._place(fact_of(len(self.written), self.rng, **about)) for _ in range(count)]
        self.written.update((entry.fact.id, entry.fact) for entry in entries)
        return entries

    def forget(self, entry: Entry) -> None:
        """Retention: what it said goes, the hashes stay."""
        bare = forgotten(entry.fact)
        self.chains[entry.incarnation][entry.seq - 1] = msgspec.structs.replace(entry, fact=bare)

    def sent(self) -> set[str]:
        """The ids of what this station believes to be at the centre."""
        waiting = {entry.fact.id for entry in self._waiting()}
        kept = {mark.entry.fact.id for mark in self.aside.values() if mark.reason.startswith("here: ")}
        return set(self.written) - waiting - kept

    def copy(self) -> "MemoryLedger":
        """A clone of the disk."""
        chains = {name: list(chain) for name, chain in self.chains.items()}
        return MemoryLedger(
            self.station,
            random.Random(2),
            chains,
            dict(self.marks),
            set(self.moved),
            dict(self.aside),
            dict(self.written),
        )

    def unsent(self, limit: int) -> list[Entry]:
        waiting = self._waiting()
        return [entry for entry in waiting if entry.incarnation == waiting[0].incarnation][:limit]

    def count(self) -> int:
        return len(self._waiting())

    def hash_at(self, incarnation: str, seq: int) -> bytes | None:
        if seq == 0:
            return GENESIS
        chain = self.chains.get(incarnation, [])
        return chain[seq - 1].chain_hash if seq <= len(chain) else None

    def acknowledged(self) -> list[tuple[str, int]]:
        return list(self.marks.items())

    def acknowledge(self, incarnation: str, seq: int, chain: bytes) -> None:
        assert self.hash_at(incarnation, seq) == chain
        self.marks[incarnation] = max(seq, self.marks[incarnation])

    def rewind(self, incarnation: str, seq: int) -> None:
        self.marks[incarnation] = min(seq, self.marks[incarnation])

    def at(self, incarnation: str, seq: int) -> Entry | None:
        chain = self.chains.get(incarnation, [])
        return chain[seq - 1] if 0 < seq <= len(chain) else None

    def unproven(self) -> bool:
        return self.fresh and self.marks[self.incarnation] == 0

    def renew(self) -> int:
        waiting = self._waiting()
        self._begin()
        self.fresh = True
        for entry in waiting:
            self.moved.add((entry.incarnation, entry.seq))
            self._place(entry.fact, entry.fact_hash)
        return len(waiting)

    def quarantine(self, id_: str, reason: str, since: datetime) -> None:
        entry = next(e for chain in self.chains.values() for e in chain if e.fact.id == id_)
        self.aside[id_] = Mark(entry, reason)

    def release(self, id_: str) -> None:
        del self.aside[id_]

    def reasons(self) -> dict[str, str]:
        return {id_: mark.reason for id_, mark in self.aside.items()}

    def quarantined(self) -> list[Mark]:
        return list(self.aside.values())

    def _begin(self) -> None:
        name = str(uuid.UUID(int=self.rng.getrandbits(128), version=4))
        self.chains[name], self.marks[name] = [], 0

    def _waiting(self) -> list[Entry]:
        return [
            entry for name, chain in self.chains.items() for entry in chain[self.marks[name] :]
            if (name, entry.seq) not in self.moved
        ]  # fmt: skip

    def _place(self, fact: Fact, own: bytes | None = None) -> Entry:
        chain = self.chains[self.incarnation]
        own = own or fact_hash(fact)
        last = chain[-1].chain_hash if chain else GENESIS
        seq = len(chain) + 1
        entry = Entry(
            fact=fact, station=self.station, incarnation=self.incarnation, seq=seq, fact_hash=own,
            chain_hash=chain_hash(last, self.station, self.incarnation, seq, own),
        )  # fmt: skip
        chain.append(entry)
        return entry


class Centre:
    """A centre in a folder, or over another database, reached without a network."""

    def __init__(self, folder: Path, engine: Engine | None = None) -> None:
        self.storage = Storage(engine or SqliteEngine(folder / "centre.db", bytes(32)))
        self.transport = AsgiTransport(create_app(self.storage, lambda: NOW))

    def close(self) -> None:
        self.transport.end()
        self.storage.close()

    def join(self, station: str, name: str = "east gate") -> Enrolment:
        """Enrol a station."""
        return enrol(ADDRESS, self.storage.make_code(NOW), station, name, transport=self.transport)

    def client(self, ledger: MemoryLedger, network: FaultyTransport | None = None, **more: Any) -> SyncClient:
        """A client of a newly enrolled station."""
        identity = self.join(ledger.station)
        transport = network or FaultyTransport(self.transport)
        return SyncClient(ledger, identity, transport, lambda: NOW, random.Random(3), **more)

    def ids(self, station: str) -> list[str]:
        """The ids of everything the centre holds of a station, quarantined ones too."""
        return [record["id"] for record in self.storage.records(station)]
