"""What stands in a home's key file: the key itself, its place in the system's keyring, or it under a passphrase."""

import secrets
from typing import TypeAlias

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import UserError
from app.i18n import tr

SIZE = 32
SERVICE = "gatepost"
"""The keyring's name for what is ours."""
_ABOUT = b"gatepost key"
_NONCE, _SALT = 12, 16


class PassphraseNeeded(UserError):
    """The key is under a passphrase that was not given."""


class PassphraseWrong(UserError):
    """The key does not open with this passphrase."""


class KeyringClosed(UserError):
    """The system's keyring has not the key, or does not give it."""


class InKeyring(msgspec.Struct, frozen=True, tag="keyring", tag_field="kept"):
    """entry: the name of this home's own entry in the keyring."""

    entry: str


class UnderPassphrase(msgspec.Struct, frozen=True, tag="passphrase", tag_field="kept"):
    """sealed: nonce, then the key under AES-256-GCM with a key that argon2id makes of passphrase and `salt`."""

    salt: bytes
    sealed: bytes


Form: TypeAlias = bytes | InKeyring | UnderPassphrase


def read(content: bytes) -> Form:
    """The form of a key file's content; ValueError where it is none."""
    if len(content) == SIZE:
        return content
    form: InKeyring | UnderPassphrase = msgspec.json.decode(content, type=InKeyring | UnderPassphrase)
    return form


def written(form: Form) -> bytes:
    return form if isinstance(form, bytes) else msgspec.json.encode(form)


def opened(form: Form, passphrase: str) -> bytes:
    """The key; raises PassphraseNeeded, PassphraseWrong or KeyringClosed."""
    if isinstance(form, bytes):
        return form
    if isinstance(form, InKeyring):
        return _from_keyring(form.entry)
    if not passphrase:
        raise PassphraseNeeded(tr("本站的密钥有口令保护。请输入口令，或在环境变量 GATEPOST_PASSPHRASE 中给出。"))
    nonce, sealed = form.sealed[:_NONCE], form.sealed[_NONCE:]
    try:
        return AESGCM(_stretched(passphrase, form.salt)).decrypt(nonce, sealed, _ABOUT)
    except InvalidTag:
        raise PassphraseWrong(tr("口令不对。请重新输入；忘记口令时可用恢复码。")) from None


def under(key: bytes, passphrase: str) -> UnderPassphrase:
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    return UnderPassphrase(salt, nonce + AESGCM(_stretched(passphrase, salt)).encrypt(nonce, key, _ABOUT))


def in_keyring(key: bytes) -> InKeyring:
    """Put `key` into the system's keyring, and see that it comes back; raises KeyringClosed."""
    import keyring
    from keyring.errors import KeyringError

    form = InKeyring(f"home {secrets.token_hex(8)}")
    try:
        keyring.set_password(SERVICE, form.entry, key.hex())
        taken = keyring.get_password(SERVICE, form.entry) == key.hex()
    except KeyringError as error:
        raise _refused() from error
    if not taken:
        raise _refused()
    return form


def forget(form: Form) -> None:
    """Take the key of a form that is no longer used out of the keyring; one that has gone already does not matter."""
    if not isinstance(form, InKeyring):
        return
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(SERVICE, form.entry)
    except KeyringError:
        return


def _from_keyring(entry: str) -> bytes:
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(SERVICE, entry)
        key = bytes.fromhex(kept or "")
    except (KeyringError, ValueError) as error:
        raise _closed() from error
    if len(key) != SIZE:
        raise _closed()
    return key


def _closed() -> KeyringClosed:
    return KeyringClosed(tr("系统密钥环没有给出本站的密钥。请登录桌面后重试，或用恢复码：gatepost key recover。"))


def _refused() -> KeyringClosed:
    return KeyringClosed(
        tr("系统密钥环没有收下密钥，密钥仍在原处。请登录桌面后重试，或改用口令：gatepost key passphrase。")
    )


def _stretched(passphrase: str, salt: bytes) -> bytes:
    """argon2id as RFC 9106 recommends it where memory is short: 64 MiB, three passes."""
    return hash_secret_raw(passphrase.encode(), salt, 3, 65_536, 4, SIZE, Type.ID)
