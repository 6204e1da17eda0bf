"""Tells the kinds of trust list in JSON apart by what they hold."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.codes.inflate import DamagedError
from app.codes.json_value import read_json as read_value
from app.codes.trustlist_dcc import read_by_kid, read_items
from app.codes.trustlist_entry import Refused, TrustEntry
from app.codes.trustlist_jwk import read_jwk, read_jwks
from app.codes.trustlist_text import dcc_kid
from app.codes.trustlist_vci import read_directory, read_revocations
from app.i18n import tr


def read_json(text: str, name: str) -> Iterator[TrustEntry | Refused]:
    """Whatever list `text` is."""
    try:
        found = read_value(text.encode())
    except DamagedError:
        yield Refused(name, tr("JSON 不完整，读不懂。"))
        return
    if isinstance(found, list):
        yield from read_items(found, name)
    elif isinstance(found, Mapping):
        yield from _read_object(found, name)
    else:
        yield _unknown(name)


def _read_object(found: Mapping[str, Any], name: str) -> Iterator[TrustEntry | Refused]:
    issuer = found.get("issuer") or found.get("iss")
    match found:
        case {"issuerInfo": list(issuers)}:
            yield from read_directory(issuers, name)
        case {"keys": list(keys)}:
            yield from read_jwks(keys, name, issuer if isinstance(issuer, str) else "")
        case {"certificates": list(items)} | {"certs": list(items)}:
            yield from read_items(items, name)
        case {"eu_keys": Mapping() as by_kid}:
            yield from read_by_kid(by_kid, name)
        case {"rids": list()}:
            yield read_revocations(found, name)
        case {"kty": str()}:
            yield read_jwk(found, name)
        case {"participating_issuers": list()}:
            yield Refused(name, tr("只有签发机构的名称，没有公钥。请使用目录的快照。"))
        case _ if any(dcc_kid(kid) for kid in found):
            yield from read_by_kid(found, name)
        case {"kid": str()} | {"rawData": str()}:
            yield from read_items([found], name)
        case _:
            yield _unknown(name)


def _unknown(name: str) -> Refused:
    return Refused(name, tr("不是已知的证书列表。"))
