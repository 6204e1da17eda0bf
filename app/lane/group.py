"""People who come together: a class with its teacher, a bus. Each of them is decided for themselves."""

from dataclasses import dataclass, field
from datetime import datetime

from app.policy.person import Person


@dataclass(frozen=True, slots=True)
class Group:
    """name: as the records of its members carry it; no other group has the same. began: when its list was opened."""

    name: str
    began: datetime
    members: tuple[Person, ...]
    _numbers: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_numbers", frozenset(person.number for person in self.members))

    def has(self, person: Person | None) -> bool:
        """Whether somebody is on its list."""
        return person is not None and person.number in self._numbers

    def name_for(self, person: Person | None) -> str:
        """What that person's record says of the group; empty for somebody who is not of it."""
        return self.name if self.has(person) else ""
