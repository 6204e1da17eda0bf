"""Reads what an administrator gives to be trusted for foreign certificates, of whatever kind it is.

PEM and DER certificates (one or many, expired ones too), CMS and master lists, the EU's lists of signers, JSON Web
Keys, the VCI directory's snapshot, lists of revoked cards. What cannot be used is named, and the rest is taken.
"""

from collections.abc import Iterator

from app.codes.trustlist_certificate import read_der
from app.codes.trustlist_entry import Refused, TrustEntry, TrustFile
from app.codes.trustlist_json import read_json
from app.codes.trustlist_pem import read_pem
from app.codes.trustlist_text import decoded
from app.i18n import tr

MOST = 64 * 1024 * 1024
"""Bytes of a file; the largest master list has about 1,000,000."""
_SEQUENCE = 0x30


def read_trust_file(data: bytes, name: str) -> TrustFile:
    """Everything in `data` that can be trusted, each once, and what could not be used; `name` as a user knows it."""
    found = list(_read(data, name))
    if not found:
        found = [Refused(name, tr("里面没有证书，也没有公钥。"))]
    entries = {one.key: one for one in found if isinstance(one, TrustEntry)}
    return TrustFile(tuple(entries.values()), tuple(one for one in found if isinstance(one, Refused)))


def _read(data: bytes, name: str) -> Iterator[TrustEntry | Refused]:
    if len(data) > MOST:
        yield Refused(name, tr("文件太大，不像证书列表。"))
        return
    if data[:1] == bytes([_SEQUENCE]):
        yield from read_der(data, name)
        return
    text = data.decode("utf-8-sig", "replace").strip()
    if "-----BEGIN " in text and not text.startswith(("{", "[")):
        yield from read_pem(text, name)
    elif json := _json(text):
        yield from read_json(json, name)
    elif der := decoded(text):
        yield from read_der(der, name)
    else:
        yield Refused(name, tr("不认识这种文件。请使用证书（PEM、DER）、JWKS 或证书列表。"))


def _json(text: str) -> str:
    """The JSON in `text`, also after a line with its signature, as some national lists come; empty where none is."""
    if text.startswith(("{", "[")):
        return text
    _, _, rest = text.partition("\n")
    return rest.strip() if rest.lstrip().startswith(("{", "[")) else ""
