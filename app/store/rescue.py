"""Bringing the key back by its recovery code, where key file or keyring have lost it."""

from app.settings import Home
from app.store.database import Database
from app.store.key import replace
from app.store.recovery import key_of


def recover(home: Home, code: str) -> None:
    """Make the key that `code` stands for the home's key, in its file. Where there is a database it has to open with
    it; raises UserError, and nothing has changed."""
    key = key_of(code)
    if home.database.exists():
        Database.open(home.database, key).close()
    replace(home, key)
