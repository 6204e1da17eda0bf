"""A backup comes back into a home, and on a new PC the post is what it was."""

from contextlib import closing
from pathlib import Path

from app.clock import Clock, system
from app.errors import UserError
from app.i18n import tr
from app.settings import Home
from app.station.remembered import remembered
from app.store import machine
from app.store.copies.restore import restore as put_back
from app.store.database import Database
from app.store.proof.verify import Progress
from app.store.secret.key import key_for
from app.store.secret.rescue import recover


def restore(
    home: Home, copy: Path, code: str = "", clock: Clock = system, progress: Progress | None = None
) -> Path | None:
    """Put `copy` in place of the home's database; where the one before now lies. code: the recovery code, where the
    key is not here. Settings that this PC has already stay as they are. UserError, and no database was touched."""
    home.make()
    if code:
        recover(home, code)
    key_is_here(home)
    aside = put_back(copy, home.database, key_for(home), machine.mark(home.database), clock(), progress)
    if not home.configured:
        with closing(Database.of(home)) as database:
            settings = remembered(database)
        if settings is not None:
            home.save(settings)
    return aside


def key_is_here(home: Home) -> None:
    """UserError where it is not: a new one opens no backup."""
    if not home.key_file.exists():
        raise UserError(
            tr("缺少密钥文件 {path}，备份打不开。请放回本站的密钥文件，或用恢复码：gatepost key recover。",
               path=home.key_file)
        )  # fmt: skip
