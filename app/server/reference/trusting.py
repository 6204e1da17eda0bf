"""The keys whose campus codes the posts believe, and the codes that were revoked. Inside a transaction of the caller's.

A public key alone is published; who has the private one says so nowhere here.
"""

import re
from collections.abc import Iterable
from datetime import datetime

import msgspec

from app.access.grants import sentence
from app.codes.campus_key import public_from_pem
from app.codes.trust import key_id
from app.errors import UserError
from app.i18n import tr
from app.server.reference.published import everything, present
from app.server.sql.port import Connection
from app.store.reference.issued import ISSUED, Issued
from app.store.reference.keys import KEYS, REVOCATIONS, CampusKey
from app.store.reference.staging.rows import Change

_SERIAL = re.compile("[0-9a-f]{16,32}")


def trusted(pem: str, label: str, now: datetime) -> tuple[CampusKey, Change]:
    """A key that is to be believed. UserError for what is no public key of campus codes."""
    public = public_from_pem(pem.strip().encode() + b"\n")
    if not label.strip():
        raise UserError(tr("请给密钥写一个名称，例如“2022 年校园码”。"))
    key = CampusKey(id=key_id(public), public=public, label=label.strip(), added_at=now)
    return key, Change(KEYS, key.id, msgspec.json.encode(key))


def distrusted(connection: Connection, id_: str, typed: str) -> Change:
    """A key that is to be believed no longer, confirmed by typing its label."""
    key = present(connection, KEYS, id_, CampusKey)
    if key is None:
        raise UserError(tr("没有这把密钥，可能刚被停用。请刷新后查看。"))
    if typed.strip() != key.label.strip():
        raise UserError(tr("输入的名称与密钥名称不一致，没有停用。请照原样输入“{name}”。", name=key.label))
    return Change(KEYS, id_, None)


def revoked(connection: Connection, text: str, why: str, now: datetime) -> list[Change]:
    """The code with that serial, or every code that is known to have been issued for that number, holds no more."""
    text, why = text.strip(), sentence(why)
    serials: Iterable[str] = [text.lower()] if _SERIAL.fullmatch(text.lower()) else []
    serials = serials or [
        serial
        for serial, one in everything(connection, ISSUED, Issued).items()
        if one.number == text and one.expires_at > now
    ]
    if not serials:
        raise UserError(tr("“{text}”不是码的序号，也没有为这个号码签发的有效码。请核对。", text=text[:40]))
    return [Change(REVOCATIONS, serial, msgspec.json.encode(why)) for serial in serials]
