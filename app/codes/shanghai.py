"""Shanghai's health code in its form for public transport (随申码交通码): structure and expiry can be checked.

    https://s.sh.gov.cn/ + length, 4 digits + base64url of
    SM2 signature 64 | UUID 32 | flags 2 | client 2 | expiry 14 | key index 1 | extension 32 | SM2 signature 64 (| ##)

The signatures' keys are not public. The length is that of the base64url text, or of the bytes; both are accepted.
"""

import base64
import binascii
import re
from datetime import datetime

from app.clock import CAMPUS
from app.codes.claim import Claim
from app.codes.health import digest
from app.codes.issuer import Issuer
from app.codes.trust import Trust
from app.decode.symbol import Symbol
from app.i18n import mark

_FORM = re.compile(rb"https://s\.sh\.gov\.cn/([0-9]{4})([A-Za-z0-9_-]{100,600}={0,2})")
_SIZE, _TAIL = 211, b"##"
_UUID, _CLIENT, _EXPIRY = slice(64, 96), slice(98, 100), slice(100, 114)
CLIENTS = (b"06", b"07", b"08")
"""The app, WeChat, Alipay."""


def recognise(symbol: Symbol, _trust: Trust, now: datetime) -> Claim | None:
    """The transport code in `symbol`, read or, once expired or not of its structure, invalid; None where it is none."""
    match = _FORM.fullmatch(symbol.data)
    if not match:
        return None
    fields = _fields(match[1], match[2])
    expires = _expiry(fields) if fields else None
    if fields is None or expires is None:
        return Claim(kind="health-code", trust="invalid", issuer="shanghai", reason="health-code-damaged")
    late = now > expires
    return Claim(
        kind="health-code", trust="invalid" if late else "read", issuer="shanghai", color=symbol.color,
        reason="health-code-expired" if late else "", expires_at=expires, token=digest(fields[_UUID].hex()),
    )  # fmt: skip


def _fields(length: bytes, packed: bytes) -> bytes | None:
    """The packed fields, or None where length and structure do not hold."""
    bare = packed.rstrip(b"=")
    try:
        raw = base64.urlsafe_b64decode(bare + b"=" * (-len(bare) % 4))
    except binascii.Error:
        return None
    sizes = {len(packed), len(bare), len(raw)}
    fields = raw.removesuffix(_TAIL) if len(raw) == _SIZE + len(_TAIL) else raw
    sound = len(fields) == _SIZE and int(length) in sizes and fields[_CLIENT] in CLIENTS
    return fields if sound else None


def _expiry(fields: bytes) -> datetime | None:
    """The campus's time until which the code holds."""
    digits = fields[_EXPIRY]
    if not digits.isdigit():
        return None
    try:
        return datetime.strptime(digits.decode("ascii"), "%Y%m%d%H%M%S").replace(tzinfo=CAMPUS)
    except ValueError:
        return None


ISSUER = Issuer("shanghai-transport", mark("随申码（交通）"), recognise, order=40)
