"""The script of a morning, read from people.toml and goods.toml: who comes, what they bring, and what is right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

import msgspec

from app.policy.person import PersonKind

HERE = Path(__file__).parent
WHOLE = 400
"""People of the whole morning."""
LEVEL_COMES = "network back"
"""Who brings this is there when another level comes: whoever follows is asked by that one."""


class Scene(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"of_class": "class"}):
    """One table of people.toml; see there."""

    event: str = ""
    what: str = ""
    kind: PersonKind = "student"
    who: str = ""
    of_class: str = ""
    lists: tuple[str, ...] = ()
    brings: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    why: str = ""
    few: int = 1
    many: int = 1
    fill: int = 0


@dataclass(frozen=True, slots=True)
class Right:
    """What the ledger has to say of one coming. reason: among those of the passage, where one is given."""

    verdict: str
    reason: str = ""
    judged: str = ""
    nameless: bool = False

    @classmethod
    def read(cls, text: str) -> "Right":
        said, _, judged = text.partition(" -> ")
        words = said.split()
        nameless = "nameless" in words
        reason = next((word for word in words[1:] if word != "nameless"), "")
        if words[0] == "withdrawn":
            return cls("undecided", judged="withdrawn")
        return cls(words[0], reason, judged.strip(), nameless)


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody comes: `who` tells them from all others. An event has no `who`."""

    who: str
    scene: Scene

    @property
    def right(self) -> tuple[Right, ...]:
        return tuple(Right.read(text) for text in self.scene.right if text != "nothing")


def scenes(name: str = "people.toml") -> list[Scene]:
    return msgspec.toml.decode((HERE / name).read_bytes(), type=dict[str, list[Scene]])["scene"]


def short() -> list[Coming]:
    """Every trouble at least once."""
    return list(_comings([(scene, scene.few) for scene in scenes()]))


def whole(people: int = WHOLE) -> list[Coming]:
    """So many people, the ordinary ones spread among the others."""
    some = scenes()
    fixed = [(scene, 0 if scene.fill else scene.many) for scene in some]
    named = len({scene.who for scene in some if scene.who})
    left = people - named - sum(many for scene, many in fixed if scene.what and not scene.who)
    shares = [scene.fill for scene in some]
    numbers = [left * share // sum(shares) for share in shares]
    numbers[0] += left - sum(numbers)
    wanted = [(scene, number or many) for (scene, many), number in zip(fixed, numbers, strict=True)]
    return list(chain.from_iterable(_spread(part) for part in _parts(_comings(wanted))))


def _comings(wanted: Sequence[tuple[Scene, int]]) -> Iterator[Coming]:
    numbers = count(1)
    for scene, many in wanted:
        for _ in range(many):
            yield Coming("" if scene.event else scene.who or f"{scene.kind} {next(numbers)}", scene)


def _parts(some: Iterator[Coming]) -> Iterator[list[Coming]]:
    """What lies between two events, or two levels, stays there."""
    part: list[Coming] = []
    for one in some:
        if one.scene.event or LEVEL_COMES in one.scene.brings:
            yield part
            yield [one]
            part = []
        else:
            part.append(one)
    yield part


def _spread(part: list[Coming]) -> list[Coming]:
    """The ordinary evenly among the others, whose order stays."""
    ordinary = [one for one in part if one.scene.fill]
    others = [one for one in part if not one.scene.fill]
    if not others:
        return ordinary
    places = [(at + 0.5) / len(ordinary) for at in range(len(ordinary))]
    among = [(at / len(others), one) for at, one in enumerate(others)]
    return [one for _, one in sorted([*zip(places, ordinary, strict=True), *among], key=lambda pair: pair[0])]
