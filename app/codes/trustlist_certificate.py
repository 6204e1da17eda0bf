"""Certificates that an administrator gives, as entries: one, several one after the other, CMS, or a master list."""

from collections.abc import Iterator

from asn1crypto.cms import ContentInfo
from asn1crypto.core import Integer, ObjectIdentifier, Sequence, SetOf
from asn1crypto.parser import peek
from asn1crypto.x509 import Certificate

from app.codes.certificate import facts
from app.codes.public_key import UNREADABLE, UnusableKeyError
from app.codes.trustlist_entry import EntryKind, Refused, TrustEntry
from app.codes.trustlist_index import kid_of
from app.i18n import tr

_MASTER_LIST = "2.23.136.1.1.2"


class _Certificates(SetOf):  # type: ignore[misc]  # asn1crypto has no types
    _child_spec = Certificate


class _MasterList(Sequence):  # type: ignore[misc]
    """CscaMasterList (ICAO Doc 9303-12, 9)."""

    _fields = [("version", Integer), ("certificates", _Certificates)]  # noqa: RUF012  # asn1crypto's way


def read_der(data: bytes, name: str) -> Iterator[TrustEntry | Refused]:
    """Whatever certificates `data` holds."""
    rest, number = data, 0
    while rest:
        number += 1
        what = name if number == 1 and _whole(rest) else tr("{name} 第 {number} 项", name=name, number=number)
        try:
            size = peek(rest)
        except ValueError:
            yield Refused(what, tr("不是证书，或者内容不完整。"))
            return
        yield from _read_one(rest[:size], what)
        rest = rest[size:]


def certificate_entry(
    der: bytes, what: str, *, kid: bytes | None = None, kind: EntryKind = "certificate", country: str = ""
) -> TrustEntry | Refused:
    """One certificate, expired ones too: what it signed while it held is looked at by its own times."""
    try:
        known = facts(der)
    except UnusableKeyError:
        return Refused(what, tr("不是证书，或者其中的公钥不能使用。"))
    return TrustEntry(
        kind=kind, id=(kid or kid_of(der)).hex(), content=der, issuer=known.label, not_after=known.not_after,
        country=(country or known.country)[:3].upper(), authority=known.authority,
    )  # fmt: skip


def _whole(data: bytes) -> bool:
    try:
        return bool(peek(data) == len(data))
    except ValueError:
        return False


def _read_one(der: bytes, what: str) -> Iterator[TrustEntry | Refused]:
    signed = _signed_data(der)
    if signed is None:
        yield certificate_entry(der, what)
        return
    try:
        content = signed["encap_content_info"]
        listed = content["content_type"].dotted == _MASTER_LIST
        found = _MasterList.load(content["content"].native)["certificates"] if listed else signed["certificates"]
        ders = [one.dump() if listed else one.chosen.dump() for one in found]
    except UNREADABLE:
        yield Refused(what, tr("证书列表读不懂。"))
        return
    for number, one in enumerate(ders, 1):
        each = tr("{name} 第 {number} 项", name=what, number=number)
        yield certificate_entry(one, each, kind="authority" if listed else "certificate")


def _signed_data(der: bytes) -> Sequence | None:
    """The content of a CMS message; None where this is something else."""
    try:
        message = ContentInfo.load(der)
        type_: ObjectIdentifier = message["content_type"]
        return message["content"] if type_.native == "signed_data" else None
    except UNREADABLE:
        return None
