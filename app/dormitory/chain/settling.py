"""A text after a person has settled what could not be told: whom a line means, or that nobody needs it."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.dormitory.chain.said import Chain, Line, Problem


class Asked(NamedTuple):
    """Which problem: the line's number, and which of the line's it is."""

    line: int
    at: int


class Out(NamedTuple):
    """What was read and is not wanted: the line's number, and the person's, or the room."""

    line: int
    whose: str


@dataclass(frozen=True, slots=True)
class Settled:
    """number: who is meant; empty where the line is left out. remember: what is written is what they are called."""

    number: str
    remember: bool = False


def asked(chain: Chain) -> dict[Asked, Problem]:
    """All problems of a text, in the order of its lines."""
    return {Asked(line.number, at): one for line in chain.lines for at, one in enumerate(line.problems)}


def settled(chain: Chain, choices: Mapping[Asked, Settled]) -> Chain:
    """The text with what was settled in it. Whoever is chosen gets all that the line says, and nothing else."""
    return Chain(tuple(_settled(line, choices) for line in chain.lines))


def _settled(line: Line, choices: Mapping[Asked, Settled]) -> Line:
    if not line.problems:
        return line
    pairs = [(one, choices.get(Asked(line.number, at))) for at, one in enumerate(line.problems)]
    said = [replace(one.said, number=choice.number) for one, choice in pairs if choice and choice.number and one.said]
    left = tuple(one for one, choice in pairs if choice is None or (choice.number and one.said is None))
    return replace(line, said=(*line.said, *said), problems=left)


def without(chain: Chain, out: Container[Out]) -> Chain:
    """The text without what a person took out of it."""
    return Chain(tuple(
        replace(
            line,
            said=tuple(one for one in line.said if Out(line.number, one.number) not in out),
            rooms=tuple(one for one in line.rooms if Out(line.number, one.room) not in out),
        )
        for line in chain.lines
    ))  # fmt: skip


def nickname(problem: Problem) -> str:
    """What the line calls somebody, where that is a name that may be remembered; else empty."""
    return problem.written if problem.code == "nobody" and len(problem.written) > 1 else ""


def alike(chain: Chain, problem: Problem) -> list[Asked]:
    """Everywhere in the text where somebody is called so."""
    called = nickname(problem)
    return [at for at, one in asked(chain).items() if called and one.said is not None and nickname(one) == called]
