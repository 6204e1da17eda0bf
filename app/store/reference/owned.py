"""Whose a section is: the post's own until the centre has published it, and then the centre's alone."""

from collections.abc import Collection

from app.errors import UserError
from app.i18n import tr
from app.store.database import Database
from app.store.reference.staging import progress
from app.store.reference.staging.progress import InUse


class CentresOwn(UserError):
    """What was to be changed here belongs to the centre; nothing has changed."""


def owned(database: Database) -> Collection[str]:
    """The sections that the centre has published."""
    used = progress.load(database, InUse)
    return used.counts if used else ()


def mine(database: Database, section: str) -> None:
    """Raises CentresOwn unless the post's administrator may change this section."""
    if section in owned(database):
        raise CentresOwn(tr("这项资料由指挥中心管理，本站不能改。请在指挥中心修改，下次同步后生效。"))
