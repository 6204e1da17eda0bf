"""One matter that is to be verified: what disagrees, the records, what was found out before, and whom to ask."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from app.clock import campus
from app.dormitory.daily.evidence import evidence
from app.i18n import mark, tr
from app.station.verifying import Matter, Matters
from ui.screens.night.words import NOBODY, call_words
from ui.widgets.boxes import Panel, column, empty, rule
from ui.widgets.text import Text


def matter_line(one: Matter, found: Matters, *, private: bool) -> str:
    """Who, where, when, and what disagrees."""
    at = f"{campus(one.about.at):%m-%d %H:%M}"
    return f"{_where(one, found, private=private)} · {at}\n{one.about.sentence}"


def _where(one: Matter, found: Matters, *, private: bool) -> str:
    who = one.resident
    name = NOBODY if private or who.number not in found.names else who.name
    return tr("{building}-{room} 寝 {name}", building=who.building, room=who.room, name=name)


class MatterInHand(Panel):
    """It shows what it is told."""

    def __init__(self) -> None:
        self.title, self.sentence = Text("", "title", bold=True), Text("", tone="attention", bold=True, wrap=True)
        self._records, self._notes, self._calls = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._heads = [
            Text(words, "small", "quiet", bold=True) for words in (mark("记录"), mark("核实经过"), mark("可以问谁"))
        ]
        parts: list[Text | QVBoxLayout] = []
        for head, lines in zip(self._heads, (self._records, self._notes, self._calls), strict=True):
            lines.setSpacing(4)
            parts += [head, lines]
        super().__init__(column(self.title, self.sentence, rule(), *parts, None, margins=(20, 14, 20, 14), gap=10))

    def show_nothing(self) -> None:
        self.title.say("")
        self.sentence.say("")
        for head, lines in zip(self._heads, (self._records, self._notes, self._calls), strict=True):
            head.setVisible(False)
            empty(lines)

    def show_matter(self, one: Matter, found: Matters, *, private: bool) -> None:
        self.title.say(lambda: _where(one, found, private=private))
        self.sentence.say(lambda: one.about.sentence)
        named = not private and one.resident.number in found.names
        whom = [partial(call_words, call) for call in found.calls.get(one.about.number, ())] if named else []
        records, notes = ([partial(evidence, entry) for entry in some] for some in (one.records, one.notes))
        told = (records, notes, whom)
        for head, lines, words in zip(self._heads, (self._records, self._notes, self._calls), told, strict=True):
            head.setVisible(bool(words))
            _fill(lines, words)


def _fill(lines: QVBoxLayout, words: Sequence[Callable[[], str]]) -> None:
    empty(lines)
    for one in words:
        lines.addWidget(Text(one, elide=True))
