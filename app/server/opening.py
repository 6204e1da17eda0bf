"""Opens the centre's storage: on the embedded database of a home, or on the PostgreSQL of a URL."""

from app.server import again
from app.server.sql.otherwise import otherwise
from app.server.sql.port import Engine
from app.server.storage import Storage
from app.settings import Home
from app.store.secret.key import key_for


def open_storage(home: Home, url: str = "") -> Storage:
    """The centre of a home, made where there is none; url: of the PostgreSQL it is kept in, empty for the embedded
    database. UserError where it cannot be used."""
    engine = _engine(home, url)
    with otherwise(engine.close):
        storage = Storage(engine)
        again.after_upgrade(engine)
        return storage


def _engine(home: Home, url: str) -> Engine:
    if url:
        from app.server.sql.postgres import PostgresEngine

        return PostgresEngine(url)
    from app.server.sql.sqlite import SqliteEngine

    home.make()
    return SqliteEngine(home.centre, key_for(home))
