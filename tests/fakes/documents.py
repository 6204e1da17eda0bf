"""Named JSON documents in memory."""

import copy
from collections.abc import Callable
from typing import Any


class MemoryDocuments:
    def __init__(self) -> None:
        self._kept: dict[str, dict[str, Any]] = {}

    def get(self, name: str) -> dict[str, Any] | None:
        return copy.deepcopy(self._kept.get(name))

    def put(self, name: str, document: dict[str, Any]) -> None:
        self._kept[name] = copy.deepcopy(document)

    def change(self, name: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        self.put(name, change(self.get(name) or {}))
