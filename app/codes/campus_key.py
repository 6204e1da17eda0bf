"""The key that signs campus codes: made at random, kept by the centre or by a stand-alone post's administrator."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.errors import UserError
from app.i18n import tr


def make() -> Ed25519PrivateKey:
    """A new signing key."""
    return Ed25519PrivateKey.generate()


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The public half, 32 bytes: what posts hold, in `Trust.campus_keys`."""
    return key.public_key().public_bytes_raw()


def to_pem(key: Ed25519PrivateKey) -> bytes:
    """The private key as PKCS #8, not encrypted: whoever stores it sees to that."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def from_pem(pem: bytes) -> Ed25519PrivateKey:
    """The signing key in `pem`; UserError where there is none."""
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UserError(tr("这不是校园码的签发密钥。请选择本校的密钥文件。")) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UserError(tr("这不是校园码的签发密钥。请选择本校的密钥文件。"))
    return key


def public_to_pem(public: bytes) -> bytes:
    """A public key of 32 bytes as PEM."""
    key = Ed25519PublicKey.from_public_bytes(public)
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def public_from_pem(pem: bytes) -> bytes:
    """The 32 bytes of the public key in `pem`; UserError where there is no Ed25519 key."""
    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UserError(tr("这不是校园码的公钥。请选择指挥中心给出的公钥文件。")) from error
    if not isinstance(key, Ed25519PublicKey):
        raise UserError(tr("这不是校园码的公钥。请选择指挥中心给出的公钥文件。"))
    return key.public_bytes_raw()
