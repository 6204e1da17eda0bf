"""The key of a home's database: 32 random bytes in a file that only its owner may read, in the system's keyring, or
under a passphrase. `key_for` is the one place that knows where it is.
"""

import secrets
from pathlib import Path
from typing import Literal, TypeAlias

from app import durable
from app.errors import UserError
from app.i18n import tr
from app.settings import Home
from app.store.secret import keyform
from app.store.secret.keyform import SIZE, Form, InKeyring

Where: TypeAlias = Literal["file", "keyring", "passphrase"]


class KeyMissing(UserError):
    """There is a database but no key to it."""


class KeyUnusable(UserError):
    """The key file cannot be read, made, or is not a key."""


def key_for(home: Home) -> bytes:
    """The key of this home, made where the home is new.

    Raises KeyMissing where a database lies there without its key: a new key could never open it; and what
    app.store.secret.keyform raises where the key is there and does not open.
    """
    form = _read(home.key_file)
    if form is None and (home.database.exists() or home.centre.exists()):
        form = _read(home.key_file)  # another process may just have made both, the key first
        if form is None:
            raise KeyMissing(
                tr("密钥文件 {path} 不见了，没有它打不开数据库。请放回原文件，或用恢复码：gatepost key recover。",
                   path=home.key_file)
            )  # fmt: skip
    return keep(home, secrets.token_bytes(SIZE)) if form is None else keyform.opened(form, home.passphrase)


def where(home: Home) -> Where:
    """Where the key of this home is."""
    form = _read(home.key_file)
    if form is None or isinstance(form, bytes):
        return "file"
    return "keyring" if isinstance(form, InKeyring) else "passphrase"


def move(home: Home, to: Where, passphrase: str = "") -> None:
    """Keep the home's key in another place from now on, and nowhere else. Until the new place has it, the old one
    keeps it; backups open with it as before."""
    key, before = key_for(home), _read(home.key_file)
    form: Form = key
    if to == "keyring":
        form = keyform.in_keyring(key)
    elif to == "passphrase":
        form = keyform.under(key, passphrase)
    replace(home, form)
    if before is not None:
        keyform.forget(before)


def replace(home: Home, form: Form) -> None:
    """Make `form` the home's key file, in one step."""
    home.make()
    draft = _draft(home)
    try:
        durable.write(draft, keyform.written(form))
        draft.replace(home.key_file)
        durable.settle(home.path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _unusable(home.key_file) from error


def set_aside(home: Home, key: bytes) -> Path | None:
    """Another key than `key` that lies in the home's file, put under another name: backups may open with it alone.
    None where there is none, and where the file only says where it is kept."""
    before = _kept(home.key_file)
    if before is None or len(before) != SIZE or before == key:
        return None
    path = home.key_file.with_name(f"{home.key_file.name}.{secrets.token_hex(4)}")
    try:
        home.key_file.rename(path)
    except OSError as error:
        raise _unusable(home.key_file) from error
    return path


def keep(home: Home, key: bytes) -> bytes:
    """Write `key` as this home's key unless it has one, and return the one it has: of two processes that start at
    once, one wins and both go on with its key."""
    home.make()
    draft = _draft(home)
    try:
        durable.write(draft, key)
        try:
            home.key_file.hardlink_to(draft)
        except FileExistsError:
            return keyform.opened(_read(home.key_file) or key, home.passphrase)
        finally:
            draft.unlink()
        durable.settle(home.path)
    except OSError as error:
        raise _unusable(home.key_file) from error
    return key


def _draft(home: Home) -> Path:
    return home.key_file.with_name(f"{home.key_file.name}.{secrets.token_hex(4)}.new")


def _read(path: Path) -> Form | None:
    kept = _kept(path)
    try:
        return None if kept is None else keyform.read(kept)
    except ValueError as error:
        raise _unusable(path) from error


def _kept(path: Path) -> bytes | None:
    """The key file's content; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(path) from error


def _unusable(path: Path) -> KeyUnusable:
    return KeyUnusable(tr("密钥文件 {path} 不能使用。请检查它的权限，或从备份放回原来的密钥文件。", path=path))
