"""The VCI directory's snapshot: the issuers of SMART Health Cards with their keys and their revocations.

{"issuerInfo": [{"issuer": {"iss", "name"}, "keys": [JWK…], "crls": [{"kid", "method", "ctr", "rids"}…]}…]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from app.codes.trustlist_entry import Refused, TrustEntry
from app.codes.trustlist_jwk import read_jwks
from app.codes.trustlist_revocations import sound, write_lines
from app.i18n import tr


def read_directory(issuers: list[Any], name: str) -> Iterator[TrustEntry | Refused]:
    """Every issuer's keys and revocations."""
    for number, one in enumerate(issuers, 1):
        issuer = one.get("issuer") if isinstance(one, Mapping) else None
        iss = issuer.get("iss") if isinstance(issuer, Mapping) else None
        if not isinstance(iss, str) or not iss:
            yield Refused(tr("{name} 第 {number} 项", name=name, number=number), tr("没有写明签发机构。"))
            continue
        keys, lists = one.get("keys"), one.get("crls")
        if not keys or not isinstance(keys, list):
            yield Refused(iss, tr("这个签发机构没有公钥。"))
            continue
        yield from read_jwks(keys, iss, iss)
        for listed in lists if isinstance(lists, list) else []:
            yield read_revocations(listed, iss)


def read_revocations(listed: object, what: str) -> TrustEntry | Refused:
    """One key's list of revoked cards."""
    match listed:
        case {"method": other} if other != "rid":
            return Refused(what, tr("作废名单读不懂。"))
        case {"kid": str(kid), "rids": list(rids)}:
            content = write_lines(rid for rid in rids if sound(rid))
            return TrustEntry(kind="shc-revocations", id=kid, content=content, issuer=what)
        case _:
            return Refused(what, tr("作废名单读不懂。"))
