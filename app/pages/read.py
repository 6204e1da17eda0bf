"""A picture of a page → a claim; and the code and the text of one page made one claim."""

from collections.abc import Sequence

import msgspec

from app.capture.items import Image
from app.codes.claim import Claim
from app.pages.look import Ocr, look, look_at_frames
from app.pages.page import Page
from app.pages.template import Template, shipped


def read_page(image: Image, ocr: Ocr, templates: tuple[Template, ...] | None = None) -> Claim | None:
    """What the page in `image`, (height, width, 3) blue-green-red, says: read, not verified.

    None where no page that a template describes is in it, or the OCR is out of order (its `state` tells).
    """
    page = Page()
    page.add(look(image, shipped() if templates is None else templates, ocr))
    return page.claim()


def read_frames(images: Sequence[Image], ocr: Ocr, templates: tuple[Template, ...] | None = None) -> Claim | None:
    """As `read_page`, of several frames in which one page is held up: five to ten make a hard page readable."""
    page = Page()
    page.add(look_at_frames(images, shipped() if templates is None else templates, ocr))
    return page.claim()


def merge(page: Claim, code: Claim) -> Claim | None:
    """One claim of a page's text and of the code on it; None where they are not of one page.

    The code's own statements stand before the text's. Where both know a colour and they differ it is unknown.
    """
    same_issuer = not (page.issuer and code.issuer) or page.issuer == code.issuer
    if code.kind not in (page.kind, "unknown") or code.trust != "read" or not same_issuer:
        return None
    if code.kind == "unknown":  # a code of nobody's on a page that says what it is
        return msgspec.structs.replace(page, token=page.token or code.token)
    return msgspec.structs.replace(
        page,
        issuer=code.issuer or page.issuer,
        token=code.token,
        reason=code.reason,
        color=_color(page, code),
        updated_at=page.updated_at or code.updated_at,
        expires_at=code.expires_at or page.expires_at,
    )


def _color(page: Claim, code: Claim) -> str:
    said = {page.color, code.color} - {"", "unknown"}
    return said.pop() if len(said) == 1 else "unknown"
