"""One parser to be fuzzed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """read: gives the bytes to the parser; what it raises is a finding, so that documented errors are caught in it.

    seeds: valid examples to begin with, invented or made by the tests. longest: bytes of an input worth trying.
    tries: mutations that a quick run makes.
    """

    name: str
    read: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]
    longest: int = 4096
    tries: int = 300

    def __str__(self) -> str:
        return self.name
