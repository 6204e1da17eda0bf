"""A picture of a page → a claim."""

from collections.abc import Sequence

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
