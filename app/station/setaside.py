"""The records that the centre did not take, as the post's administrator sees them: which, why, and where they lie."""

from datetime import datetime
from typing import NamedTuple

from app.station.local import LocalPost
from app.sync import aside


class SetAside(NamedTuple):
    """One of them. at: when it happened; since: when it was set aside. here: its content is in this ledger alone, and
    it can be sent again; otherwise the centre keeps it, for somebody there to look at. advice: what can be done. Words
    are to be translated."""

    id: str
    kind: str
    at: datetime
    since: datetime
    why: str
    here: bool
    advice: str


def set_aside(post: LocalPost) -> list[SetAside]:
    """All of them, the oldest first. Raises NotPermitted."""
    post.permit("sync.run")
    return [
        SetAside(
            id=one.entry.fact.id, kind=one.entry.fact.kind, at=one.entry.fact.at, since=one.since,
            why=aside.why(one.reason), here=aside.is_here(one.reason),
            advice=aside.advice(one.reason),
        )
        for one in post.ledger.outbox.quarantined()
    ]  # fmt: skip


def send_again(post: LocalPost, id_: str) -> bool:
    """Have the next attempt send one of those that are here; False where there is none of that id. NotPermitted."""
    post.permit("sync.run")
    return aside.requeue(post.ledger.outbox, id_)
