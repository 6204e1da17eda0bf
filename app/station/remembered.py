"""What a post is, kept in its database too: its name, its kind and its ways, so that a backup knows whose it is.

Devices and the backup's own folder are the PC's, and stay out of it.
"""

from contextlib import suppress

import msgspec

from app.settings import Settings
from app.station.documents import LocalDocuments
from app.store.database import Database
from app.store.faults import StoreFault

_DOCUMENT = "settings"
_OF_THE_PC = frozenset({"camera", "thermometer", "gun", "gun_prefix", "gun_suffix", "read_pages", "backup_folder"})


def remember(database: Database, settings: Settings) -> None:
    """Keep what this post is in `database`. A disk that takes nothing more keeps nobody from making a backup."""
    own = {name: value for name, value in msgspec.to_builtins(settings).items() if name not in _OF_THE_PC}
    with suppress(StoreFault):
        LocalDocuments(database).put(_DOCUMENT, own)


def remembered(database: Database) -> Settings | None:
    """What the post was, on a PC whose devices nobody has chosen yet; None where the database does not say."""
    own = LocalDocuments(database).get(_DOCUMENT)
    return None if own is None else msgspec.convert(own, Settings)
