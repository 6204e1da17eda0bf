"""PEM (RFC 7468): any number of blocks, with anything written between them."""

import re
from collections.abc import Iterator

from app.codes.trustlist_certificate import read_der
from app.codes.trustlist_entry import Refused, TrustEntry
from app.codes.trustlist_text import decoded
from app.i18n import tr

_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \1-----")
_CERTIFICATES = {"CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE", "PKCS7", "CMS"}


def read_pem(text: str, name: str) -> Iterator[TrustEntry | Refused]:
    """Every block, in its order."""
    blocks = list(_BLOCK.finditer(text))
    for number, block in enumerate(blocks, 1):
        what = name if len(blocks) == 1 else tr("{name} 第 {number} 项", name=name, number=number)
        yield from _read_block(block[1], decoded(block[2]), what)
    if text.count("-----BEGIN ") > len(blocks):
        yield Refused(name, tr("有的证书没有结尾，内容不完整。"))


def _read_block(label: str, der: bytes | None, what: str) -> Iterator[TrustEntry | Refused]:
    if "PRIVATE KEY" in label:
        yield Refused(what, tr("这是私钥，不应交给值守台。请只提供证书。"))
    elif label not in _CERTIFICATES:
        yield Refused(what, tr("只有公钥、没有密钥编号，无法使用。请提供证书。"))
    elif not der:
        yield Refused(what, tr("不是证书，或者内容不完整。"))
    else:
        yield from read_der(der, what)
