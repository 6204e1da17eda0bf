"""The control level in force at one post: by which change, with which text, and the campus's lists beside it."""

from datetime import datetime
from functools import lru_cache

from app.errors import UserError, WrongUse
from app.i18n import tr
from app.policy.level import Level, parse
from app.store.database import Database
from app.store.reference.campuslists import CampusLists
from app.store.reference.levels import LevelChange, Levels
from app.store.reference.leveltexts import LevelTexts
from app.store.reference.policies import Policies

FIRST_LEVEL = "routine"
"""In force at a new post until somebody sets one."""


class InForce:
    """Of one database."""

    def __init__(self, database: Database) -> None:
        self.levels, self.texts, self.lists = Levels(database), LevelTexts(database), CampusLists(database)
        self._policies = Policies(database)

    def change(self, now: datetime, post: str, *, by_clock: bool = False) -> LevelChange | None:
        """The change that holds now; None where nobody has set a level yet. by_clock: what held at a time that somebody
        asks about."""
        if by_clock:
            return self.levels.at(now, post)
        return self.levels.holding(now, lambda one: self._rules(one).strictness, post)

    def level(self, change: LevelChange | None) -> Level:
        """What that change puts into force, with the campus's lists."""
        rules = self._rules(change) if change else self._policies.named(FIRST_LEVEL)
        return rules.beside(self.lists.now())

    def known(self) -> dict[str, Level]:
        """Every level that can be put into force, by name: the school's own go before the others."""
        found = {**self._policies.known(), **{name: made for name, made in self._own().items() if made}}
        return dict(sorted(found.items(), key=lambda pair: -pair[1].strictness))

    def text(self, name: str) -> str:
        """The text that a change to the level of that name carries: the school's own, where it has one. WrongUse where
        nobody knows the name."""
        own = self._own().get(name)
        if own:
            return self.texts.newest()[name].text
        known = self.known()
        if name not in known:
            raise WrongUse(tr("没有“{name}”这个管控级别。可用的有：{known}。", name=name, known="、".join(known)))
        return ""

    def shipped(self) -> dict[str, Level]:
        """The levels that came with the program, or that the centre published."""
        return self._policies.known()

    def read(self, text: str) -> Level | None:
        """The level of a text; None where this program cannot read it."""
        return _read(text)

    def _own(self) -> dict[str, Level | None]:
        return {name: self.read(one.text) for name, one in self.texts.newest().items()}

    def _rules(self, change: LevelChange) -> Level:
        """A text that a newer program wrote and this one cannot read is a level nobody here understands."""
        return (self.read(change.text) if change.text else None) or self._policies.named(
            change.level if not change.text else ""
        )


@lru_cache(64)
def _read(text: str) -> Level | None:
    try:
        return parse(text, "")
    except UserError:
        return None
