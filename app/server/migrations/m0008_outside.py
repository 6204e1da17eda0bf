"""What the campus's other systems have: tokens, what they asked with which key, webhooks and what they are told.

arrival: runs of records of one incarnation, as each batch filed them; feed: the same in one order for the whole centre,
numbered after their commit, so that no reader ever misses one (app.server.outside.feed).
"""

_RUN = "station TEXT NOT NULL, incarnation TEXT NOT NULL, first WHOLE NOT NULL, last WHOLE NOT NULL"

STATEMENTS = (
    """CREATE TABLE outside_token (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        scopes TEXT NOT NULL,
        secret_hash BYTES NOT NULL,
        made_at TEXT NOT NULL,
        ends_at TEXT NOT NULL,
        revoked_at TEXT,
        used_at TEXT
    )""",
    """CREATE TABLE outside_key (
        token TEXT NOT NULL,
        key TEXT NOT NULL,
        asked BYTES NOT NULL,
        status WHOLE NOT NULL,
        answer BYTES NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (token, key)
    )""",
    f"CREATE TABLE arrival (id TEXT NOT NULL, {_RUN}, PRIMARY KEY (station, id))",
    f"CREATE TABLE feed (n WHOLE NOT NULL PRIMARY KEY, mark TEXT NOT NULL, {_RUN})",
    "CREATE TABLE feed_head (name TEXT NOT NULL PRIMARY KEY, n WHOLE NOT NULL)",
    """INSERT INTO arrival (id, station, incarnation, first, last)
        SELECT incarnation, station, incarnation, 1, seq FROM head""",
    """CREATE TABLE hook (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        address TEXT NOT NULL,
        secret BYTES NOT NULL,
        events TEXT NOT NULL,
        made_at TEXT NOT NULL
    )""",
    """CREATE TABLE delivery (
        hook TEXT NOT NULL,
        id TEXT NOT NULL,
        event TEXT NOT NULL,
        body TEXT NOT NULL,
        made_at TEXT NOT NULL,
        due_at TEXT NOT NULL,
        tries WHOLE NOT NULL,
        state TEXT NOT NULL,
        said TEXT NOT NULL,
        PRIMARY KEY (hook, id)
    )""",
    "CREATE INDEX delivery_due ON delivery (hook, state, due_at)",
)
