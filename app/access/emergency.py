"""Emergency access (应急码): codes for the night when nobody with the right role can be reached. Each works once.

They are printed and kept in a sealed envelope; whoever uses one gives a reason and acts as the leader on duty, and that
is a record. Kept as argon2id hashes, as PINs are.
"""

import secrets
from collections.abc import Sequence

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

COUNT = 5
_DIGITS, _GROUP = 12, 4


def make() -> list[str]:
    """New codes, "1234-5678-9012" each: digits alone, for a number pad."""
    return [_grouped("".join(secrets.choice("0123456789") for _ in range(_DIGITS))) for _ in range(COUNT)]


def plain(code: str) -> str:
    """The digits of a code as somebody typed it."""
    return "".join(one for one in code if one in "0123456789")


def hashes(codes: Sequence[str], hasher: PasswordHasher) -> list[str]:
    """What is kept of `codes`."""
    return [hasher.hash(plain(code)) for code in codes]


def spend(code: str, kept: Sequence[str], hasher: PasswordHasher) -> list[str] | None:
    """The hashes that are left when `code` is used; None where it is none of them."""
    for one in kept:
        try:
            hasher.verify(one, plain(code))
        except VerifyMismatchError:
            continue
        return [other for other in kept if other != one]
    return None


def _grouped(digits: str) -> str:
    return "-".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))
