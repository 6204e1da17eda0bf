"""What an administrator does about the database's key: where it is, moving it, and its code on paper."""

from datetime import datetime
from typing import NamedTuple

from app.clock import EARLIEST
from app.errors import UserError
from app.i18n import mark, tr
from app.station.local import LocalPost
from app.store.acts import latest
from app.store.secret.key import Where, where

PLACES: dict[Where, str] = {
    "file": mark("密钥在数据文件夹的密钥文件里，只有本用户能读。"),
    "keyring": mark("密钥在系统密钥环里。"),
    "passphrase": mark("密钥有口令保护，启动时要输入口令。"),
}
CHOICES: dict[Where, str] = {
    "file": mark("密钥文件：开机就能值守"), "keyring": mark("系统密钥环：登录桌面后才能打开"),
    "passphrase": mark("口令保护：每次启动输入口令"),
}  # fmt: skip
"""What each place means for whoever chooses."""
SHORTEST = 8


class Shown(NamedTuple):
    """When the recovery code was shown or printed last, and to whom."""

    at: datetime
    who: str


class KeyDesk:
    """Of an open post; every act needs the permission `key.keep`."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post

    def where(self) -> Where:
        """Where the key is kept now."""
        self._post.permit("key.keep")
        return where(self._post.home)

    def move(self, to: Where, passphrase: str = "") -> None:
        """Keep the key there from now on; UserError for a passphrase that is too short."""
        self._post.permit("key.keep")
        if to == "passphrase":
            long_enough(passphrase)
        self._post.keep_key(to, passphrase)

    def last_shown(self) -> Shown | None:
        """When somebody had the recovery code last; None where nobody did as far as the records go back."""
        self._post.permit("key.keep")
        shown = latest(self._post.database, ["recovery code"], EARLIEST)
        who = max(shown, key=shown.__getitem__, default=None)
        return None if who is None else Shown(shown[who], who)

    def code(self, pin: str) -> str:
        """The recovery code, for whoever proves with their own PIN that they still stand here."""
        self._post.permit("key.keep")
        self._post.check(self._post.operator(), pin)
        return self._post.recovery_code()


def long_enough(passphrase: str) -> None:
    """UserError for a passphrase that is soon guessed."""
    if len(passphrase) < SHORTEST:
        raise UserError(tr("口令至少要 {count} 个字符，没有更改。", count=SHORTEST))
