"""sqlite-utils over SQLCipher: for tables, queries and migrations, not for the append path.

It takes longer to load than everything else of the store, and a lane needs none of it: whoever does, loads it then.
"""

from app.store import cipher  # takes SQLite's place before sqlite-utils looks for it

import sqlite_utils  # isort: skip

__all__ = ["Tables", "cipher", "sqlite_utils"]

Tables = sqlite_utils.Database
