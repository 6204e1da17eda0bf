"""What a batch has just filed, noted in its transaction: where it lies, for those who read on, and
what is to be told."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from app.server.hooks import events, outbox
from app.server.hooks.outbox import Happened
from app.server.judge import Content, Judged
from app.server.sql.port import Bulk, Connection
from app.uuid7 import uuid7

_ARRIVAL = Bulk("arrival", {"id": "TEXT", "station": "TEXT", "incarnation": "TEXT", "first": "WHOLE", "last": "WHOLE"})


def arrived(connection: Connection, station: str, incarnation: str, filed: Sequence[Judged], now: datetime) -> None:
    """These records of a station are filed, by `seq`. One row for a run without gaps, which a batch mostly is."""
    rows = [(uuid7(), station, incarnation, first, last) for first, last in _runs(filed)]
    connection.insert(_ARRIVAL, rows)
    outbox.put(connection, _happened(station, filed), now)


def _runs(filed: Sequence[Judged]) -> Iterator[tuple[int, int]]:
    if not filed:
        return
    first = last = filed[0].seq
    for one in filed[1:]:
        if one.seq != last + 1:
            yield first, last
            first = one.seq
        last = one.seq
    yield first, last


def _happened(station: str, filed: Sequence[Judged]) -> Iterator[Happened]:
    for one in filed:
        if one.content is not None:
            for name in events.of_record(one.content.fact.kind, one.content.said.what):
                yield Happened(name, _about(station, one.content))


def _about(station: str, content: Content) -> dict[str, str]:
    """Ids, a kind, a post and a time: whoever may know more asks for the record with a token."""
    fact = content.fact
    about = {"station": station, "post": fact.post, "record": fact.id, "kind": fact.kind, "at": content.at}
    return about | ({"corrects": content.said.corrects} if content.said.corrects else {})
