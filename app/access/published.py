"""The accounts that the centre publishes to its posts."""

from app.access.accounts import Account
from app.store.database import Database
from app.store.reference.own import ACCOUNT
from app.store.reference.sections import Reference


def of_centre(database: Database) -> list[Account]:
    """All of them, by name; none where this post has no centre, or one without accounts."""
    return list(Reference(database).all(ACCOUNT, Account).values())
