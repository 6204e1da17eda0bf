"""The campus's own certificate authority (CA): it alone vouches for the centre where a station was given it, so that
no certificate of the world's many authorities opens the way to a false one."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from app.errors import UserError, reason
from app.i18n import tr

MOST = 1024 * 1024
"""Bytes of a file of certificates."""


def read(path: Path) -> str:
    """The certificates in a file, PEM or DER, as PEM and nothing else that stands there (a private key, say).

    UserError where there is none, or the last one has expired.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST)
    except OSError as error:
        raise UserError(tr("读不到证书文件 {path}：{why}。请检查路径和权限。", path=path, why=reason(error))) from error
    try:
        pem = b"-----BEGIN CERTIFICATE-----" in data
        found = x509.load_pem_x509_certificates(data) if pem else [x509.load_der_x509_certificate(data)]
    except ValueError as error:
        sentence = tr("{path} 不是证书。请向指挥中心要学校 CA 的证书（.pem、.crt 或 .cer）。", path=path)
        raise UserError(sentence) from error
    now = datetime.now(UTC)
    if all(one.not_valid_after_utc < now for one in found):
        raise UserError(tr("{path} 里的证书已过期。请向指挥中心要新的 CA 证书。", path=path))
    return "".join(one.public_bytes(Encoding.PEM).decode() for one in found)


def trusting(certificates: str) -> ssl.SSLContext:
    """What trusts these certificates and no other: an authority, one under it, or the centre's own."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=certificates)
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def distrust(error: BaseException | None) -> str | None:
    """What is wrong with the certificate that a server showed, in a sentence, where that is why `error` was raised."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    if error is None:
        return None
    if error.verify_code in _OTHER_NAME:
        return tr("指挥中心的证书不是这个地址的。请核对地址，或请指挥中心换证书；记录都在本机。")
    if error.verify_code in _NOT_NOW:
        return tr("指挥中心的证书已过期或还没有生效。请核对本机时间，或请指挥中心换证书；记录都在本机。")
    return tr("指挥中心的证书不受信任。学校自建 CA 的，请向指挥中心要 CA 证书文件，接入时一并给出；记录都在本机。")


_OTHER_NAME = (62, 64)
_NOT_NOW = (9, 10)
"""X509_V_ERR_… of OpenSSL's x509_vfy.h: hostname or address mismatch; not yet valid, expired."""
