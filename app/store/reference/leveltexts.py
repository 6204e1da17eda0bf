"""A school's own levels: every text that was ever saved, by whom, when and why. Saving puts none of them into force: a
change of level carries the text that it does."""

from datetime import datetime

import msgspec

from app.store.database import Database
from app.store.reference.numbered import Numbered

SECTION = "level-text"


class LevelText(msgspec.Struct, frozen=True, kw_only=True):
    """One saved text of the level of that name."""

    name: str
    text: str
    who: str
    why: str
    at: datetime


class LevelTexts:
    """The texts of one database."""

    def __init__(self, database: Database) -> None:
        self._numbered = Numbered(database, SECTION, LevelText)

    def all(self) -> list[LevelText]:
        """The first one first."""
        return self._numbered.all()

    def newest(self) -> dict[str, LevelText]:
        """The last one of every name."""
        return {one.name: one for one in self.all()}

    def save(self, one: LevelText) -> None:
        """Keep another text."""
        self._numbered.add(one)
