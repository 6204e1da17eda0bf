"""One field's row read closely: its strips, in several tones, decided by what may stand in that field."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import cv2
import numpy as np
from msgspec.structs import replace

from app.capture.items import Image
from app.pages import choice, digits, extract, looks, misread, placelist, surname
from app.pages.forms import forms
from app.pages.line import Line, chain
from app.pages.looks import Looks
from app.pages.ocr import Ocr
from app.pages.strip import AIR, Cut, Place, around, place_of, strips_of
from app.pages.template import Field, Template
from app.pages.tone import flattened, inked
from app.pages.undecided import Print
from app.pages.values import Reading

MILD, STRONG, STRONGEST = 0.4, 0.25, 0.12
"""How faint print may be that is made dark; see app.pages.tone."""
_CALM = 2.0
"""Pixels over which the faintest print is smoothed first: it is hardly darker than the noise."""


@dataclass
class Closer:
    """A page to be read closely."""

    page: Image
    template: Template
    ocr: Ocr

    @cached_property
    def tones(self) -> list[Image]:
        """The page as it is, and with its print made dark in several ways."""
        calm = np.asarray(cv2.GaussianBlur(self.page, (0, 0), _CALM), np.uint8)
        return [self.page, flattened(self.page, MILD), inked(self.page, STRONG), inked(calm, STRONGEST)]

    def read(self, wanted: Field, passes: Sequence[list[Line]]) -> Reading | None:
        """The field; None where its row is not found, or shows nothing that may stand there.

        passes: what was read of the page, or of the field's section of it, time after time: where its label stands.
        """
        return self._read(wanted, place_of(self.tones[2], self.template, wanted, passes), passes)

    def read_cell(self, wanted: Field, cell: tuple[float, float, float, float]) -> Reading | None:
        """The field, which stands in that cell of a table: left, top, right and lower edge of what was read there."""
        return self._read(replace(wanted, label=()), around(cell, self.tones[2]), [])

    def _read(self, wanted: Field, place: Place, passes: Sequence[list[Line]]) -> Reading | None:
        cuts = strips_of(self.tones[2], wanted, place)
        if not cuts:
            return None
        letters = self._letters(wanted)
        if not letters:
            return self._free(wanted, cuts)
        strips = self._strips(cuts)
        steps = iter(self.ocr.steps(strips, letters) or [])
        ways = [[[Print(one, letters) for one in islice(steps, len(cut))] for _ in self.tones] for cut in cuts]
        return self._decided(wanted, ways, self._looks(wanted, cuts[0][0], passes))

    def _looks(self, wanted: Field, cut: Cut, passes: Sequence[list[Line]]) -> Looks:
        """The field's row, with that of its labels that was read in it."""
        texts = [line.text for lines in passes for line in lines]
        label = max(wanted.label, key=lambda one: max((misread.find(text, one)[0] for text in texts), default=0.0),
                    default="")  # fmt: skip
        return looks.of(self.page, cut, AIR[0], label)

    def _letters(self, wanted: Field) -> str:
        """What may stand in the field's row; nothing where anything may."""
        label = "".join(wanted.label)
        if wanted.name == "places":
            return placelist.alphabet(wanted, self.template.note)
        if wanted.words:
            own = "".join(wanted.words) + label
        elif wanted.name == "days":
            own = "".join(_days(wanted))
        elif forms(wanted):
            own = digits.ALPHABET
        elif wanted.name == "name":
            own = surname.ALPHABET + label
        else:
            return ""
        return "".join(dict.fromkeys(own))

    def _decided(self, wanted: Field, ways: list[list[list[Print]]], row: Looks) -> Reading | None:
        if wanted.name == "places":
            block = looks.block(
                self.page, place_of(self.tones[2], self.template, wanted, []), row.tall, wanted, self.template.note
            )
            return placelist.read(wanted, self.template.note, [rows for tones in ways for rows in tones], block)
        single = [[rows[0] for rows in tones if rows] for tones in ways]
        if wanted.words:
            return choice.read(
                dict(wanted.words), [[one.after(wanted.label) for one in way] for way in single], row.word
            )
        if wanted.name == "days":
            return choice.read(_days(wanted), single, row.word)
        everything = [one for way in single for one in way]
        if wanted.name == "name":
            return surname.read([one.after(wanted.label) for one in everything], row.name)
        return digits.read(wanted, everything, row.digits)

    def _strips(self, cuts: list[list[Cut]]) -> list[Image]:
        """By the way to cut, by the tone, by the row."""
        return [np.ascontiguousarray(tone[one]) for cut in cuts for tone in self.tones for one in cut]

    def _free(self, wanted: Field, cuts: list[list[Cut]]) -> Reading | None:
        """The surest reading of a row in which anything may stand."""
        spelt = iter(self.ocr.spell(self._strips(cuts)) or [])
        found = []
        for cut in cuts:
            for _ in self.tones:
                rest = extract.after_label(wanted, chain(list(islice(spelt, len(cut)))))
                if rest.text and (reading := extract.value(self.template, wanted, rest)):
                    found.append(reading)
        return max(found, key=lambda one: one.weight, default=None)


def _days(wanted: Field) -> dict[str, str]:
    """How a travel card prints each number of days that the field's pattern takes, and the number."""
    printed = {f"前{days}天内": str(days) for days in range(1, 31)}
    taken = ((text, days, wanted.expression.search(text)) for text, days in printed.items())
    return {text: days for text, days, match in taken if match and match["days"] == days}
