"""SQLCipher takes SQLite's place under sqlite-utils, which prefers a module named pysqlite3 where there is one.

Whoever needs the driver's own errors takes them from here, so that the order is always right. sqlite-utils stands in
app.store.tables: it takes longer to load than everything else of the store, and a lane needs none of it to begin.
"""

import sys

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

Error = dbapi2.Error
Connection = dbapi2.Connection
Cursor = dbapi2.Cursor

__all__ = ["Connection", "Cursor", "Error", "dbapi2"]
