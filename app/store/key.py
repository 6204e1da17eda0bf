"""The key of a home's database: 32 random bytes in a file that only its owner may read.

`key_for` is the one place that knows where the key is kept; a keyring would be asked here.
"""

import secrets
from pathlib import Path

from app import durable
from app.errors import UserError
from app.i18n import tr
from app.settings import Home

SIZE = 32


class KeyMissing(UserError):
    """There is a database but no key to it."""


class KeyUnusable(UserError):
    """The key file cannot be read, made, or is not a key."""


def key_for(home: Home) -> bytes:
    """The key of this home, made where the home is new.

    Raises KeyMissing where a database lies there without its key: a new key could never open it.
    """
    key = _read(home.key_file)
    if key is None and (home.database.exists() or home.centre.exists()):
        key = _read(home.key_file)  # another process may just have made both, the key first
        if key is None:
            raise KeyMissing(
                tr("密钥文件 {path} 不见了，没有它就打不开数据库。请从备份放回密钥文件，不要新建。", path=home.key_file)
            )
    return key or keep(home, secrets.token_bytes(SIZE))


def keep(home: Home, key: bytes) -> bytes:
    """Write `key` as this home's key unless it has one, and return the one it has: of two processes that start at
    once, one wins and both go on with its key."""
    home.make()
    draft = home.key_file.with_name(f"{home.key_file.name}.{secrets.token_hex(4)}.new")
    try:
        durable.write(draft, key)
        try:
            home.key_file.hardlink_to(draft)
        except FileExistsError:
            return _read(home.key_file) or key
        finally:
            draft.unlink()
        durable.settle(home.path)
    except OSError as error:
        raise _unusable(home.key_file) from error
    return key


def _read(path: Path) -> bytes | None:
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(path) from error
    if len(key) != SIZE:
        raise _unusable(path)
    return key


def _unusable(path: Path) -> KeyUnusable:
    return KeyUnusable(tr("密钥文件 {path} 不能使用。请检查它的权限，或从备份放回原来的密钥文件。", path=path))
