"""One look at one picture of a page: which template it follows, and what its fields were read as.

A clear page takes one pass of the OCR. A page whose fields stay in doubt is read again with its faint print made dark,
and the fields still in doubt one by one, each decided by what may stand in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.capture.items import Image
from app.decode.symbol import Color
from app.pages import colour, extract, joined, sections
from app.pages.closer import MILD, Closer
from app.pages.complaints import TIMES
from app.pages.joined import Verdict
from app.pages.line import Line
from app.pages.ocr import Ocr as Ocr
from app.pages.phone import pages
from app.pages.sections import Sections
from app.pages.stacked import stacked
from app.pages.table import Cell
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

    width: of the page, in pixels. color: measured in the page's regions. close: by the key of the field (see
    app.pages.sections), what it was decided to be after its row was read on its own. passes: what each pass of the OCR
    over the whole page read.
    """

    template: Template
    width: float
    color: Color = "unknown"
    close: dict[str, Reading] = field(default_factory=dict)
    passes: list[Sections] = field(default_factory=list)

    def add(self, lines: list[Line]) -> None:
        """What one pass of the OCR read."""
        self.passes.append(sections.of(self.template, lines, self.width))

    @property
    def sections(self) -> int:
        """How many reports there are."""
        return max((one.count for one in self.passes), default=1)

    def readings(self, key: str) -> list[Reading]:
        """What the whole page was read as at that key. Of a report only where as many were seen as ever: where one was
        not, the others are counted wrongly."""
        every = [one for one in self.passes if one.count == self.sections or not sections.several(self.template, key)]
        return [one.found[key] for one in every if key in one.found]

    def doubtful(self) -> list[tuple[str, Field, int]]:
        """The fields of the template that are missing, or in doubt: their keys, and their sections."""
        verdicts = ((one, verdict([self], one[0])) for one in sections.keys(self.template, self.sections))
        return [one for one, said in verdicts if said is None or said.certain < CERTAIN]

    def clear(self) -> bool:
        """Whether nearly all that was found is certain: what is missing is rather not on the page than not legible."""
        said = [verdict([self], key) for key in {key for one in self.passes for key in one.found}]
        return bool(said) and sum(one is None or one.certain < CERTAIN for one in said) <= _FEW

    def rows_of(self, wanted: Field, section: int) -> list[list[Line]]:
        """The rows in which the field may stand, in every pass that saw as many sections."""
        every = [one for one in self.passes if one.count == self.sections or not wanted.several]
        return [one.rows_of(wanted, section) for one in every]

    def cell(self, wanted: Field, section: int) -> Cell | None:
        """The cell of a table in which the field stands; None where it stands in none."""
        cells = [one.cell(wanted, section) for one in self.passes if one.count == self.sections]
        return next((one for one in reversed(cells) if one), None)

    @property
    def tabled(self) -> bool:
        return any(one.table for one in self.passes)


def verdict(looks: Sequence[Look], key: str) -> Verdict | None:
    """What all looks at one page say of a field together; None where they say nothing."""
    vote = joined.vote_places if key == "places" else joined.vote
    most = max((look.sections for look in looks), default=1)
    told = [look for look in looks if look.sections == most or not sections.several(look.template, key)]
    whole = vote([one for look in told for one in look.readings(key)])
    close = vote([look.close[key] for look in told if key in look.close])
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
        if template is None and any(extract.is_nearly(one, lines) for one in choices):
            # Glare takes a page's name first: white on a coloured bar.
            template = _likeliest(choices, [*lines, *(ocr.read(flattened(page, MILD)) or [])])
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
    seen = Look(template, page.shape[1], colour.shown(template, page, lines))
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
        reading = _closely(closer, seen, wanted, section)
        if reading is not None:
            seen.close[key] = reading
    return seen


def _closely(closer: Closer, seen: Look, wanted: Field, section: int) -> Reading | None:
    """A field read on its own; None also of an empty cell, and of one of two lines, which is no row of print."""
    if not (wanted.several and seen.tabled):
        return closer.read(wanted, seen.rows_of(wanted, section))
    cell = seen.cell(wanted, section)
    return closer.read_cell(wanted, cell.place) if cell and cell.lines == 1 else None
