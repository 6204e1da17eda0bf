"""A record with two corrections, the first of them entered from paper; all of it invented."""

from datetime import timedelta
from typing import Any

from app.store.fact import Entry, Fact
from tests.fakes.window import NOW

_FACT = {
    "kind": "temperature", "schema": 1, "mono": 0.0, "boot": "b", "operator": "周明", "post": "东门",
    "salt": bytes(16),
}  # fmt: skip


def entry(seq: int, minutes: float, *, after: float = 0, **about: Any) -> Entry:
    """A record of so many minutes ago, entered so many minutes after the fact."""
    at = NOW - timedelta(minutes=minutes)
    facts = {**_FACT, "id": f"r{seq}", "at": at, "entered_at": at + timedelta(minutes=after), **about}
    return Entry(
        fact=Fact(**facts), station="s", incarnation="i", seq=seq, fact_hash=bytes(32), chain_hash=bytes(32)
    )  # fmt: skip


def body(celsius: float, **more: Any) -> dict[str, Any]:
    kept = {"person": "S2019040316", "celsius": celsius, "site": "forehead", "source": "typed", "cough": False}
    return {**kept, "note": "", **more}


VERSIONS = [
    entry(20310, 90, after=42, body=body(38.5)),
    entry(20342, 90, after=50, body=body(36.5, corrects="r20310", why="记在纸上，抄错一位")),
    entry(
        20401, 90, after=71, operator="李主任",
        body=body(36.5, site="armpit", note="校医复核", corrects="r20342", why="复测用的是腋下体温计"),
    ),
]  # fmt: skip
