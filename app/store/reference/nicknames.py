"""What people are called in a 接龙, as an officer settled it once: nickname → number (学工号)."""

from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "nickname"


class Nicknames:
    """Those of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reference = Reference(database)

    def all(self) -> dict[str, str]:
        """By nickname."""
        return self._reference.all(SECTION, str)

    def put(self, nickname: str, number: str) -> None:
        """From now on it is this person, and nobody else."""
        self._reference.put(SECTION, nickname, number)

    def forget(self, number: str) -> None:
        """Those of one person go."""
        with self._database.write():
            for nickname, whose in self.all().items():
                if whose == number:
                    self._reference.remove(SECTION, nickname)
