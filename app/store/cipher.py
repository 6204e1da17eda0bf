"""SQLCipher takes SQLite's place under sqlite-utils, which prefers a module named pysqlite3 where there is one.

Whoever needs sqlite-utils or the driver's own errors takes them from here, so that the order is always right.
"""

import sys

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

import sqlite_utils  # noqa: E402 - after the driver has taken its place

Error = dbapi2.Error
Connection = dbapi2.Connection
Cursor = dbapi2.Cursor
Tables = sqlite_utils.Database

__all__ = ["Connection", "Cursor", "Error", "Tables", "dbapi2", "sqlite_utils"]
