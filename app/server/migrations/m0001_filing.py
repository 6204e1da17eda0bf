"""Who may come in, and what was filed: stations, codes, heads, records, and places whose content is not filed."""

_PLACE = """
    station TEXT NOT NULL,
    incarnation TEXT NOT NULL,
    seq WHOLE NOT NULL,
    fact_hash BYTES NOT NULL,
    chain_hash BYTES NOT NULL,
    received_at TEXT NOT NULL"""

STATEMENTS = (
    "CREATE TABLE IF NOT EXISTS centre (name TEXT NOT NULL PRIMARY KEY, value BYTES NOT NULL)",
    """CREATE TABLE IF NOT EXISTS station (
        station TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        post TEXT NOT NULL,
        public_key BYTES NOT NULL,
        token_hash BYTES NOT NULL UNIQUE,
        enrolled_at TEXT NOT NULL,
        seen_at TEXT,
        clock_offset_ms WHOLE
    )""",
    """CREATE TABLE IF NOT EXISTS code (
        proof_key BYTES NOT NULL PRIMARY KEY,
        expires_at TEXT NOT NULL,
        used_by TEXT,
        used_key BYTES
    )""",
    """CREATE TABLE IF NOT EXISTS head (
        station TEXT NOT NULL,
        incarnation TEXT NOT NULL,
        seq WHOLE NOT NULL,
        chain_hash BYTES NOT NULL,
        PRIMARY KEY (station, incarnation)
    )""",
    f"""CREATE TABLE IF NOT EXISTS record ({_PLACE},
        clock_offset_ms WHOLE NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        schema WHOLE NOT NULL,
        at TEXT NOT NULL,
        entered_at TEXT NOT NULL,
        mono REAL NOT NULL,
        boot TEXT NOT NULL,
        operator TEXT NOT NULL,
        post TEXT NOT NULL,
        policy TEXT NOT NULL,
        reference TEXT NOT NULL,
        body TEXT,
        salt BYTES,
        PRIMARY KEY (station, incarnation, seq),
        UNIQUE (station, id)
    )""",
    # Places of the chain whose content is not filed: why = withheld | moved (filed at another place) | a fault.
    f"""CREATE TABLE IF NOT EXISTS aside ({_PLACE},
        why TEXT NOT NULL,
        raw BYTES,
        PRIMARY KEY (station, incarnation, seq)
    )""",
)
