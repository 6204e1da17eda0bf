"""The only administrator forgot the PIN: the recovery code, which opens the data in any case, gives a new one."""

import secrets

from app.access.accounts import hashed
from app.errors import UserError
from app.i18n import tr
from app.station.local import LocalPost
from app.store.secret.key import key_for
from app.store.secret.recovery import key_of


def new_pin_by_code(post: LocalPost, name: str, code: str, pin: str) -> None:
    """Another PIN for the administrator of that name, whoever is on duty; it is a record. UserError for a code that is
    not this station's, and for anybody else's name: theirs an administrator resets."""
    if not secrets.compare_digest(key_of(code), key_for(post.home)):
        raise UserError(tr("这不是本站的恢复码，PIN 没有更改。请核对信封。"))
    kept = hashed(pin)
    if name not in administrators(post):
        raise UserError(tr("“{name}”不是管理员。请管理员在“管理 → 账号”里重设 PIN。", name=name))
    with post.database.write():
        post.accounts.change(name, pin=kept)
        post.note("account pin by code", name)


def administrators(post: LocalPost) -> list[str]:
    """The names of those who may sign in as one."""
    return [one.name for one in post.accounts.active() if one.role == "administrator"]
