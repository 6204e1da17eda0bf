"""One view of the database for whoever proves it, which can be taken anew when a damaged page was met."""

from app.store.cipher import Connection, Error
from app.store.database import Database


class Look:
    """A connection of its own in one read transaction. Use as a context manager.

    Once SQLCipher has met a page that is not as it was encrypted, that connection reads nothing more.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.connection = self._begun()

    def again(self) -> None:
        """Look anew; the connection before is closed."""
        self.connection.close()
        self.connection = self._begun()

    def texts(self, as_: type[bytes] | type[str]) -> Connection:
        """The connection, from now on with texts like that: bytes, as they are stored, are neither checked nor copied
        twice."""
        self.connection.text_factory = as_
        return self.connection

    def __enter__(self) -> "Look":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def _begun(self) -> Connection:
        connection = self._database.another()
        try:
            connection.execute("BEGIN")
        except Error:
            connection.close()
            raise
        return connection
