"""Small JSON documents of this station alone (accounts, the bond with the centre), encrypted with everything else."""

from collections.abc import Callable
from typing import Any

from app.store.database import Database
from app.store.reference.sections import LOCAL, Reference


class LocalDocuments:
    """What app.access and app.sync keep here, by name."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reference = Reference(database)

    def get(self, name: str) -> dict[str, Any] | None:
        return self._reference.get(LOCAL, name, dict[str, Any])

    def put(self, name: str, document: dict[str, Any]) -> None:
        self._reference.put(LOCAL, name, document)

    def change(self, name: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Replaces a document (empty where there is none) by what `change` makes of it; no other process comes between.
        What `change` raises leaves it as it was."""
        with self._database.write():
            self.put(name, change(self.get(name) or {}))
