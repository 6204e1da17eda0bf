"""What other posts wrote and this one goes on from: page after page, behind the place that this post has come to."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from app.store.others import OtherRecords, Told
from app.sync.link import Link, LinkError, RefusedError, not_the_centre
from app.sync.protocol import Name, Uuid
from app.sync.wire import DamagedError, TooLargeError, unpack

OTHERS = "/v1/others"
"""GET ?after=PLACE: an Others, gzipped. PLACE is the `next` of the page before, empty for the beginning."""

Moment = Annotated[datetime, Meta(tz=True)]


class Other(Struct, frozen=True, kw_only=True):
    """A record of another station, without what only proves it."""

    station: Uuid
    id: Uuid
    kind: Name
    schema: int
    at: Moment
    entered_at: Moment
    operator: str
    post: str
    body: msgspec.Raw


class Others(Struct, frozen=True, kw_only=True):
    """Records in the order in which they came to the centre. next: what to ask for next; more: there is more."""

    records: list[Other]
    next: Annotated[str, Meta(max_length=500)]
    more: bool


class OthersDownload:
    """link: to the centre. The time between two runs is the caller's."""

    def __init__(self, records: OtherRecords, link: Link) -> None:
        self._records, self._link = records, link

    def run(self, until: float, stop: Callable[[], bool] = lambda: False) -> None:
        """Take what there is, `until` on the link's clock, or `stop()` between two pages. LinkError: what was taken
        stays, the next run goes on."""
        more = True
        while more and not stop() and self._link.now() < until:
            before = self._records.place()
            page = self._asked(before, until)
            if page.more and page.next == before:
                raise LinkError(not_the_centre())
            if page.records or page.next != before:
                self._records.take([_told(one) for one in page.records], page.next)
            more = page.more

    def _asked(self, after: str, until: float) -> Others:
        try:
            body = self._link.get(OTHERS, {"after": after}, until)
        except RefusedError as error:
            if error.status == HTTPStatus.NOT_FOUND:  # a centre of an older version has nothing to tell
                return Others(records=[], next=after, more=False)
            raise
        try:
            return msgspec.json.decode(unpack(body), type=Others)
        except (DamagedError, TooLargeError, ValueError, RecursionError) as error:
            raise LinkError(not_the_centre()) from error


def _told(one: Other) -> Told:
    return Told(
        one.station, one.id, one.kind, one.schema, one.at, one.entered_at, one.operator, one.post,
        bytes(one.body).decode(),
    )  # fmt: skip
