"""How long a connection may take for what it does, each as a whole: uvicorn counts anew with every byte that comes, so
that whoever sends one now and then would hold a place for ever. (asyncio gives a TLS handshake 60 s as a whole.)"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

KEEP_ALIVE = 30
"""Seconds a connection may lie idle: longer than a station keeps it, so that none is closed under a request."""
HEAD = 15.0
"""Seconds until the head of a request is there, from the connection's beginning; behind an answer KEEP_ALIVE more, in
which also the rest of a body must come that nobody read."""
ANSWER = 600.0
"""Seconds for a whole request and its answer. A body has less (app.server.body); the list of a million people as a
table takes some minutes over a slow line."""


class PatientProtocol(H11Protocol):
    """uvicorn's connection, which is cut off when it takes too long."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """See asyncio.Protocol."""
        super().connection_made(transport)
        self._within(HEAD)

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio.Protocol."""
        if self._late:
            self._late.cancel()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Whatever has come; perhaps the head of the next request is whole."""
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            self._within(ANSWER)

    def on_response_complete(self) -> None:
        """An answer has gone out; perhaps the next request is there already."""
        self._within(KEEP_ALIVE + HEAD)
        super().on_response_complete()

    def _within(self, seconds: float) -> None:
        if self._late:
            self._late.cancel()
        self._late = self.loop.call_later(seconds, self.transport.abort)
