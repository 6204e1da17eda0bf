"""Accounts whose PINs are checked at once: where a test is not about guessing, argon2id does its least."""

from functools import cache, partial

from argon2 import PasswordHasher

from app.access.accounts import PIN, Accounts, hashed
from app.access.published import of_centre
from app.clock import Clock
from app.station.documents import LocalDocuments
from app.store.database import Database

_quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@cache
def quick(pin: str) -> str:
    """What is kept of a PIN; UserError for one that is none. What it costs to check is said in it."""
    return _quick.hash(pin) if PIN.fullmatch(pin) else hashed(pin)


def quick_accounts(database: Database, clock: Clock) -> Accounts:
    """The accounts of a post; those that are added here open it quickly."""
    return Accounts(LocalDocuments(database), clock, quick, partial(of_centre, database))
