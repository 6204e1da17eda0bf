"""Tokens that end: several of a station at once, none of them in the station's own row. And codes that name the broken
PC they are to replace."""

STATEMENTS = (
    """CREATE TABLE token (
        station TEXT NOT NULL,
        token_hash BYTES NOT NULL,
        expires_at TEXT NOT NULL,
        PRIMARY KEY (station, token_hash)
    )""",
    """CREATE TABLE station_anew (
        station TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        post TEXT NOT NULL,
        public_key BYTES NOT NULL,
        enrolled_at TEXT NOT NULL,
        seen_at TEXT,
        clock_offset_ms WHOLE,
        revoked_at TEXT
    )""",
    """INSERT INTO station_anew (station, name, post, public_key, enrolled_at, seen_at, clock_offset_ms, revoked_at)
        SELECT station, name, post, public_key, enrolled_at, seen_at, clock_offset_ms, revoked_at FROM station""",
    "DROP TABLE station",
    "ALTER TABLE station_anew RENAME TO station",
    "ALTER TABLE code ADD COLUMN replaces TEXT NOT NULL DEFAULT ''",
)
