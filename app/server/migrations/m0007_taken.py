"""Which version of the reference each station has, by its own word, and since when."""

STATEMENTS = ("CREATE TABLE taken (station TEXT NOT NULL PRIMARY KEY, version WHOLE NOT NULL, at TEXT NOT NULL)",)
