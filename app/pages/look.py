"""One look at one picture of a page: which template it follows, and what its fields were read as.

A clear page takes one pass of the OCR. A page whose fields stay in doubt is read again with its faint print made dark,
and the fields still in doubt one by one, each decided by what may stand in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.capture.items import Image
from app.decode.symbol import Color
from app.pages import colour, extract, joined, sections
from app.pages.closer import MILD, Closer
from app.pages.complaints import TIMES
from app.pages.joined import Verdict
from app.pages.line import Line, rows
from app.pages.ocr import Ocr as Ocr
from app.pages.phone import pages
from app.pages.stacked import stacked
from app.pages.template import Field, Template
from app.pages.tone import flattened
from app.pages.values import Reading

CERTAIN = 0.85
"""A field below this is in doubt."""
_FEW = 2
"""Fields in doubt for whose sake a whole page is not read again: their own rows are."""
_PLAIN = 0.96
"""How sure what was read with the whole page must be for its row not to be read on its own, too: of hard pages, digits
of 0.92 were wrong."""
_EXACT = TIMES | {"name", "id_number", "phone", "number"}
"""Fields in which one wrong character is another value; misread words are still the nearest of few."""
_HEARD, _DISPUTED, _AGREED = 0.3, 0.8, 0.8
"""From where on a reading counts against another; the most certain that two different, or two unsure, readings are."""


@dataclass
class Look:
    """What one picture was read as.

    readings: by the key of the field (see app.pages.sections), every reading of it in a whole page. close: what it was
    decided to be after its row was read on its own. color: measured in the page's regions. passes: what each pass of
    the OCR over the whole page read. sections: how many there are.
    """

    template: Template
    color: Color = "unknown"
    readings: dict[str, list[Reading]] = field(default_factory=lambda: defaultdict(list))
    close: dict[str, Reading] = field(default_factory=dict)

    sections: int = 1
    passes: list[list[Line]] = field(default_factory=list)

    def add(self, lines: list[Line]) -> None:
        """What one pass of the OCR read."""
        parts = sections.split(self.template, lines)
        self.passes.append(lines)
        self.sections = max(self.sections, len(parts))
        single = [one for one in self.template.field if not one.repeat]
        found = extract.fields(self.template, single, rows(lines))
        for number, part in enumerate(parts):
            repeated = [one for one in self.template.field if one.repeat]
            several = extract.fields(self.template, repeated, part)
            found |= {sections.key(one, number): several[one.name] for one in repeated if one.name in several}
        for name, reading in found.items():
            self.readings[name].append(reading)

    def doubtful(self) -> list[tuple[str, Field, int]]:
        """The fields of the template that are missing, or in doubt: their keys, and their sections."""
        verdicts = ((one, verdict([self], one[0])) for one in sections.keys(self.template, self.sections))
        return [one for one, said in verdicts if said is None or said.certain < CERTAIN]

    def clear(self) -> bool:
        """Whether nearly all that was found is certain: what is missing is rather not on the page than not legible."""
        said = [verdict([self], key) for key in self.readings]
        return bool(said) and sum(one is None or one.certain < CERTAIN for one in said) <= _FEW

    def rows_of(self, section: int) -> list[list[Line]]:
        """That section's rows in every pass that saw as many sections."""
        parts = [sections.split(self.template, lines) for lines in self.passes]
        return [part[section] for part in parts if len(part) == self.sections]


def verdict(looks: Sequence[Look], key: str) -> Verdict | None:
    """What all looks at one page say of a field together; None where they say nothing."""
    vote = joined.vote_places if key == "places" else joined.vote
    whole = vote([one for look in looks for one in look.readings.get(key, ())])
    close = vote([look.close[key] for look in looks if key in look.close])
    if whole is None:
        return close
    if close is None:
        plain = whole.certain >= _PLAIN or key.split("/")[0] not in _EXACT
        return Verdict(whole.value, whole.certain if plain else min(whole.certain, _AGREED))
    if whole.value == close.value:
        return Verdict(close.value, max(close.certain, min(whole.certain, _AGREED)))
    # Whoever decided between what may stand there is right more often; that the page as a whole said otherwise counts.
    said = close if close.certain >= _HEARD or close.certain >= whole.certain else whole
    return Verdict(said.value, min(said.certain, _DISPUTED) if whole.certain >= _HEARD else said.certain)


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
            return closer_look(page, lines, template, ocr)
    return None


def _likeliest(templates: list[Template], lines: list[Line]) -> Template | None:
    """The template with the most anchors on the page; a general one only where no other fits."""
    scored = [(not one.general, extract.score(one, lines, templates), -number) for number, one in enumerate(templates)]
    best = max((one for one in scored if one[1] > 0), default=None)
    return templates[-best[2]] if best else None


def closer_look(page: Image, lines: list[Line], template: Template, ocr: Ocr) -> Look:
    """What `page` shows, which follows `template` and was read as `lines`."""
    seen = Look(template, colour.shown(template, page, lines))
    seen.add(lines)
    if not seen.doubtful():
        return seen
    again = None if seen.clear() else ocr.read(flattened(page, MILD))
    if again is not None:
        seen.add(again)
        if seen.color == "unknown":
            seen.color = colour.shown(template, page, again)
    closer = Closer(page, template, ocr)
    for key, wanted, section in seen.doubtful():
        passes = seen.rows_of(section) if wanted.repeat else seen.passes
        reading = closer.read(wanted, passes)
        if reading is not None:
            seen.close[key] = reading
    return seen
