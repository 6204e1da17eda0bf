"""Bringing the key back by its recovery code, where key file or keyring have lost it."""

from pathlib import Path

from app.errors import UserError
from app.i18n import tr
from app.settings import Home
from app.store.database import BUSY, Database, connect
from app.store.faults import WrongKey, told
from app.store.secret.key import replace, set_aside
from app.store.secret.recovery import key_of


def recover(home: Home, code: str) -> Path | None:
    """Make the key that `code` stands for the home's key, in its file. Whatever database there is, the station's or
    the centre's, has to open with it; raises UserError, and nothing has changed. Where another key lay here without a
    database to tell the two apart, backups may open with it alone: it is put aside, and its new place returned."""
    key = key_of(code)
    try:
        if home.database.exists():
            Database.open(home.database, key).close()
        if home.centre.exists():
            with told(home.centre):
                connect(home.centre, key, BUSY).close()
    except WrongKey as error:
        raise UserError(
            tr("这个恢复码打不开 {path} 里的数据库，密钥没有更改。请核对是不是这里的恢复码。", path=home.path)
        ) from error
    aside = set_aside(home, key)
    replace(home, key)
    return aside
