"""Whether an answer is a receipt for a batch. Pure: what is not proved here is not sent."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from app.sync.protocol import Answer, Batch, Status


class NotAReceiptError(ValueError):
    """The answer does not account for the batch that was sent."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An answer that accounts for every record of its batch. statuses: by `seq`, for what was not plainly stored."""

    answer: Answer
    statuses: Mapping[int, Status]

    def taken(self, seqs: list[int]) -> list[int]:
        """The records from the front that are on the centre's disk: up to the first that must wait or conflicts."""
        for count, seq in enumerate(seqs):
            status = self.statuses.get(seq)
            if status and status.status in ("later", "conflict"):
                return seqs[:count]
        return seqs


def check(body: bytes, batch: Batch, seqs: list[int]) -> Receipt:
    """The receipt in the body of a 200. NotAReceiptError for anything else, such as a captive portal's page."""
    try:
        answer = msgspec.json.decode(body, type=Answer)
    except (ValueError, RecursionError) as error:
        raise NotAReceiptError(str(error)) from error
    statuses = {status.seq: status for status in answer.statuses}
    if answer.batch != batch.id or answer.head != batch.head:
        raise NotAReceiptError("the echo is of another batch")
    if len(statuses) != len(answer.statuses) or not statuses.keys() <= set(seqs):
        raise NotAReceiptError("statuses of records that were not sent")
    if answer.stored + len(statuses) != len(seqs):
        raise NotAReceiptError("some records have no status")
    if answer.server_time.tzinfo is None:
        raise NotAReceiptError("a time without a zone")
    return Receipt(answer, statuses)
