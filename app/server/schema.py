"""The centre's tables. `station` stands in every key and there are no sequences, so that they can be spread over
several machines; nothing here is SQLite's own but STRICT and the names of types."""

from app.store.database import Database

_PLACE = """
    station TEXT NOT NULL,
    incarnation TEXT NOT NULL,
    seq INTEGER NOT NULL,
    fact_hash BLOB NOT NULL,
    chain_hash BLOB NOT NULL,
    received_at TEXT NOT NULL"""

STATEMENTS = (
    "CREATE TABLE IF NOT EXISTS centre (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT",
    """CREATE TABLE IF NOT EXISTS station (
        station TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        post TEXT NOT NULL,
        public_key BLOB NOT NULL,
        token_hash BLOB NOT NULL UNIQUE,
        enrolled_at TEXT NOT NULL,
        seen_at TEXT,
        clock_offset_ms INTEGER
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS code (
        proof_key BLOB NOT NULL PRIMARY KEY,
        expires_at TEXT NOT NULL,
        used_by TEXT,
        used_key BLOB
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS head (
        station TEXT NOT NULL,
        incarnation TEXT NOT NULL,
        seq INTEGER NOT NULL,
        chain_hash BLOB NOT NULL,
        PRIMARY KEY (station, incarnation)
    ) STRICT""",
    f"""CREATE TABLE IF NOT EXISTS record ({_PLACE},
        clock_offset_ms INTEGER NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        schema INTEGER NOT NULL,
        at TEXT NOT NULL,
        entered_at TEXT NOT NULL,
        mono REAL NOT NULL,
        boot TEXT NOT NULL,
        operator TEXT NOT NULL,
        post TEXT NOT NULL,
        policy TEXT NOT NULL,
        reference TEXT NOT NULL,
        body TEXT,
        salt BLOB,
        PRIMARY KEY (station, incarnation, seq),
        UNIQUE (station, id)
    ) STRICT""",
    # Places of the chain whose content is not filed: why = withheld | moved (filed at another place) | a fault.
    f"""CREATE TABLE IF NOT EXISTS aside ({_PLACE},
        why TEXT NOT NULL,
        raw BLOB,
        PRIMARY KEY (station, incarnation, seq)
    ) STRICT""",
)


def apply(database: Database) -> None:
    """Make what is missing; harmless when two processes start at once."""
    with database.write() as connection:
        for statement in STATEMENTS:
            connection.execute(statement)
