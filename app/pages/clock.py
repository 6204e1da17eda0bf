"""The clock on a page, read again: a second look at it alone, some seconds after the first, shows whether it ticks."""

from collections.abc import Iterable
from datetime import datetime

from app.capture.items import Image
from app.codes.claim import Claim
from app.pages.closer import Closer
from app.pages.look import CERTAIN, Ocr
from app.pages.page import time_of
from app.pages.phone import pages
from app.pages.read import read_page
from app.pages.template import Field, Template


def read_clock(image: Image, seen: Claim, ocr: Ocr, templates: tuple[Template, ...]) -> datetime | None:
    """The time on the page in `image`, on which a first look saw `seen`; None where it is not surely read.

    Where the template says in which part of the page the clock stands, only that strip is read.
    """
    for template, field in _clocks(seen, templates):
        for page in pages(image)[:-1]:
            reading = Closer(page, template, ocr).read(field, []) if field.where else None
            if reading is not None and min(reading.sure) >= CERTAIN:
                return time_of(reading.value)
    claim = read_page(image, ocr, templates)
    if claim is None or (claim.kind, claim.issuer) != (seen.kind, seen.issuer) or "updated_at" in claim.doubtful:
        return None
    return claim.updated_at


def _clocks(seen: Claim, templates: Iterable[Template]) -> list[tuple[Template, Field]]:
    """The clocks of the templates that such a claim may have been made by."""
    return [(one, field) for one in templates for field in one.field
            if field.clock and (one.kind, one.issuer) == (seen.kind, seen.issuer)]  # fmt: skip
