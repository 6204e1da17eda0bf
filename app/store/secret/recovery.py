"""The recovery code: the database's key as letters and digits on paper, for the day when key file or keyring is lost.

Base 32 in Crockford's alphabet, which leaves out what is misread (I, L, O, U); two bytes of SHA-256 tell a slip of the
pen.
"""

import hashlib
import re

from app.errors import UserError
from app.i18n import tr

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110")
_SIZE, _CHECK, _GROUP = 32, 2, 5
_BITS = (_SIZE + _CHECK) * 8
_LENGTH = -(-_BITS // 5)


def code_of(key: bytes) -> str:
    """`key` (32 bytes) as eleven groups of five characters."""
    number = int.from_bytes(key + _check(key), "big")
    digits = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(digits[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def key_of(code: str) -> bytes:
    """The key that a code stands for; blanks, dashes, small letters and the usual misreadings do not matter. Raises
    UserError for what is no code."""
    digits = re.sub(r"[\s-]+", "", code).upper().translate(_MISREAD)
    if len(digits) != _LENGTH or not set(digits) <= set(ALPHABET):
        raise _no_code()
    number = 0
    for digit in digits:
        number = number << 5 | ALPHABET.index(digit)
    if number >> _BITS:
        raise _no_code()
    content = number.to_bytes(_SIZE + _CHECK, "big")
    key, check = content[:_SIZE], content[_SIZE:]
    if check != _check(key):
        raise _no_code()
    return key


def _check(key: bytes) -> bytes:
    return hashlib.sha256(b"gatepost recovery" + key).digest()[:_CHECK]


def _no_code() -> UserError:
    return UserError(tr("恢复码不对：应为 11 组、每组 5 个字符。请逐组核对后再输入。"))
