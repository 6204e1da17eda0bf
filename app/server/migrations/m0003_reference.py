"""What the centre publishes: rows by section and key, each with the version of the change-set that touched it last (a
`value` of NULL is gone), the one row that change-sets come in order by, and what a post hands over meanwhile."""

STATEMENTS = (
    """CREATE TABLE IF NOT EXISTS reference_head (
        name TEXT NOT NULL PRIMARY KEY,
        version WHOLE NOT NULL,
        total BYTES NOT NULL,
        counts TEXT NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS reference_change (
        version WHOLE NOT NULL PRIMARY KEY,
        mark TEXT NOT NULL,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        what TEXT NOT NULL,
        why TEXT NOT NULL,
        touched WHOLE NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS reference_item (
        section TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT,
        version WHOLE NOT NULL,
        PRIMARY KEY (section, key)
    )""",
    "CREATE INDEX IF NOT EXISTS reference_item_version ON reference_item (version, section, key)",
    """CREATE TABLE IF NOT EXISTS reference_handed (
        station TEXT NOT NULL,
        section TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (station, section, key)
    )""",
)
