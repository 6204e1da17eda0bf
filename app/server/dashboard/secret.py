"""What somebody signs in with: a PIN of at least six digits or a password, since a browser can be anywhere."""

import re
from functools import cache
from secrets import token_urlsafe

from argon2 import PasswordHasher

from app.errors import UserError
from app.i18n import tr

_PIN = re.compile(r"[0-9]{6,12}")
_SHORTEST, _LONGEST = 8, 200
"""Characters of a password; a PIN of digits alone may be shorter, as each wrong one makes the next try wait."""
_hasher = PasswordHasher(
    time_cost=2, memory_cost=19_456, parallelism=1
)  # OWASP's minimum for argon2id: 19 MiB, t=2, p=1


def hashed(secret: str) -> str:
    """What is kept of it; UserError for one that is too easy to guess."""
    fits = _PIN.fullmatch(secret) or (_SHORTEST <= len(secret) <= _LONGEST and len(set(secret)) >= 4)
    if not fits or len(set(secret)) == 1:
        raise UserError(tr("请用 6 到 12 位数字的 PIN，或至少 8 个字符的密码，不要全是同一个字符。"))
    return _hasher.hash(secret)


@cache
def nobodys() -> str:
    """What is kept of a secret that nobody knows: to check one against it takes the time it takes for an account."""
    return _hasher.hash(token_urlsafe(32))
