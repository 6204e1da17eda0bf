"""One look at one picture of a page: which template it follows, and what its fields were read as.

A clear page takes one pass of the OCR; a page whose fields stay in doubt is read again with its faint print made dark,
and at last field by field, in strips cut where the field should stand.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from app.capture.items import Image
from app.decode.symbol import Color
from app.pages import colour, extract, joined
from app.pages.line import Line, chain
from app.pages.phone import pages
from app.pages.stacked import stacked
from app.pages.strip import strips_of
from app.pages.template import Field, Template
from app.pages.tone import flattened, inked
from app.pages.values import Reading

CERTAIN = 0.85
"""A field below this is in doubt."""
_FLOORS = (0.4, 0.25)
"""How far faint print is darkened, in the second and third pass."""


class Ocr(Protocol):
    """app.pages.engine.Engine, or a test's."""

    def read(self, page: Image) -> list[Line] | None: ...

    def spell(self, strips: list[Image]) -> list[Line] | None: ...


@dataclass
class Look:
    """readings: by the name of the field, every reading of it. color: measured in the page's regions."""

    template: Template
    color: Color = "unknown"
    readings: dict[str, list[Reading]] = field(default_factory=lambda: defaultdict(list))

    def add(self, found: dict[str, Reading]) -> None:
        for name, reading in found.items():
            self.readings[name].append(reading)

    def doubtful(self) -> list[Field]:
        """The fields of the template that are missing, or in doubt."""
        return [one for one in self.template.field if self._certain(one.name) < CERTAIN]

    def _certain(self, name: str) -> float:
        vote = joined.vote_places if name == "places" else joined.vote
        verdict = vote(self.readings.get(name, []))
        return verdict.certain if verdict else 0.0


def look(image: Image, templates: Iterable[Template], ocr: Ocr) -> Look | None:
    """What the page in `image` shows; None where no page of the templates is in it, or the OCR is out of order."""
    return _first(pages(image), templates, ocr)


def look_at_frames(images: Sequence[Image], templates: Iterable[Template], ocr: Ocr) -> Look | None:
    """As `look`, at several frames in which one page is held up; better, and cheaper than a look at each."""
    found = [pages(image) for image in images]
    with_phone = [one for one in found if len(one) > 1]
    if not with_phone:
        return look(images[0], templates, ocr) if images else None
    return _first([stacked(page) for page in zip(*with_phone, strict=True)][:2], templates, ocr)


def _first(candidates: Iterable[Image], templates: Iterable[Template], ocr: Ocr) -> Look | None:
    choices = list(templates)
    for page in candidates:
        lines = ocr.read(page)
        if lines is None:
            return None
        template = _likeliest(choices, lines)
        if template is not None:
            return _closer(page, lines, template, ocr)
    return None


def _likeliest(templates: list[Template], lines: list[Line]) -> Template | None:
    """The template with the most anchors on the page; a general one only where no other fits."""
    scored = [(not one.general, extract.score(one, lines), -number) for number, one in enumerate(templates)]
    best = max((one for one in scored if one[1] > 0), default=None)
    return templates[-best[2]] if best else None


def _closer(page: Image, lines: list[Line], template: Template, ocr: Ocr) -> Look:
    seen = Look(template, colour.shown(template, page, lines))
    seen.add(extract.fields(template, lines))
    passes = [lines]
    for floor in _FLOORS:
        doubtful = seen.doubtful()
        if not doubtful:
            break
        clearer = flattened(page, floor)
        again = ocr.read(clearer)
        if again is None:
            break
        seen.add(extract.fields(template, again))
        if seen.color == "unknown":
            seen.color = colour.shown(template, page, again)
        passes.append(again)
    doubtful = seen.doubtful()
    if doubtful:
        tones = [page, flattened(page, _FLOORS[0]), inked(page, _FLOORS[1])]
        for one in doubtful:
            _spell(seen, one, tones, passes, ocr)
    return seen


def _spell(seen: Look, wanted: Field, tones: list[Image], passes: list[list[Line]], ocr: Ocr) -> None:
    """Reads one field's strip in several tones, as one line each."""
    ways = [(way, tone) for way in strips_of(tones[-1], wanted, passes) for tone in tones]
    spelt = iter(ocr.spell([np.ascontiguousarray(tone[cut]) for way, tone in ways for cut in way]) or [])
    for way, _ in ways:
        rest = extract.after_label(wanted, chain(list(itertools.islice(spelt, len(way)))))
        if rest.text and (reading := extract.value(seen.template, wanted, rest)):
            seen.readings[wanted.name].append(reading)
