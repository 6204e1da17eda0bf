"""A centre's reference in memory, in pages as a post's staging takes them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from app.policy.person import Person
from app.store.reference.digest import SetDigest
from app.store.reference.staging.progress import InUse
from app.store.reference.staging.rows import Change, encoded
from app.store.reference.staging.staging import Staging
from tests.fakes.ledgers import START


class PageOf(NamedTuple):
    changes: list[Change]
    cursor: str
    fresh: bool


@dataclass
class Published:
    """rows: (section, key) → (version, value), None for what is gone; every change is a version of its own."""

    version: int = 0
    rows: dict[tuple[str, str], tuple[int, bytes | None]] = field(default_factory=dict)
    sent: str = ""

    def raw(self, section: str, key: str, value: bytes | None) -> None:
        self.version += 1
        self.rows[section, key] = (self.version, value)

    def set(self, section: str, key: str, value: Any) -> None:
        self.raw(section, key, msgspec.json.encode(value))

    def put(self, *people: Person) -> None:
        for person in people:
            self.raw("person", person.number, encoded(person))

    def gone(self, section: str, key: str) -> None:
        if (section, key) in self.rows:
            self.raw(section, key, None)

    def people(self) -> list[Person]:
        found = sorted(
            (key, value) for (section, key), (_, value) in self.rows.items() if section == "person" and value
        )
        return [msgspec.json.decode(value, type=Person) for _, value in found]

    def pages(self, many: int = 100, after: str | None = None) -> list[PageOf]:
        """What stands behind a cursor (by default what was delivered last), `many` rows a page; never none."""
        start = self.sent if after is None else after
        since = int(start or 0)
        rows = sorted((version, section, key, value) for (section, key), (version, value) in self.rows.items())
        behind = [row for row in rows if row[0] > since and (start or row[3] is not None)]
        chunks = [behind[at : at + many] for at in range(0, len(behind), many)] or [[]]
        return [
            PageOf([Change(*row[1:]) for row in chunk], str(chunk[-1][0] if chunk else since), not start and not n)
            for n, chunk in enumerate(chunks)
        ]  # fmt: skip

    def counts(self) -> dict[str, int]:
        found = dict.fromkeys((section for section, _ in self.rows), 0)
        for (section, _), (_, value) in self.rows.items():
            found[section] += value is not None
        return found

    def digest(self) -> bytes:
        total = SetDigest()
        for (section, key), (_, value) in self.rows.items():
            if value is not None:
                total.add(section, key, value)
        return total.digest()

    def becomes(self, asked_at: datetime) -> InUse:
        return InUse(token=str(self.version), total=b"", counts=self.counts(), asked_at=asked_at, seal=b"seal")

    def deliver(
        self, staging: Staging, pages: Sequence[PageOf] | None = None, *, asked_at: datetime = START, many: int = 100,
        step: Callable[[], None] = lambda: None,
    ) -> int:  # fmt: skip
        """Everything, up to the swap and what is cleared away behind it; how many changes came into use."""
        received = 0
        if not staging.ready():
            for some in staging.steps():
                received += some
                step()
        for page in pages if pages is not None else self.pages(many, staging.cursor()):
            if page.changes:
                staging.take(page.changes, page.cursor, fresh=page.fresh)
                step()
        assert staging.seal(self.becomes(asked_at), self.digest())
        step()
        for some in staging.steps():
            received += some
            step()
        return received
