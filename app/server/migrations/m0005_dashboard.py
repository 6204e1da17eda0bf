"""What the dashboard keeps: its accounts and other small documents, who is signed in, and what people did with it. And
the order in which pages of records are turned."""

STATEMENTS = (
    "CREATE TABLE IF NOT EXISTS document (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE IF NOT EXISTS session (
        token_hash BYTES NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        csrf TEXT NOT NULL,
        began_at TEXT NOT NULL,
        used_at TEXT NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS act (
        id TEXT NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        action TEXT NOT NULL,
        about TEXT NOT NULL,
        person TEXT NOT NULL,
        detail TEXT NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS act_at ON act (at, id)",
    "CREATE INDEX IF NOT EXISTS record_kind_at ON record (kind, at)",
    "ALTER TABLE station ADD COLUMN revoked_at TEXT",
)
