"""Connections to a PostgreSQL, kept between transactions. As many as there are threads that ask at once."""

import threading
from collections.abc import Callable

import psycopg


class Pool:
    """Lends connections. make: opens a new one."""

    def __init__(self, make: Callable[[], psycopg.Connection]) -> None:
        self._make = make
        self._idle: list[psycopg.Connection] = []
        self._lock = threading.Lock()
        self._closed = False

    def lent(self) -> psycopg.Connection:
        """A connection outside any transaction. One that broke while it lay idle is replaced."""
        while (connection := self._waiting()) is not None:
            if _whole(connection):
                return connection
            connection.close()
        return self._make()

    def back(self, connection: psycopg.Connection) -> None:
        """Take back a connection outside any transaction; any other is closed."""
        idle = connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        with self._lock:
            if idle and not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Close what is idle; what is lent is closed when it comes back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _waiting(self) -> psycopg.Connection | None:
        with self._lock:
            return self._idle.pop() if self._idle else None


def _whole(connection: psycopg.Connection) -> bool:
    """Whether the server has said no farewell, without asking it."""
    try:
        for _ in ("the farewell", "the end behind it"):
            connection.pgconn.consume_input()
    except psycopg.OperationalError:
        return False
    return not connection.closed
