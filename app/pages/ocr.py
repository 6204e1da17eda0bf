"""What a reading of pages asks of an OCR."""

from typing import Protocol

from app.capture.items import Image
from app.pages.ctc import Steps
from app.pages.line import Line


class Ocr(Protocol):
    """app.pages.engine.Engine, or a test's. Everything is None where the OCR is out of order."""

    def read(self, page: Image) -> list[Line] | None:
        """All lines of a picture."""

    def spell(self, strips: list[Image]) -> list[Line] | None:
        """Every strip as one line."""

    def steps(self, strips: list[Image], alphabet: str) -> list[Steps] | None:
        """Every strip undecided: how likely each letter of `alphabet` is, step by step."""
