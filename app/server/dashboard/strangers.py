"""Names that are nobody's, which signing in treats as it treats an account's: the same time, the same words, the same
waiting. Otherwise the wait would tell which names there are."""

import hashlib
import secrets

from app.access.accounts import Account
from app.server.dashboard.secret import nobodys

MOST = 1_024
"""Places in which such tries are counted, whatever names somebody thinks of."""
_SALT = secrets.token_bytes(16)
"""So that nobody can reckon which two names share a place."""


def stranger(name: str) -> Account:
    """The account that stands in for a name without one. Its own name begins with a space, as no account's does."""
    digest = hashlib.blake2b(name.encode(errors="surrogatepass"), key=_SALT).digest()
    return Account(f" {int.from_bytes(digest, 'big') % MOST}", "guard", nobodys())
