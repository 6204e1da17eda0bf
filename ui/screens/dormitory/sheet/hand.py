"""A text on the sheet: each line beside what was understood, and what a person has settled so far. Without Qt."""

from dataclasses import dataclass, replace
from typing import Literal

from app.dormitory.chain.said import Line, Problem, RoomSaid, Said
from app.dormitory.chain.settling import Asked, Out, Settled, alike, asked
from app.dormitory.resident import Resident
from app.station.pasting import Pasted

CANDIDATES = 3
"""As many as there are keys for them."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the sheet: what a line says of one person or one room, or why that cannot be told; or that it concerns
    nobody. first: of the line's rows. choice: what was settled. out: it was read, and somebody took it out."""

    line: Line
    first: bool = True
    said: Said | None = None
    room: RoomSaid | None = None
    problem: Problem | None = None
    at: Asked | None = None
    choice: Settled | None = None
    out: bool = False

    @property
    def read(self) -> Out | None:
        """What it is, where it was understood without anybody's help."""
        whose = self.said.number if self.said else self.room.room if self.room else ""
        return Out(self.line.number, whose) if whose else None

    @property
    def key(self) -> str:
        whose = self.said.number if self.said else self.room.room if self.room else f"{self.at}"
        return f"{self.line.number}:{whose}"

    @property
    def open(self) -> bool:
        """Whether a person has still to look."""
        return self.problem is not None and self.choice is None

    @property
    def meant(self) -> Said | None:
        """What is going to be written of somebody."""
        if self.out:
            return None
        if self.choice is not None:
            said = self.problem.said if self.problem else None
            return replace(said, number=self.choice.number) if said and self.choice.number else None
        return self.said


class OnSheet:
    """pasted: as it was read; None before. remember: whether who is chosen for a nickname is remembered under it."""

    def __init__(self) -> None:
        self.pasted: Pasted | None = None
        self.choices: dict[Asked, Settled] = {}
        self.out: set[Out] = set()
        self.remember = False

    def lay(self, pasted: Pasted, *, keep: bool = False) -> None:
        """Put a text on the sheet. keep: it is the same with a corrected line, and what was settled of its other lines
        stays so."""
        if keep and self.pasted is not None:
            before, now = asked(self.pasted.chain), asked(pasted.chain)
            self.choices = {at: one for at, one in self.choices.items() if before.get(at) == now.get(at)}
            same = {*self.pasted.chain.lines} & {*pasted.chain.lines}
            self.out &= {one for line in same for one in _read(line)}
        else:
            self.choices, self.out, self.remember = {}, set(), False
        self.pasted = pasted

    def clear(self) -> None:
        self.pasted, self.choices, self.out = None, {}, set()

    @property
    def items(self) -> list[Item]:
        """The rows; of a line that says nothing, one, and none for an empty line."""
        lines = self.pasted.chain.lines if self.pasted else ()
        return [one for line in lines for one in self._of(line) if line.text.strip()]

    def _of(self, line: Line) -> list[Item]:
        found = [Item(line, said=one) for one in line.said] + [Item(line, room=one) for one in line.rooms]
        found = [replace(one, out=one.read in self.out) for one in found]
        for n, problem in enumerate(line.problems):
            at = Asked(line.number, n)
            found.append(Item(line, problem=problem, at=at, choice=self.choices.get(at)))
        return [replace(one, first=not n) for n, one in enumerate(found or [Item(line)])]

    def resident(self, number: str) -> Resident | None:
        return self.pasted.residents.get(number) if self.pasted else None

    def candidates(self, item: Item) -> list[Resident]:
        """Who may be meant, as far as their room is open to whoever sits here."""
        numbers = item.problem.candidates if item.problem else ()
        return [one for one in map(self.resident, numbers) if one is not None][:CANDIDATES]

    def may_remember(self, item: Item) -> bool:
        """Whether the line calls somebody by what is nobody's name."""
        return bool(self.pasted and item.problem and self.pasted.nickname(item.problem))

    def choose(self, item: Item, number: str) -> Literal["", "unclear"]:
        """Somebody is meant, here and, where the nickname is remembered, everywhere in the text; empty: nobody needs
        the line. "unclear": what it says is not clear, so that a name does not help."""
        if item.problem is None or item.at is None or self.pasted is None:
            return ""
        if number and item.problem.said is None:
            return "unclear"
        remember = bool(number and self.remember and self.may_remember(item))
        others = alike(self.pasted.chain, item.problem) if remember else []
        for at in (item.at, *others):
            self.choices[at] = Settled(number, remember)
        return ""

    def take_out(self, item: Item) -> None:
        """It was read wrongly, or is nobody's business: it is not written."""
        if item.read is not None:
            self.out.add(item.read)

    def reopen(self, item: Item) -> None:
        """It is not settled, or not out, after all."""
        if item.read is not None:
            self.out.discard(item.read)
        if item.at is not None:
            self.choices.pop(item.at, None)

    def corrected(self, item: Item, text: str) -> str:
        """The whole text with another line in place of that one. Whoever corrects a line has not added one."""
        assert self.pasted is not None
        lines = self.pasted.text.splitlines()
        lines[item.line.number - 1] = " ".join(text.splitlines())
        return "\n".join(lines)


def _read(line: Line) -> list[Out]:
    said = [Out(line.number, one.number) for one in line.said]
    return said + [Out(line.number, one.room) for one in line.rooms]
