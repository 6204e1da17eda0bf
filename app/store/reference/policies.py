"""The levels' own rules where the centre publishes them: TOML texts by the level's name, beside those that come with
the program."""

from app.errors import UserError
from app.policy.level import Level, levels, parse
from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "policy"


class Policies:
    """The levels known at one post."""

    def __init__(self, database: Database) -> None:
        self._reference = Reference(database)
        self._read: tuple[str, dict[str, Level]] = ("", {})

    def known(self) -> dict[str, Level]:
        """Every level by name; the centre's goes before the one of that name that came with the program. Read again
        only when the reference has changed."""
        version = self._reference.version()
        if self._read[0] != version or not version:
            self._read = (version, {**levels(), **self._published()})
        return self._read[1]

    def named(self, name: str) -> Level:
        """The level of that name. One that a newer centre means and this program cannot read is taken for the
        strictest: what nobody here understands lets nobody in."""
        known = self.known()
        return known.get(name) or max(known.values(), key=lambda level: level.strictness)

    def _published(self) -> dict[str, Level]:
        found = {}
        for name, text in self._reference.all(SECTION, str).items():
            try:
                found[name] = parse(text, name)
            except UserError:  # a newer centre's; the centre reads it before it publishes it
                continue
        return found
