"""Notices every socket that Python makes while it is open, also one that would reach this machine alone."""

import sys
from typing import Any, Self

_open: list["NoSockets"] = []


class NoSockets:
    """seen: what was asked of the network (socket.__new__, socket.getaddrinfo, …)."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __enter__(self) -> Self:
        _open.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        _open.remove(self)


def _note(event: str, _arguments: tuple[Any, ...]) -> None:
    if _open and event.startswith(("socket.", "urllib.", "http.", "webbrowser.", "subprocess.", "os.system")):
        for one in _open:
            one.seen.append(event)


sys.addaudithook(_note)  # can never be taken away again, so that it does nothing while nobody looks
